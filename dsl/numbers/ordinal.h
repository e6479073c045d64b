// Floats as whole numbers in the order of their values: neighbours differ by 1, both zeros are 0, the
// smallest subnormal is 1.
//
// Thread safety: pure functions.
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

#include "dsl/numbers/float_format.h"

namespace ulpforge {

template <class T>
  requires std::is_same_v<T, float> || std::is_same_v<T, double>
int64_t ToOrdinal(T value) {
  using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
  constexpr Bits kSign = Bits{1} << (8 * sizeof(T) - 1);
  const auto bits = std::bit_cast<Bits>(value);
  const auto magnitude = static_cast<int64_t>(bits & ~kSign);
  return (bits & kSign) == 0 ? magnitude : -magnitude;
}

template <class T>
  requires std::is_same_v<T, float> || std::is_same_v<T, double>
T FromOrdinal(int64_t ordinal) {
  using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
  constexpr Bits kSign = Bits{1} << (8 * sizeof(T) - 1);
  if (ordinal >= 0) return std::bit_cast<T>(static_cast<Bits>(ordinal));
  return std::bit_cast<T>(static_cast<Bits>(static_cast<Bits>(-ordinal) | kSign));
}

// The same of the values of a format; other values are rounded to it.
inline int64_t ToOrdinal(const FloatFormat& format, float value) {
  const uint32_t bits = RoundToBits(format, value);
  const auto magnitude = static_cast<int64_t>(bits & (format.sign_bit() - 1));
  return (bits & format.sign_bit()) == 0 ? magnitude : -magnitude;
}

inline float FromOrdinal(const FloatFormat& format, int64_t ordinal) {
  const float magnitude = FromBits(format, static_cast<uint32_t>(ordinal < 0 ? -ordinal : ordinal));
  return ordinal < 0 ? -magnitude : magnitude;
}

}  // namespace ulpforge
