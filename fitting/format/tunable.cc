#include "fitting/format/tunable.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>

#include "dsl/numbers/ordinal.h"
#include "dsl/numbers/round_to.h"

namespace ulpforge {

std::vector<TunableNumber> TunableNumbers(const Program& program) {
  std::vector<bool> is_shift_count(program.integers.size());
  for (const Instruction& instruction : program.instructions) {
    const OpInfo& op = Info(instruction.op);
    for (int i = 0; i < op.arity; ++i) {
      const std::optional<size_t> integer = IntegerOf(instruction.args[i]);
      if (integer && op.operands[i] == Type::kIntegerAmount) is_shift_count[*integer] = true;
    }
  }
  std::vector<TunableNumber> numbers;
  for (size_t k = 0; k < program.constants.size(); ++k) numbers.push_back({false, k});
  for (size_t k = 0; k < program.integers.size(); ++k) {
    if (!is_shift_count[k]) numbers.push_back({true, k});
  }
  return numbers;
}

int64_t Ordinal(const FloatFormat& format, const Program& program, const TunableNumber& number) {
  if (number.is_integer) return static_cast<int32_t>(program.integers[number.index]);
  return ToOrdinal(format, RoundTo<float>(program.constants[number.index]));
}

void SetOrdinal(const FloatFormat& format, const TunableNumber& number, int64_t ordinal, Program& program) {
  if (number.is_integer) {
    constexpr int64_t kLeast = std::numeric_limits<int32_t>::min(),
                      kMost = std::numeric_limits<int32_t>::max();
    program.integers[number.index] = std::clamp(ordinal, kLeast, kMost);
    return;
  }
  const int64_t last = int64_t{format.infinity_bits()} - 1;
  program.constants[number.index] = FromOrdinal(format, std::clamp(ordinal, -last, last));
}

NumberValue ValueOf(const Program& program, const TunableNumber& number) {
  if (number.is_integer) return {.integer = program.integers[number.index]};
  return {.constant = program.constants[number.index]};
}

void SetValue(const TunableNumber& number, const NumberValue& value, Program& program) {
  if (number.is_integer) {
    program.integers[number.index] = value.integer;
  } else {
    program.constants[number.index] = value.constant;
  }
}

}  // namespace ulpforge
