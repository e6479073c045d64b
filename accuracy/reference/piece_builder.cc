#include "accuracy/reference/piece_builder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "accuracy/taylor/taylor_box.h"
#include "base/check.h"
#include "targets/expression.h"
#include "targets/open_interval.h"

namespace ulpforge {
namespace {

constexpr double kHuge = 0x1p200;
constexpr double kTiny = 0x1p-200;
constexpr double kWantedAccuracy = 0x1p-58;
constexpr double kUnitRoundoff = 0x1p-53;
// Covers what the sum of the errors leaves out: products of errors, |t| up to 1 + 2^-29 (arguments that are
// rounded across an end of the interval), and the rounding of the sum.
constexpr double kSlack = 1 + 0x1p-20;
// Covers products that underflow: |t| >= 2^-277, as floats are not below 2^-149 and rho is at most 2^128.
constexpr double kUnderflow = 0x1p-700;

constexpr slong kPrecision = 128;
constexpr slong kEnclosurePrecision = 64;
// So that an exponent as large as 2^128 that is itself rounded has an error far below 1.
constexpr slong kValuePrecision = 256;
// So that 1 - tanh(x) is seen to be below 2^-200 even if it is multiplied by 2^128, or twice.
constexpr slong kRangePrecision = 512;
constexpr int kDegree = TaylorPiece::kDegree;

constexpr uint32_t kSignBit = 0x80000000;
constexpr uint32_t kInfinityBits = 0x7f800000;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int kLog2BinadeSize = 23;

// The value of a float; of an infinity, the power of two that follows the largest float.
double ValueOf(uint32_t bits) {
  const uint32_t magnitude_bits = bits & ~kSignBit;
  const double magnitude = magnitude_bits >= kInfinityBits ? 0x1p128 : std::bit_cast<float>(magnitude_bits);
  return (bits & kSignBit) != 0 ? -magnitude : magnitude;
}

// The reals between a and b.
struct Ends {
  double a;  // nearer to zero
  double b;
};

Ball Coefficient(const BallSeries& series, slong k) {
  Ball result;
  arb_poly_get_coeff_arb(result.ptr(), series.ptr(), k);
  return result;
}

BallSeries Expand(const RealFunction& f, const Ball& x, slong length, slong precision) {
  BallSeries series;
  f.series(series.ptr(), x.ptr(), length, precision);
  return series;
}

Ball ValueAt(const RealFunction& f, const Ball& x) {
  return Coefficient(Expand(f, x, 1, kValuePrecision), 0);
}

// Contains the interval and a little more.
Ball Around(Ends ends) {
  Ball ball(ends.a / 2 + ends.b / 2);
  mag_set_d(arb_radref(ball.ptr()), std::fabs(ends.b / 2 - ends.a / 2) * (1 + 0x1p-28));
  return ball;
}

// The nearest double, and how far from it the ball reaches.
struct Rounded {
  double value;
  double error;
};

Rounded Round(const Ball& x) {
  const double value = arf_get_d(arb_midref(x.ptr()), ARF_RND_NEAR);
  Ball rest;
  arb_sub(rest.ptr(), x.ptr(), Ball(value).ptr(), kPrecision);
  return {value, UpperBound(rest)};
}

// The two doubles that are nearest.
struct RoundedPair {
  double hi;
  double lo;
  double error;
};

RoundedPair RoundToPair(const Ball& x) {
  const double hi = arf_get_d(arb_midref(x.ptr()), ARF_RND_NEAR);
  Ball rest;
  arb_sub(rest.ptr(), x.ptr(), Ball(hi).ptr(), kPrecision);
  const Rounded lo = Round(rest);
  return {hi, lo.value, lo.error};
}

TaylorPiece ConstantPiece(const FastValue& value) {
  TaylorPiece piece;
  piece.form = TaylorPiece::Form::kConstant;
  piece.constant_hi = value.hi;
  piece.constant_lo = value.lo;
  piece.constant_bound = value.bound;
  return piece;
}

// Of an enclosure of numbers of at most this size: the sign, where it is certain.
FastValue TinyValue(const Ball& enclosure) {
  const int sign = arb_sgn_nonzero(enclosure.ptr());
  return sign == 0 ? FastValue{.bound = kTiny} : FastValue{.hi = sign * kTiny / 2, .bound = kTiny / 2};
}

// Of values that are all huge, tiny, next to one number, or nowhere.
std::optional<FastValue> ValueOfRange(const OpenInterval& values) {
  if (values.defined == OpenInterval::Defined::kNowhere) return FastValue{.hi = kNan};
  if (values.defined == OpenInterval::Defined::kUnknown) return std::nullopt;
  const OpenInterval magnitude = Magnitude(values);
  const int sign = values.IsPositive() ? 1 : values.IsNegative() ? -1 : 0;
  if (sign != 0 && arf_cmp_d(magnitude.lo.value.ptr(), kHuge) >= 0) return FastValue{.hi = sign * kInfinity};
  if (sign != 0 && arf_cmp_d(magnitude.hi.value.ptr(), kTiny) <= 0) {
    return FastValue{.hi = sign * kTiny / 2, .bound = kTiny / 2};
  }
  if (arf_is_finite(magnitude.hi.value.ptr()) == 0) return std::nullopt;
  return ValueOfEnclosure(BallOf(values, kValuePrecision));
}

// One value for the whole interval.
std::optional<FastValue> ValueOn(const RealFunction& f, Ends ends) {
  if (f.expression != nullptr) {
    const auto [lo, hi] = std::minmax(ends.a, ends.b);
    return ValueOfRange(f.expression->Range(ClosedInterval(Arf(lo), Arf(hi)), kRangePrecision));
  }
  if (f.monotonicity == Monotonicity::kNone) return ValueOfEnclosure(ValueAt(f, Around(ends)));
  const Ball at_a = ValueAt(f, Ball(ends.a));
  const Ball at_b = ValueAt(f, Ball(ends.b));
  const Ball& nearer = LowerBound(at_a) < LowerBound(at_b) ? at_a : at_b;
  const bool same_sign = arb_sgn_nonzero(at_a.ptr()) * arb_sgn_nonzero(at_b.ptr()) > 0;
  if (same_sign && LowerBound(nearer) >= kHuge) return ValueOfEnclosure(nearer);
  // Their hull may contain zero.
  if (same_sign && std::fmax(UpperBound(at_a), UpperBound(at_b)) <= kTiny) return TinyValue(nearer);
  Ball hull;
  arb_union(hull.ptr(), at_a.ptr(), at_b.ptr(), kPrecision);
  return ValueOfEnclosure(hull);
}

// Where to expand f on an interval of less than a binade, on which `values` encloses it: at an end where f is
// zero, so that the error can be relative to f, else in the middle.
double Centre(const RealFunction& f, Ends ends, const Ball& values) {
  if (arb_contains_zero(values.ptr()) != 0) {
    for (const double end : {ends.a, ends.b}) {
      if (arb_is_zero(ValueAt(f, Ball(end)).ptr()) != 0) return end;
    }
  }
  return (ends.a + ends.b) / 2;  // exact
}

// The least e with 2^e >= x.
int Log2Above(double x) {
  int exponent = 0;
  return std::frexp(x, &exponent) == 0.5 ? exponent - 1 : exponent;
}

// Turns the coefficient of (x - centre)^k into that of t^k.
Ball Scaled(Ball coefficient, int k, int log2_rho) {
  arb_mul_2exp_si(coefficient.ptr(), coefficient.ptr(), static_cast<slong>(k) * log2_rho);
  return coefficient;
}

// Sets the coefficients of the piece to those of the scaled series. Returns the sum of their errors.
double SetCoefficients(const BallSeries& series, int log2_rho, TaylorPiece& piece) {
  double error = 0;
  const Ball value = Coefficient(series, 0);
  const bool zero_at_centre = arb_is_zero(value.ptr()) != 0;
  if (!zero_at_centre) {
    const RoundedPair constant = RoundToPair(value);
    piece.constant_hi = constant.hi;
    piece.constant_lo = constant.lo;
    error += constant.error;
  }
  for (int k = 1; k <= kDegree; ++k) {
    const Ball coefficient = Scaled(Coefficient(series, k), k, log2_rho);
    if (k == 1 && zero_at_centre) {
      const RoundedPair slope = RoundToPair(coefficient);
      piece.linear_hi = slope.hi;
      piece.c[0] = slope.lo;
      error += slope.error;
      continue;
    }
    const Rounded rounded = Round(coefficient);
    piece.c[k - 1] = rounded.value;
    error += rounded.error;
  }
  return error;
}

// Sums over the c_k of a piece that the bounds of taylor_piece.h consist of.
struct CoefficientSums {
  double sizes = 0;   // M_1
  double horner = 0;  // M_1 + ... + M_(n-1)
  double slopes = 0;  // |c_1| + 2 |c_2| + ... + n |c_n|
};

CoefficientSums Sums(const TaylorPiece& piece) {
  CoefficientSums sums;
  for (int k = kDegree; k >= 1; --k) {
    const double size = std::fabs(piece.c[k - 1]);
    sums.sizes += size;
    if (k < kDegree) sums.horner += sums.sizes;
    sums.slopes += k * size;
  }
  return sums;
}

// Sets the bounds of the piece; false if they are larger than wanted.
bool SetBounds(double remainder, double coefficient_error, double argument_error, TaylorPiece& piece) {
  const CoefficientSums sums = Sums(piece);
  const double linear = std::fabs(piece.linear_hi);
  const double u = kUnitRoundoff;
  const double error = remainder + coefficient_error + u * sums.horner +
                       u * (std::fabs(piece.constant_lo) + 10 * u * linear + sums.sizes) + u * sums.slopes +
                       argument_error * (linear + sums.slopes);
  const double bound = error * kSlack + kUnderflow;
  const bool from_zero = linear != 0;
  const double leading = from_zero ? linear : std::fabs(piece.constant_hi);
  const double least = leading - (std::fabs(piece.constant_lo) + sums.sizes + remainder) * kSlack;
  if (!(kTiny <= least && leading <= kHuge && bound <= kWantedAccuracy * least)) return false;
  (from_zero ? piece.linear_bound : piece.constant_bound) = bound;
  return true;
}

// `enclosure` is the series of f over the interval and the centre; `lost` bits are lost to cancellation.
std::optional<TaylorPiece> BuildPolynomial(const RealFunction& f, Ends ends, double centre,
                                           const BallSeries& enclosure, slong lost) {
  const int log2_rho = Log2Above(std::max(std::fabs(ends.a - centre), std::fabs(ends.b - centre)));
  const double remainder = UpperBound(Scaled(Coefficient(enclosure, kDegree + 1), kDegree + 1, log2_rho));
  const double largest = UpperBound(Coefficient(enclosure, 0));
  if (!(remainder <= kWantedAccuracy * largest && largest <= kHuge)) return std::nullopt;

  TaylorPiece piece;
  piece.form = TaylorPiece::Form::kPolynomial;
  piece.scale = std::ldexp(1, -log2_rho);
  piece.shift = -centre * piece.scale;
  const BallSeries series = Expand(f, Ball(centre), kDegree + 1, kPrecision + lost);
  const double coefficient_error = SetCoefficients(series, log2_rho, piece);
  if (f.argument_error != 0 && piece.linear_hi != 0 && centre != 0) return std::nullopt;
  const double farthest = centre == 0 ? 1 : std::fabs(ends.b) * piece.scale;
  if (!SetBounds(remainder, coefficient_error, f.argument_error * farthest, piece)) return std::nullopt;
  return piece;
}

// A binade or more, perhaps from zero on.
std::optional<TaylorPiece> BuildWidePiece(const RealFunction& f, Ends ends) {
  if (const auto value = ValueOn(f, ends)) return ConstantPiece(*value);
  const Ends from_zero = {0, ends.b};
  return BuildPolynomial(f, from_zero, 0, Expand(f, Around(from_zero), kDegree + 2, kEnclosurePrecision), 0);
}

// How many bits more it takes to know an expression in the middle as well as its parts: 1 + erf(x) is small
// beside 1.
slong LostBits(const RealFunction& f, Ends ends) {
  constexpr slong kMostBits = 2048;
  constexpr slong kSpared = 32;
  if (f.expression == nullptr) return 0;
  const Ball middle((ends.a + ends.b) / 2);
  for (slong precision = kPrecision; precision <= kMostBits; precision *= 2) {
    const Ball value = Coefficient(Expand(f, middle, 1, precision), 0);
    if (arb_is_finite(value.ptr()) == 0) break;
    if (arb_rel_accuracy_bits(value.ptr()) >= kPrecision - kSpared) return precision - kPrecision;
  }
  return 0;
}

std::optional<TaylorPiece> BuildNarrowPiece(const RealFunction& f, Ends ends) {
  const slong lost = LostBits(f, ends);
  const BallSeries enclosure = Expand(f, Around(ends), kDegree + 2, kEnclosurePrecision + lost);
  const Ball values = Coefficient(enclosure, 0);
  const double largest = UpperBound(values);
  if (f.expression != nullptr || !(kTiny < largest && largest <= kHuge)) {
    if (const auto value = ValueOn(f, ends)) return ConstantPiece(*value);
  }
  return BuildPolynomial(f, ends, Centre(f, ends, values), enclosure, lost);
}

}  // namespace

std::optional<FastValue> ValueOfEnclosure(const Ball& enclosure) {
  if (arb_is_finite(enclosure.ptr()) == 0) return std::nullopt;
  const double least = LowerBound(enclosure);
  if (least >= kHuge) {
    return FastValue{.hi = arb_is_negative(enclosure.ptr()) != 0 ? -kInfinity : kInfinity};
  }
  if (arb_is_zero(enclosure.ptr()) != 0) return FastValue{};
  if (UpperBound(enclosure) <= kTiny) return TinyValue(enclosure);
  const RoundedPair value = RoundToPair(enclosure);
  if (!(value.error <= kWantedAccuracy * least)) return std::nullopt;
  return FastValue{value.hi, value.lo, value.error};
}

std::optional<TaylorPiece> BuildPiece(const RealFunction& f, FloatRange range) {
  const uint32_t sign = range.first_bits & kSignBit;
  const uint32_t first = range.first_bits & ~kSignBit;
  ULPFORGE_CHECK(range.log2_size < 32 && first < kInfinityBits);
  const uint32_t end = std::min(first + (uint32_t{1} << range.log2_size), kInfinityBits);

  const auto [below, above] = std::minmax({ValueOf(sign | first), ValueOf(sign | (end - 1))});
  if (above < f.defined.lo || below > f.defined.hi) return ConstantPiece({.hi = kNan});
  if (below < f.defined.lo || above > f.defined.hi) return std::nullopt;
  const Ends ends = {ValueOf(sign | first), ValueOf(sign | end)};
  return range.log2_size >= kLog2BinadeSize ? BuildWidePiece(f, ends) : BuildNarrowPiece(f, ends);
}

}  // namespace ulpforge
