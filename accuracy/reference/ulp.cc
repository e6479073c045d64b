#include "accuracy/reference/ulp.h"

#include <algorithm>

namespace ulpforge {
namespace {

// Consecutive values have consecutive numbers.
int64_t Ordinal(const FloatFormat& format, float value) {
  const uint32_t bits = RoundToBits(format, value);
  const auto magnitude = static_cast<int64_t>(bits & (format.sign_bit() - 1));
  return (bits & format.sign_bit()) != 0 ? -magnitude : magnitude;
}

}  // namespace

int UlpExponent(const FloatFormat& format, int64_t exponent) {
  const auto binade =
      static_cast<int>(std::clamp<int64_t>(exponent, format.min_exponent, format.max_exponent));
  return binade - format.significand_bits + 1;
}

uint32_t StepsBetween(const FloatFormat& format, float a, float b) {
  const int64_t difference = Ordinal(format, a) - Ordinal(format, b);
  return static_cast<uint32_t>(difference < 0 ? -difference : difference);
}

}  // namespace ulpforge
