// Floats as whole numbers in the order of their values: neighbours differ by 1, both zeros are 0, the
// smallest subnormal is 1.
//
// Thread safety: pure functions.
#pragma once

#include <bit>
#include <cstdint>

namespace ulpforge {

inline int64_t ToOrdinal(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  return (bits >> 31) == 0 ? int64_t{bits} : -int64_t{bits & 0x7fffffff};
}

inline float FromOrdinal(int64_t ordinal) {
  if (ordinal >= 0) return std::bit_cast<float>(static_cast<uint32_t>(ordinal));
  return std::bit_cast<float>(static_cast<uint32_t>(-ordinal) | 0x80000000);
}

}  // namespace ulpforge
