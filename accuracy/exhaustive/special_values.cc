#include "accuracy/exhaustive/special_values.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string_view>

#include "dsl/numbers/number.h"

namespace ulpforge {
namespace {

std::string_view ClassName(FloatClass value_class) {
  switch (value_class) {
    case FloatClass::kZero:
      return "zero";
    case FloatClass::kSubnormal:
      return "subnormal";
    case FloatClass::kNormal:
      return "normal";
    case FloatClass::kInfinite:
      return "infinite";
    case FloatClass::kNan:
      return "NaN";
  }
  return "";
}

bool IsOk(float result, float correct) {
  if (std::isnan(correct)) return std::isnan(result);
  if (std::isinf(correct) || correct == 0) {
    return std::bit_cast<uint32_t>(result) == std::bit_cast<uint32_t>(correct);
  }
  return std::isfinite(result);
}

}  // namespace

std::vector<NamedInput> SpecialInputs(const FloatFormat& format, const InputBlocks& inputs,
                                      const ExhaustiveTally& tally, ExactReference& exact) {
  const std::vector<std::pair<std::string_view, double>> magnitudes = {
      {"zero", 0},
      {"smallest subnormal", format.smallest_subnormal()},
      {"largest subnormal", format.largest_subnormal()},
      {"smallest normal", format.smallest_normal()},
      {"one", 1},
      {"largest finite", format.largest()},
      {"infinity", std::numeric_limits<double>::infinity()},
  };
  std::vector<NamedInput> special;
  const auto add = [&](std::string name, double value) {
    const uint32_t bits = RoundToBits(format, value);
    if (inputs.Contains(bits)) special.push_back({std::move(name), FromBits(format, bits)});
  };
  for (const auto& [name, magnitude] : magnitudes) {
    add(std::string(name), magnitude);
    add(fmt::format("minus {}", name), -magnitude);
  }
  add("NaN", std::numeric_limits<double>::quiet_NaN());
  for (const uint32_t bits : tally.class_changes()) {
    const float before = FromBits(format, bits);
    const float after = FromBits(format, bits + 1);
    const std::string_view from = ClassName(ClassOf(exact.format(), exact.Round(before)));
    const std::string_view to = ClassName(ClassOf(exact.format(), exact.Round(after)));
    special.push_back({fmt::format("{} before {}", from, to), before});
    special.push_back({fmt::format("{} after {}", to, from), after});
  }
  return special;
}

std::vector<SpecialValue> CheckSpecialInputs(std::span<const NamedInput> inputs,
                                             const ArrayFunction<float>& function, ExactReference& exact,
                                             const Coverage* coverage) {
  std::vector<SpecialValue> values;
  for (const NamedInput& input : inputs) {
    float result = 0;
    function(&input.value, &result, 1);
    const RoundedValue rounded = exact.RoundIfKnown(input.value);
    const float correct = rounded.value;
    SpecialValue& value = values.emplace_back();
    value.set_name(input.name);
    value.set_input(FormatHex(input.value));
    value.set_result(FormatHex(result));
    value.set_correct(rounded.known ? FormatHex(correct) : std::string(kUnknownText));
    if (std::isfinite(result) && std::isfinite(correct)) value.set_ulp(exact.Error(input.value, result).ulp);
    const bool flushed =
        coverage != nullptr && coverage->ExcuseOf(input.value, result, correct) == Excuse::kFlushed;
    const bool either_zero = !rounded.sign_known && result == 0;
    value.set_ok(!rounded.known || either_zero || flushed || IsOk(result, correct));
  }
  return values;
}

}  // namespace ulpforge
