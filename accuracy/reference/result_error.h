// The error of a result, in a measure and a format.
//
// Thread safety: immutable.
#pragma once

#include <algorithm>
#include <cmath>

#include "dsl/numbers/float_format.h"

namespace ulpforge {

// |y - f| / max(|f|, the smallest normal number of the format), and |y - f|.
inline double RelativeError(const FloatFormat& format, float y, double f) {
  return std::fabs(static_cast<double>(y) - f) / std::max(std::fabs(f), format.smallest_normal());
}
inline double AbsoluteError(const FloatFormat& /*format*/, float y, double f) {
  return std::fabs(static_cast<double>(y) - f);
}

struct ResultError {
  // Of the result y where the true value is f: one of the above or of accuracy/samples/ulp_samples.h.
  double (*measure)(const FloatFormat& format, float y, double f);
  const FloatFormat* format = &kFloat32;  // of the results

  double operator()(float y, double f) const { return measure(*format, y, f); }
};

}  // namespace ulpforge
