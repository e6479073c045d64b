// Random valid programs and inputs for property tests: the same for the same Rng.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/rng.h"
#include "dsl/op_table.h"
#include "dsl/program.h"

namespace ulpforge::testing {

enum class ConstantKind {
  kModerate,  // doubles of both signs, magnitudes 2^-4 to 2^4
  kBits,      // any finite double and often a low part, by bit pattern
  kSmallInt,  // -4 to 4
};

struct RandomProgramOptions {
  std::vector<OpCode> ops;
  size_t instructions = 10;
  size_t constants = 4;
  size_t integers = 3;
  ConstantKind kind = ConstantKind::kModerate;
  bool chain = true;  // prefer recent values as operands, so that little is dead
};

// Every op that scalar T has.
template <class T>
std::vector<OpCode> OpsOf() {
  std::vector<OpCode> ops;
  for (const OpInfo& op : kOps) {
    if (FindArrayKernel<T>(op.code) != nullptr) ops.push_back(op.code);
  }
  return ops;
}

// Every op without integers.
inline std::vector<OpCode> RealOps() {
  std::vector<OpCode> ops;
  for (const OpInfo& op : kOps) {
    if (IsFloatOp(op)) ops.push_back(op.code);
  }
  return ops;
}

// Any bit pattern of T (a machine scalar), all exponents alike: NaN, infinities and subnormals included.
template <class T>
T RandomBits(Rng& rng) {
  return std::bit_cast<T>(static_cast<typename ScalarTraits<T>::Unsigned>(rng.Next()));
}

template <class T>
T RandomFinite(Rng& rng) {
  for (;;) {
    const T value = RandomBits<T>(rng);
    if (std::isfinite(static_cast<double>(value))) return value;
  }
}

inline double RandomModerate(Rng& rng) {
  const double magnitude = std::ldexp(1 + rng.Uniform(), static_cast<int>(rng.Below(8)) - 4);
  return rng.Chance(0.5) ? -magnitude : magnitude;
}

// A normalised pair with a low part of random size below half an ulp.
inline Extended RandomPair(Rng& rng, double hi) {
  const double lo = hi * (rng.Uniform() - 0.5) * std::ldexp(1.0, -53 - static_cast<int>(rng.Below(20)));
  const Extended pair = double_double::FastTwoSum(hi, lo);
  return IsFinite(pair) ? pair : Extended(hi);
}

inline Extended RandomConstant(Rng& rng, ConstantKind kind) {
  switch (kind) {
    case ConstantKind::kModerate:
      return RandomModerate(rng);
    case ConstantKind::kSmallInt:
      return static_cast<double>(rng.Below(9)) - 4;
    case ConstantKind::kBits:
      break;
  }
  const double hi = RandomFinite<double>(rng);
  return rng.Chance(0.5) ? RandomPair(rng, hi) : Extended(hi);
}

// Both zeros, ones, extremes, subnormals, infinities and a NaN of T.
template <class T>
std::vector<T> SpecialValues() {
  using Limits = std::numeric_limits<T>;
  const T integers = std::ldexp(T{1}, Limits::digits);
  std::vector<T> values = {0,
                           1,
                           2,
                           3,
                           T{0.5},
                           T{1.5},
                           T{2.5},
                           Limits::min(),
                           Limits::denorm_min(),
                           std::nextafter(Limits::min(), T{0}),
                           Limits::max(),
                           Limits::epsilon(),
                           std::nextafter(T{1}, T{0}),
                           std::nextafter(T{0.5}, T{0}),
                           integers,
                           integers - 1,
                           integers / 2 - T{0.5},
                           std::ldexp(T{1}, 31),
                           std::ldexp(T{1}, 63),
                           std::sqrt(Limits::min()),
                           std::sqrt(Limits::max()),
                           Limits::infinity()};
  const size_t positive = values.size();
  for (size_t k = 0; k < positive; ++k) values.push_back(-values[k]);
  values.push_back(Limits::quiet_NaN());
  return values;
}

// The same of a format of 16 bits.
template <class T>
  requires(sizeof(T) == 2)
std::vector<T> SpecialValues() {
  const FloatFormat& format = T::kFormat;
  const double integers = std::ldexp(1.0, format.significand_bits);
  const double epsilon = 2 / integers;
  std::vector<T> values;
  for (const double value : {0.0,
                             1.0,
                             2.0,
                             3.0,
                             0.5,
                             1.5,
                             2.5,
                             format.smallest_normal(),
                             format.smallest_subnormal(),
                             format.largest_subnormal(),
                             format.largest(),
                             epsilon,
                             1 - epsilon / 2,
                             0.5 - epsilon / 4,
                             integers,
                             integers - 1,
                             integers / 2 - 0.5,
                             0x1p15,
                             0x1p-12,
                             0x1p31,
                             std::sqrt(format.smallest_normal()),
                             std::sqrt(format.largest()),
                             std::numeric_limits<double>::infinity()}) {
    values.push_back(T(value));
    values.push_back(T(-value));
  }
  values.push_back(T(std::numeric_limits<double>::quiet_NaN()));
  return values;
}

namespace internal {

inline bool Fits(const Program& program, Operand operand, Type type) {
  return Accepts(type, operand, TypeOf(program, operand));
}

// Any operand of the type; there is always x, or an integer.
inline Operand RandomOperand(Rng& rng, const Program& program, Type type, bool recent) {
  const size_t instructions = program.instructions.size();
  if (recent && type != Type::kIntegerAmount) {
    for (size_t back = 1; back <= instructions && back <= 4; ++back) {
      const Operand operand = InstructionOperand(instructions - back);
      if (Fits(program, operand, type) && rng.Chance(0.5)) return operand;
    }
  }
  const size_t all = 1 + program.constants.size() + program.integers.size() + instructions;
  for (;;) {
    size_t k = rng.Below(all);
    Operand operand = InputOperand();
    if (k > 0) {
      --k;
      if (k < program.constants.size()) {
        operand = ConstantOperand(k);
      } else if (k -= program.constants.size(); k < program.integers.size()) {
        operand = IntegerOperand(k);
      } else {
        operand = InstructionOperand(k - program.integers.size());
      }
    }
    if (Fits(program, operand, type)) return operand;
  }
}

}  // namespace internal

// A valid program of options.instructions instructions (dead code possible) whose output is the last F
// value.
inline Program RandomProgram(Rng& rng, const RandomProgramOptions& options) {
  Program program;
  for (size_t k = 0; k < options.constants; ++k) {
    program.constants.push_back(RandomConstant(rng, options.kind));
  }
  for (size_t k = 0; k < options.integers || k == 0; ++k) {
    const uint64_t magnitude = rng.Next() >> rng.Below(64);
    program.integers.push_back(static_cast<int64_t>(rng.Chance(0.5) ? -magnitude : magnitude));
  }
  for (size_t k = 0; k < options.instructions; ++k) {
    Instruction instruction{.op = options.ops[rng.Below(options.ops.size())], .args = {}};
    const OpInfo& op = Info(instruction.op);
    for (int i = 0; i < op.arity; ++i) {
      instruction.args[i] = internal::RandomOperand(rng, program, op.operands[i], options.chain);
    }
    program.instructions.push_back(instruction);
    if (op.result == Type::kFloat) program.output = InstructionOperand(k);
  }
  return program;
}

}  // namespace ulpforge::testing
