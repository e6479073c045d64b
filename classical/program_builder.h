// Writes the programs of classical constructions, one instruction after the other.
//
// Thread safety: none.
#pragma once

#include <utility>

#include "dsl/canonical.h"
#include "dsl/program.h"
#include "targets/mpfr_real.h"

namespace ulpforge {

class ProgramBuilder {
 public:
  Operand Constant(const MpfrReal& value) {
    program_.constants.push_back(value.ToExtended());
    return ConstantOperand(program_.constants.size() - 1);
  }

  Operand Apply(OpCode op, Operand a, Operand b = {}) {
    program_.instructions.push_back({op, {a, b}});
    return InstructionOperand(program_.instructions.size() - 1);
  }

  Operand Add(Operand a, Operand b) { return Apply(OpCode::kAdd, a, b); }
  Operand Sub(Operand a, Operand b) { return Apply(OpCode::kSub, a, b); }
  Operand Mul(Operand a, Operand b) { return Apply(OpCode::kMul, a, b); }
  Operand Div(Operand a, Operand b) { return Apply(OpCode::kDiv, a, b); }

  // The program that returns `output`, in canonical form.
  Program Build(Operand output) && {
    program_.output = output;
    return Canonicalize(FoldConstants(program_));
  }

 private:
  Program program_;
};

}  // namespace ulpforge
