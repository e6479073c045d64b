// The unit in the last place, and distances between values of a format.
//
// Thread safety: pure functions.
#pragma once

#include <cstdint>

#include "dsl/numbers/float_format.h"

namespace ulpforge {

// The exponent of the spacing of the format in the binade [2^exponent, 2^(exponent + 1)) of a real number:
// not less than that of the smallest subnormal, and for larger numbers than the format has that of its top
// binade.
int UlpExponent(const FloatFormat& format, int64_t exponent);

// The number of steps from one value of the format to the other; both zeros are one value.
// REQUIRES: neither is NaN.
uint32_t StepsBetween(const FloatFormat& format, float a, float b);

// The reals that round to the value c of the format; whether the ends do depends on the last bit of c.
struct RoundingInterval {
  double lo = 0;
  double hi = 0;
};

// REQUIRES: c is a finite value of the format.
RoundingInterval IntervalRoundingTo(const FloatFormat& format, float c);

}  // namespace ulpforge
