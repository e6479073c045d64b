// Rounding of an extended constant to the scalar a program computes in.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "dsl/scalar_table.h"

namespace ulpforge {

// hi + lo rounded once to T, ties to even. REQUIRES: a normalised pair or a hi that is not finite.
template <class T>
T RoundTo(const Extended& value);

template <>
inline Extended RoundTo<Extended>(const Extended& value) {
  return value;
}

template <>
inline double RoundTo<double>(const Extended& value) {
  return value.hi;
}

// Through the double that is hi + lo rounded to odd: from that, any rounding to at most 51 bits is the
// rounding of the exact value (Boldo, Melquiond: Emulation of FMA and correctly rounded sums: proved
// algorithms using rounding to odd, IEEE TC 57, 2008).
template <>
inline float RoundTo<float>(const Extended& value) {
  double odd = value.hi;
  const bool even = (std::bit_cast<uint64_t>(odd) & 1) == 0;
  if (even && value.lo != 0 && std::isfinite(odd)) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    odd = std::nextafter(odd, value.lo < 0 ? -kInfinity : kInfinity);
  }
  return static_cast<float>(odd);
}

}  // namespace ulpforge
