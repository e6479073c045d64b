// Evaluates a program at one point, op by op, without blocks: what the engines are compared with.
#pragma once

#include <cmath>
#include <cstring>
#include <optional>
#include <vector>

#include "dsl/numbers/round_to.h"
#include "dsl/op_table.h"
#include "dsl/program.h"

namespace ulpforge::testing {

template <class T>
struct OneValue {
  T value{};
  bool nan_reached_bits = false;  // from there on the value is unspecified
};

template <class T>
OneValue<T> EvaluateOne(const Program& program, T x) {
  using Slot = std::array<unsigned char, sizeof(T)>;  // an F or an I value
  OneValue<T> result;
  std::vector<Slot> values;
  const auto load = [&](Operand operand) {
    Slot slot{};
    if (operand == InputOperand()) std::memcpy(slot.data(), &x, sizeof(T));
    if (const std::optional<size_t> k = InstructionOf(operand)) slot = values[*k];
    if (const std::optional<size_t> k = ConstantOf(operand)) {
      const T constant = RoundTo<T>(program.constants[*k]);
      std::memcpy(slot.data(), &constant, sizeof(T));
    }
    if constexpr (MachineScalar<T>) {
      if (const std::optional<size_t> k = IntegerOf(operand)) {
        const auto integer = static_cast<typename ScalarTraits<T>::Int>(program.integers[*k]);
        std::memcpy(slot.data(), &integer, sizeof(T));
      }
    }
    return slot;
  };
  const auto as_float = [](const Slot& slot) {
    T value{};
    std::memcpy(static_cast<void*>(&value), slot.data(), sizeof(T));
    return value;
  };
  for (const Instruction& instruction : program.instructions) {
    std::array<Slot, kMaxArity> slots{};
    std::array<T, kMaxArity> args{};
    const void* in[kMaxArity];
    for (int i = 0; i < kMaxArity; ++i) {
      if (i < Info(instruction.op).arity) slots[i] = load(instruction.args[i]);
      args[i] = as_float(slots[i]);
      in[i] = &args[i];
    }
    if constexpr (MachineScalar<T>) {
      if (instruction.op == OpCode::kBits && std::isnan(static_cast<double>(args[0])))
        result.nan_reached_bits = true;
    }
    T out{};
    if (!Apply<T>(instruction.op, &out, args.data())) {
      FindArrayKernel<T>(instruction.op)(&out, in, 1);
    }
    Slot slot;
    std::memcpy(slot.data(), &out, sizeof(T));
    values.push_back(slot);
  }
  result.value = as_float(load(program.output));
  return result;
}

// Equal bits, or both NaN.
template <class T>
bool SameValue(T a, T b) {
  if (std::isnan(static_cast<double>(a)) && std::isnan(static_cast<double>(b))) return true;
  return std::memcmp(&a, &b, sizeof(T)) == 0;
}
inline bool SameValue(const Extended& a, const Extended& b) {
  if (!std::isfinite(a.hi) && !std::isfinite(b.hi)) return SameValue(a.hi, b.hi);
  return a == b;  // the signs of zeros are unspecified
}

}  // namespace ulpforge::testing
