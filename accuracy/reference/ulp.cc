#include "accuracy/reference/ulp.h"

#include <algorithm>

#include "dsl/numbers/ordinal.h"

namespace ulpforge {

int UlpExponent(const FloatFormat& format, int64_t exponent) {
  const auto binade =
      static_cast<int>(std::clamp<int64_t>(exponent, format.min_exponent, format.max_exponent));
  return binade - format.significand_bits + 1;
}

uint32_t StepsBetween(const FloatFormat& format, float a, float b) {
  const int64_t difference = ToOrdinal(format, a) - ToOrdinal(format, b);
  return static_cast<uint32_t>(difference < 0 ? -difference : difference);
}

RoundingInterval IntervalRoundingTo(const FloatFormat& format, float c) {
  const uint32_t bits = RoundToBits(format, c);
  const uint32_t magnitude = bits & (format.sign_bit() - 1);
  const double value = FromBits(format, magnitude);
  const double below = magnitude == 0 ? -format.smallest_subnormal() : FromBits(format, magnitude - 1);
  const double hi =
      value == format.largest() ? format.overflow_threshold() : (value + FromBits(format, magnitude + 1)) / 2;
  const double lo = (value + below) / 2;
  if ((bits & format.sign_bit()) != 0) return {.lo = -hi, .hi = -lo};
  return {.lo = lo, .hi = hi};
}

}  // namespace ulpforge
