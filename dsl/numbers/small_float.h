// Float16 and BFloat16: scalars of 16 bits with the arithmetic of IEEE 754, rounding to nearest, ties to
// even, with subnormals. A NaN is always quiet.
//
// Operations compute in double and round once more to the p <= 11 bits of the format. Two roundings are one:
//
//   - `+ - * / sqrt`: innocuous if the wider format has at least 2p + 2 bits (Figueroa, "When is double
//     rounding innocuous?", SIGNUM 30, 1995), here 53 >= 24. The exponents of results, of products too, lie
//     between 2^-267 and 2^262, far from those where double loses bits. Where the result is subnormal in the
//     format it has fewer bits, q < p, on a grid that is coarser: 53 >= 2p + 2 leaves as much room, because
//     sums and products that small are exact in double, and a quotient or root of p-bit numbers that is no
//     tie of q bits itself is at least 2^-(2p + 2) of its size away from one.
//   - `fma`: a product of p-bit numbers is exact in double, its sum with the third operand is not, and can
//     lie closer to a tie than 2^-53. So the sum is rounded to odd in double, from where any rounding to at
//     most 51 bits is that of the exact value (see RoundToOdd).
//   - `floor`, `nearbyint`, `fabs`, negation: exact in double, with a result that the format has.
#pragma once

#include <bit>
#include <cmath>
#include <compare>
#include <cstdint>

#include "dsl/numbers/double_double.h"
#include "dsl/numbers/float_format.h"
#include "dsl/numbers/math.h"

namespace ulpforge {

template <const FloatFormat& format>
class SmallFloat {
 public:
  static constexpr const FloatFormat& kFormat = format;
  static_assert(format.storage_bits == 16 && 2 * format.significand_bits + 2 <= 53);

  constexpr SmallFloat() = default;  // 0
  // Rounds to nearest.
  constexpr explicit SmallFloat(double value) : bits_(static_cast<uint16_t>(RoundToBits(format, value))) {}

  constexpr explicit operator float() const { return FromBits(format, bits_); }
  constexpr explicit operator double() const { return FromBits(format, bits_); }
  // Truncates. REQUIRES: the integer part is in range.
  constexpr explicit operator int16_t() const { return static_cast<int16_t>(FromBits(format, bits_)); }

  friend constexpr SmallFloat operator+(SmallFloat a, SmallFloat b) {
    return SmallFloat(a.wide() + b.wide());
  }
  friend constexpr SmallFloat operator-(SmallFloat a, SmallFloat b) {
    return SmallFloat(a.wide() - b.wide());
  }
  friend constexpr SmallFloat operator*(SmallFloat a, SmallFloat b) {
    return SmallFloat(a.wide() * b.wide());
  }
  friend constexpr SmallFloat operator/(SmallFloat a, SmallFloat b) {
    return SmallFloat(a.wide() / b.wide());
  }
  friend constexpr SmallFloat operator-(SmallFloat a) { return SmallFloat(-a.wide()); }

  friend constexpr bool operator==(SmallFloat a, SmallFloat b) { return a.wide() == b.wide(); }
  friend constexpr std::partial_ordering operator<=>(SmallFloat a, SmallFloat b) {
    return a.wide() <=> b.wide();
  }

  friend SmallFloat sqrt(SmallFloat a) { return SmallFloat(std::sqrt(a.wide())); }
  friend SmallFloat fabs(SmallFloat a) { return SmallFloat(std::fabs(a.wide())); }
  friend SmallFloat floor(SmallFloat a) { return SmallFloat(std::floor(a.wide())); }
  friend SmallFloat nearbyint(SmallFloat a) { return SmallFloat(std::nearbyint(a.wide())); }
  friend SmallFloat fma(SmallFloat a, SmallFloat b, SmallFloat c) {
    return SmallFloat(RoundToOdd(double_double::TwoSum(a.wide() * b.wide(), c.wide())));
  }

 private:
  constexpr double wide() const { return FromBits(format, bits_); }

  uint16_t bits_ = 0;
};

using Float16 = SmallFloat<kFloat16>;
using BFloat16 = SmallFloat<kBFloat16>;

}  // namespace ulpforge
