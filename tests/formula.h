// Programs written as formulas, and those of a publication.
#pragma once

#include <cmath>

#include "dsl/program.h"
#include "gtest/gtest.h"

namespace ulpforge::testing {

// Writes programs as formulas.
class Formula {
 public:
  Operand X() const { return InputOperand(); }
  Operand C(Extended value) {
    program_.constants.push_back(value);
    return ConstantOperand(program_.constants.size() - 1);
  }
  Operand Do(OpCode op, Operand a, Operand b = {}, Operand c = {}) {
    program_.instructions.push_back({op, {a, b, c}});
    return InstructionOperand(program_.instructions.size() - 1);
  }
  Operand Add(Operand a, Operand b) { return Do(OpCode::kAdd, a, b); }
  Operand Sub(Operand a, Operand b) { return Do(OpCode::kSub, a, b); }
  Operand Mul(Operand a, Operand b) { return Do(OpCode::kMul, a, b); }
  Operand Div(Operand a, Operand b) { return Do(OpCode::kDiv, a, b); }
  Program Returning(Operand output) {
    program_.output = output;
    return program_;
  }

 private:
  Program program_;
};

// The programs f3, f5 and f10 for exp2 of arXiv 2312.08472.
inline Program F3() {
  Formula f;
  const Operand q = f.Div(f.C(-8.387819235563974), f.Sub(f.X(), f.C(3.4355225277901402)));
  return f.Returning(f.Sub(q, f.C(1.4427239805682266)));
}

inline Program F10() {
  Formula f;
  const Operand t = f.Add(f.X(), f.Div(f.C(5783.5330096027765), f.X()));
  const Operand d = f.Sub(f.Add(t, f.Div(f.C(15141.981176922711), t)), f.C(250.55247494972059));
  Operand y = f.Add(f.Div(f.C(501.10494991027866), d), f.C(0.99999999999999956));
  for (int i = 0; i < 3; ++i) y = f.Mul(y, y);
  return f.Returning(y);
}

// scale / (x - pole) + 1
inline Program SimplePole(double pole, double scale) {
  Formula f;
  return f.Returning(f.Add(f.Div(f.C(scale), f.Sub(f.X(), f.C(pole))), f.C(1)));
}

inline void ExpectDigits(double actual, double expected, int digits) {
  EXPECT_NEAR(actual / expected, 1, 0.5 * std::pow(10, -digits)) << actual << " " << expected;
}

}  // namespace ulpforge::testing
