// The special values of a format, and what a function makes of them.
//
// Thread safety: pure functions.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "accuracy/contract/coverage.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/exhaustive.pb.h"
#include "accuracy/reference/exact_reference.h"
#include "base/array_function.h"
#include "dsl/numbers/float_format.h"

namespace ulpforge {

// Stands for the correct result where no value of the target is known.
inline constexpr std::string_view kUnknownText = "unknown";

struct NamedInput {
  std::string name;
  float value = 0;
};

// Zeros, infinities, NaN, the extremes of normal and subnormal numbers and 1, with both signs, as far as
// `inputs` contains them; then both neighbours at each of the class changes of a tally: the thresholds of
// over- and underflow.
std::vector<NamedInput> SpecialInputs(const FloatFormat& format, const InputBlocks& inputs,
                                      const ExhaustiveTally& tally, ExactReference& exact);

// What a contract accepts as flushed is ok, if there is a `coverage`.
std::vector<SpecialValue> CheckSpecialInputs(std::span<const NamedInput> inputs,
                                             const ArrayFunction<float>& function, ExactReference& exact,
                                             const Coverage* coverage = nullptr);

}  // namespace ulpforge
