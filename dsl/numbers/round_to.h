// Rounding of an extended constant to the scalar a program computes in.
#pragma once

#include "dsl/numbers/scalar_table.h"

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

// Through the double that is rounded to odd: then the second rounding is that of the exact value.
template <>
inline float RoundTo<float>(const Extended& value) {
  return static_cast<float>(RoundToOdd(value));
}

template <>
inline Float16 RoundTo<Float16>(const Extended& value) {
  return Float16(RoundToOdd(value));
}

template <>
inline BFloat16 RoundTo<BFloat16>(const Extended& value) {
  return BFloat16(RoundToOdd(value));
}

}  // namespace ulpforge
