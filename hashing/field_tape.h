// A FieldTape is a program of field ops as a straight line of + - * over the prime field. Every value of
// the program is a fraction of two registers, so nothing is divided before the end, and a gradient costs
// no division at all:
//
//     a/b + c/d = (a d + c b) / (b d),    (a/b) (c/d) = (a c) / (b d),    (a/b) / (c/d) = (a d) / (b c)
//
// The tape is made by running the generic lambdas of the op table on fractions that record what is done to
// them; a new field op needs no change here. It is then evaluated at several points at once.
//
// Thread safety: immutable after construction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "absl/container/inlined_vector.h"
#include "dsl/program.h"
#include "hashing/prime_field.h"

namespace ulpforge {

class FieldTape {
 public:
  // The number of points evaluated at once.
  static constexpr size_t kLanes = 4;
  // One register at every point.
  using Lanes = std::array<uint64_t, kLanes>;
  // Sized so that programs of up to 64 instructions rarely need the heap.
  using Registers = absl::InlinedVector<Lanes, 160>;

  // REQUIRES: IsFieldProgram(program).
  explicit FieldTape(const Program& program);

  // Fills `registers` with the value of every register. `inputs` is x, then the constants.
  void Evaluate(std::span<const Lanes> inputs, Registers* registers) const;

  // True if no division by zero happened at this point. Undefined values reach the output of every
  // program whose code is all live: no field op loses them.
  bool IsDefined(const Registers& registers, size_t lane) const;

  // The outputs as field elements, `undefined` where they are; at most one inversion for all of them.
  std::array<PrimeField, kLanes> Outputs(const Registers& registers) const;

  // One reverse sweep: adjoints[InputRegister(i)] = D^2 d(output) / d(inputs[i]), where D is the
  // denominator of the output (Griewank, Walther, "Evaluating Derivatives", ch. 3.2). The factor D^2 is
  // not zero where the output is defined, so that ranks of gradients do not depend on it.
  void Gradient(const Registers& registers, Registers* adjoints) const;

  static constexpr size_t InputRegister(size_t i) { return kFirstInput + i; }

 private:
  friend class TapeFraction;

  enum class Kind : uint8_t { kAdd, kSubtract, kMultiply };
  struct Step {
    Kind kind;
    uint32_t a, b;
  };
  struct Fraction {
    uint32_t numerator = kZero, denominator = kOne;
  };

  static constexpr uint32_t kZero = 0;
  static constexpr uint32_t kOne = 1;
  static constexpr uint32_t kFirstInput = 2;

  uint32_t Add(uint32_t a, uint32_t b);
  uint32_t Subtract(uint32_t a, uint32_t b);
  uint32_t Multiply(uint32_t a, uint32_t b);
  uint32_t Record(Kind kind, uint32_t a, uint32_t b);

  uint32_t first_step_;  // the register of steps_[0]
  absl::InlinedVector<Step, 160> steps_;
  absl::InlinedVector<uint32_t, 32> divisors_;  // undefined where one of these is zero
  Fraction output_;
};

// True if every op of the program is a field op.
bool IsFieldProgram(const Program& program);

}  // namespace ulpforge
