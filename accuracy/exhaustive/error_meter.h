// ErrorMeter: the relative or absolute error of a result, from an enclosure of the true value.
//
// Thread safety: one per thread.
#pragma once

#include <cmath>
#include <limits>
#include <optional>

#include "accuracy/reference/exact_reference.h"
#include "accuracy/reference/fast_value.h"
#include "accuracy/reference/result_error.h"

namespace ulpforge {

class ErrorMeter {
 public:
  // REQUIRES: `exact` outlives this object and has the format of the measure.
  ErrorMeter(const ResultError& measure, ExactReference& exact) : measure_(measure), exact_(exact) {}

  // Of the result y at x, f(x) taken to 2^-42 relative; infinite if y is not finite. Nothing where f(x) is
  // NaN, not known, or does not round to a finite number.
  std::optional<double> Error(FastValue f, float x, float y) {
    if (std::isnan(f.hi)) return std::nullopt;
    if (!(f.bound <= kGoodBound * std::fabs(f.hi))) f = exact_.Approximate(x);
    const double value = f.hi + f.lo;
    // Not true of unknown values, either.
    if (!(std::fabs(value) + f.bound < measure_.format->overflow_threshold())) return std::nullopt;
    const double error = measure_(y, value);
    return std::isfinite(error) ? error : std::numeric_limits<double>::infinity();
  }

 private:
  static constexpr double kGoodBound = 0x1p-42;

  ResultError measure_;
  ExactReference& exact_;
};

}  // namespace ulpforge
