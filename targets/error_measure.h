// ErrorMeasure: how the error of a result is measured.
//
// Thread safety: immutable table.
#pragma once

#include <array>
#include <string_view>

#include "targets/target_table.h"

namespace ulpforge {

// How the error of a result y is measured, f being the true value.
enum class ErrorMeasure {
  kUlp,       // |y - f| / ulp(f) of the result format
  kRelative,  // |y - f| / max(|f|, the smallest normal number)
  kAbsolute,  // |y - f|
  // How many inputs have a result that is not the correctly rounded one. Where samples are measured, the size
  // of an error is |y - m| / h instead, for the numbers [m - h, m + h] that round to the right result: what
  // is below 1 is right (after RLIBM: Lim, Nagarakatte, PLDI 2021, where the interval is the constraint of a
  // linear program).
  kMisrounded,
};

// As flags and configurations name them, in the order of the enumeration.
inline constexpr std::array<std::string_view, 4> kErrorMeasureNames = {"ulp", "relative", "absolute",
                                                                       "misrounded"};

constexpr std::string_view NameOf(ErrorMeasure measure) {
  return kErrorMeasureNames[static_cast<size_t>(measure)];
}

constexpr ErrorMeasure ErrorMeasureOf(Measure measure) {
  return measure == Measure::kRelative ? ErrorMeasure::kRelative : ErrorMeasure::kAbsolute;
}

}  // namespace ulpforge
