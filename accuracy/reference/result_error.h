// The error of a result, in a measure and a format.
//
// Thread safety: immutable.
#pragma once

#include "dsl/numbers/float_format.h"

namespace ulpforge {

struct ResultError {
  // Of the result y where the true value is f: a function of accuracy/samples/ulp_samples.h.
  double (*measure)(const FloatFormat& format, float y, double f);
  const FloatFormat* format = &kFloat32;  // of the results

  double operator()(float y, double f) const { return measure(*format, y, f); }
};

}  // namespace ulpforge
