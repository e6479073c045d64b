#include "targets/mpfr_real.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/check.h"

namespace ulpforge {
namespace {

MpfrReal Result(const MpfrReal& a) { return MpfrReal::OfPrecision(a.precision()); }
MpfrReal Result(const MpfrReal& a, const MpfrReal& b) {
  return MpfrReal::OfPrecision(std::max(a.precision(), b.precision()));
}

// MPFR keeps constants such as log 2 for each thread; they end with the thread.
struct CacheOwner {
  ~CacheOwner() { mpfr_free_cache2(MPFR_FREE_LOCAL_CACHE); }
};

}  // namespace

MpfrReal::MpfrReal(Uninitialized, int precision) {
  thread_local const CacheOwner cache_owner;
  ULPFORGE_CHECK(precision >= MPFR_PREC_MIN && precision <= kMaxPrecision);
  mpfr_custom_init(limbs_, precision);
  mpfr_custom_init_set(value_, MPFR_NAN_KIND, 0, precision, limbs_);
}

MpfrReal::MpfrReal(double value, int precision) : MpfrReal(Uninitialized{}, precision) {
  mpfr_set_d(value_, value, MPFR_RNDN);
}

MpfrReal::MpfrReal(Extended value, int precision) : MpfrReal(Uninitialized{}, precision) {
  // One rounding: mpfr_add_d takes its operands exactly.
  const MpfrReal hi(value.hi);
  mpfr_add_d(value_, hi.ptr(), std::isfinite(value.hi) ? value.lo : 0, MPFR_RNDN);
}

MpfrReal MpfrReal::WithPrecision(int precision) const {
  MpfrReal result = OfPrecision(precision);
  mpfr_set(result.ptr(), value_, MPFR_RNDN);
  return result;
}

Extended MpfrReal::ToExtended() const {
  const double hi = ToDouble();
  if (!std::isfinite(hi)) return Extended(hi);
  MpfrReal rest = OfPrecision(std::max(precision(), 53));
  mpfr_sub_d(rest.ptr(), value_, hi, MPFR_RNDN);  // exact: the digits of the value after those of hi
  return {hi, rest.IsZero() ? 0 : rest.ToDouble()};
}

void MpfrReal::Copy(const MpfrReal& other) {
  std::memcpy(limbs_, other.limbs_, mpfr_custom_get_size(other.precision()));
  value_[0] = other.value_[0];
  mpfr_custom_move(value_, limbs_);
}

MpfrReal operator+(const MpfrReal& a, const MpfrReal& b) {
  MpfrReal result = Result(a, b);
  mpfr_add(result.ptr(), a.ptr(), b.ptr(), MPFR_RNDN);
  return result;
}

MpfrReal operator-(const MpfrReal& a, const MpfrReal& b) {
  MpfrReal result = Result(a, b);
  mpfr_sub(result.ptr(), a.ptr(), b.ptr(), MPFR_RNDN);
  return result;
}

MpfrReal operator*(const MpfrReal& a, const MpfrReal& b) {
  MpfrReal result = Result(a, b);
  mpfr_mul(result.ptr(), a.ptr(), b.ptr(), MPFR_RNDN);
  return result;
}

MpfrReal operator/(const MpfrReal& a, const MpfrReal& b) {
  MpfrReal result = Result(a, b);
  mpfr_div(result.ptr(), a.ptr(), b.ptr(), MPFR_RNDN);
  return result;
}

MpfrReal operator-(const MpfrReal& a) {
  MpfrReal result = Result(a);
  mpfr_neg(result.ptr(), a.ptr(), MPFR_RNDN);
  return result;
}

MpfrReal sqrt(const MpfrReal& a) {
  MpfrReal result = Result(a);
  mpfr_sqrt(result.ptr(), a.ptr(), MPFR_RNDN);
  return result;
}

MpfrReal fma(const MpfrReal& a, const MpfrReal& b, const MpfrReal& c) {
  MpfrReal result = MpfrReal::OfPrecision(std::max({a.precision(), b.precision(), c.precision()}));
  mpfr_fma(result.ptr(), a.ptr(), b.ptr(), c.ptr(), MPFR_RNDN);
  return result;
}

MpfrReal fabs(const MpfrReal& a) {
  MpfrReal result = Result(a);
  mpfr_abs(result.ptr(), a.ptr(), MPFR_RNDN);
  return result;
}

MpfrReal floor(const MpfrReal& a) {
  MpfrReal result = Result(a);
  mpfr_floor(result.ptr(), a.ptr());
  return result;
}

MpfrReal nearbyint(const MpfrReal& a) {
  MpfrReal result = Result(a);
  mpfr_roundeven(result.ptr(), a.ptr());
  return result;
}

MpfrReal Scaled(const MpfrReal& a, long exponent) {
  MpfrReal result = Result(a);
  mpfr_mul_2si(result.ptr(), a.ptr(), exponent, MPFR_RNDN);
  return result;
}

}  // namespace ulpforge
