// DoubleDouble: an extended real with at least 104 significant bits, held as the unevaluated sum hi + lo
// of two doubles with |lo| <= ulp(hi) / 2. Straight-line code without branches, so that loops over arrays
// of it vectorise. Exponent range is that of double; error bounds hold while no intermediate value
// over- or underflows.
//
// Algorithms and error bounds: Joldes, Muller, Popescu, "Tight and rigorous error bounds for basic
// building blocks of double-word arithmetic", ACM TOMS 44 (2017); the number behind each operation is
// that of the paper. An operation with an infinity or NaN, or whose result would be infinite or undefined,
// has a hi that is not finite (an infinity may come out as NaN); lo is then unspecified, and so is the sign
// of a zero.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "dsl/numbers/math.h"

namespace ulpforge {

struct DoubleDouble {
  double hi = 0;
  double lo = 0;

  constexpr DoubleDouble() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a double is a DoubleDouble, exactly.
  constexpr DoubleDouble(double value) : hi(value) {}
  constexpr DoubleDouble(double high, double low) : hi(high), lo(low) {}

  friend constexpr bool operator==(const DoubleDouble&, const DoubleDouble&) = default;
};

namespace double_double {

// hi + lo == a + b exactly, for any order of magnitude (Knuth's 2Sum).
constexpr DoubleDouble TwoSum(double a, double b) {
  const double s = a + b;
  const double a1 = s - b;
  const double b1 = s - a1;
  return {s, (a - a1) + (b - b1)};
}

// The same, REQUIRES: |a| >= |b| or a == 0 (Dekker's Fast2Sum).
constexpr DoubleDouble FastTwoSum(double a, double b) {
  const double s = a + b;
  return {s, b - (s - a)};
}

// hi + lo == a * b exactly.
inline DoubleDouble TwoProduct(double a, double b) {
  const double p = a * b;
  return {p, std::fma(a, b, -p)};
}

}  // namespace double_double

constexpr DoubleDouble operator-(DoubleDouble a) { return {-a.hi, -a.lo}; }

// Algorithm 6, relative error <= 3 u^2 + 13 u^3 with u = 2^-53.
constexpr DoubleDouble operator+(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble s = double_double::TwoSum(a.hi, b.hi);
  const DoubleDouble t = double_double::TwoSum(a.lo, b.lo);
  const DoubleDouble v = double_double::FastTwoSum(s.hi, s.lo + t.hi);
  return double_double::FastTwoSum(v.hi, t.lo + v.lo);
}

constexpr DoubleDouble operator-(DoubleDouble a, DoubleDouble b) { return a + -b; }

// Algorithm 10, relative error <= 7 u^2. The most accurate one that commutes to the bit.
inline DoubleDouble operator*(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble p = double_double::TwoProduct(a.hi, b.hi);
  const double cross = a.hi * b.lo + a.lo * b.hi;
  return double_double::FastTwoSum(p.hi, p.lo + cross);
}

// Algorithm 17, relative error <= 15 u^2 + 56 u^3.
inline DoubleDouble operator/(DoubleDouble a, DoubleDouble b) {
  const double q = a.hi / b.hi;
  const DoubleDouble r = {std::fma(-q, b.hi, a.hi), 0};
  const double correction = ((r.hi + a.lo) - q * b.lo) / b.hi;
  return double_double::FastTwoSum(q, correction);
}

// One Newton step from the double root: relative error <= 4 u^2. The root of zero is that zero.
inline DoubleDouble sqrt(DoubleDouble a) {
  const double root = std::sqrt(a.hi);
  const double remainder = std::fma(-root, root, a.hi) + a.lo;
  const double correction = root == 0 ? 0 : remainder / (2 * root);
  return double_double::FastTwoSum(root, correction);
}

inline DoubleDouble& operator+=(DoubleDouble& a, DoubleDouble b) { return a = a + b; }
inline DoubleDouble& operator-=(DoubleDouble& a, DoubleDouble b) { return a = a - b; }
inline DoubleDouble& operator*=(DoubleDouble& a, DoubleDouble b) { return a = a * b; }
inline DoubleDouble& operator/=(DoubleDouble& a, DoubleDouble b) { return a = a / b; }

constexpr bool operator<(DoubleDouble a, DoubleDouble b) {
  return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo);
}
constexpr bool operator>(DoubleDouble a, DoubleDouble b) { return b < a; }

inline DoubleDouble fabs(DoubleDouble a) { return std::signbit(a.hi) ? -a : a; }

inline DoubleDouble fma(DoubleDouble a, DoubleDouble b, DoubleDouble c) { return a * b + c; }

// The largest integer not above a; exact.
inline DoubleDouble floor(DoubleDouble a) {
  const double high = std::floor(a.hi);
  return high == a.hi ? double_double::FastTwoSum(high, std::floor(a.lo)) : DoubleDouble(high);
}

// The nearest integer, ties to even; exact.
inline DoubleDouble nearbyint(DoubleDouble a) {
  const double high = std::nearbyint(a.hi);
  if (high == a.hi) {
    // The fraction is all in lo, and on a tie in lo the sum must come out even.
    const double below = std::floor(a.lo);
    const bool tie = a.lo - below == 0.5;
    const bool odd = std::fmod(high, 2) != 0;
    const double low = tie ? (std::fmod(below, 2) != 0) == odd ? below : below + 1 : std::nearbyint(a.lo);
    return double_double::FastTwoSum(high, low);
  }
  // hi is a tie in double; then lo decides, and only lo == 0 is a tie of the sum.
  const double rest = a.hi - high;
  if (rest == 0.5 && a.lo > 0) return high + 1;
  if (rest == -0.5 && a.lo < 0) return high - 1;
  return high;
}

// hi + lo rounded to odd: the double itself if the sum is one, else the one of its two neighbours whose last
// bit is 1. From it, any rounding to at most 51 bits is the rounding of the sum (Boldo, Melquiond: Emulation
// of FMA and correctly rounded sums: proved algorithms using rounding to odd, IEEE TC 57, 2008).
// REQUIRES: a normalised pair or a hi that is not finite.
inline double RoundToOdd(DoubleDouble a) {
  const bool even = (std::bit_cast<uint64_t>(a.hi) & 1) == 0;
  if (!even || a.lo == 0 || !std::isfinite(a.hi)) return a.hi;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return std::nextafter(a.hi, a.lo < 0 ? -kInfinity : kInfinity);
}

constexpr double ToDouble(double a) { return a; }
constexpr double ToDouble(DoubleDouble a) { return a.hi; }
inline bool IsFinite(double a) { return std::isfinite(a); }
inline bool IsFinite(DoubleDouble a) { return std::isfinite(a.hi); }

}  // namespace ulpforge
