#include "accuracy/reference/exact_reference.h"

#include <bit>
#include <cmath>
#include <limits>

#include "accuracy/reference/ulp.h"
#include "base/check.h"

namespace ulpforge {
namespace {

constexpr int kPrecision = 128;
constexpr int kLargestPrecision = 2048;

// MPFR rounded an over- or underflow: more bits bring nothing.
bool AtEndOfRange(const MpfrReal& value) {
  return value.IsZero() || (value.IsFinite() && mpfr_get_exp(value.ptr()) == mpfr_get_emax());
}

std::partial_ordering Ordering(const MpfrReal& a, const MpfrReal& b) {
  if (a < b) return std::partial_ordering::less;
  if (b < a) return std::partial_ordering::greater;
  return a == b ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
}

}  // namespace

ExactReference::ExactReference(const Target& target, const FloatFormat& format)
    : target_(target), format_(format) {}

ExactReference::Value ExactReference::Evaluate(float x, int precision) const {
  Value value{MpfrReal::OfPrecision(precision)};
  value.ternary = target_.reference(value.toward_zero.ptr(), MpfrReal(x, 24).ptr(), MPFR_RNDZ);
  return value;
}

RoundedValue ExactReference::RoundIfKnown(float x) {
  const Value f = Evaluate(x, kPrecision);
  RoundedValue rounded = {.known = f.ternary != kUnknownValue, .sign_known = f.ternary != kUnknownZeroSign};
  const double truncated = f.toward_zero.ToDouble(MPFR_RNDZ);
  const bool exact = f.exact() && mpfr_cmp_d(f.toward_zero.ptr(), truncated) == 0;
  // Else rounded to odd, so that the second rounding is that of the exact value (see RoundToOdd).
  const bool as_it_is = !std::isfinite(truncated) || exact;
  rounded.value = RoundToFormat(
      format_, as_it_is ? truncated : std::bit_cast<double>(std::bit_cast<uint64_t>(truncated) | 1));
  return rounded;
}

UlpError ExactReference::Error(float x, float y) {
  const Value f = Evaluate(x, kPrecision);
  ULPFORGE_CHECK(std::isfinite(y) && f.toward_zero.IsFinite());
  const int64_t binade =
      f.toward_zero.IsZero() ? format_.min_exponent - 1 : mpfr_get_exp(f.toward_zero.ptr()) - 1;
  const int ulp_exponent = UlpExponent(format_, binade);
  const MpfrReal distance = fabs(MpfrReal(y, kPrecision) - f.toward_zero);
  return {Scaled(distance, -ulp_exponent).ToDouble(), binade < format_.min_exponent, ulp_exponent};
}

std::partial_ordering ExactReference::Compare(float a, float b) {
  for (int precision = kPrecision; precision <= kLargestPrecision; precision *= 4) {
    const Value fa = Evaluate(a, precision);
    const Value fb = Evaluate(b, precision);
    const std::partial_ordering order = Ordering(fa.toward_zero, fb.toward_zero);
    if (order != std::partial_ordering::equivalent || (fa.exact() && fb.exact())) return order;
    // Truncated to the same number, one of the two exactly.
    if (fa.exact() != fb.exact()) {
      const bool positive = !(fa.exact() ? fb : fa).toward_zero.IsNegative();
      return fa.exact() == positive ? std::partial_ordering::less : std::partial_ordering::greater;
    }
    if (AtEndOfRange(fa.toward_zero)) break;
  }
  return std::partial_ordering::unordered;
}

FastValue ExactReference::Approximate(float x) {
  const Value value = Evaluate(x, kPrecision);
  if (value.ternary == kUnknownValue) return {.bound = std::numeric_limits<double>::infinity()};
  const MpfrReal& f = value.toward_zero;
  if (f.IsNan()) return {std::numeric_limits<double>::quiet_NaN(), 0, 0};
  // Beyond these a FastValue has only the sign.
  if (!f.IsFinite() || mpfr_cmp_si_2exp(fabs(f).ptr(), 1, 200) >= 0) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return {f.IsNegative() ? -kInfinity : kInfinity, 0, 0};
  }
  if (f.IsZero() && value.ternary == kUnknownZeroSign) return {};
  if (mpfr_cmp_si_2exp(fabs(f).ptr(), 1, -200) < 0)
    return {f.IsNegative() ? -0x1p-201 : 0x1p-201, 0, 0x1p-201};
  const Extended parts = f.ToExtended();
  return {parts.hi, parts.lo, std::fabs(parts.hi) * 0x1p-101};
}

}  // namespace ulpforge
