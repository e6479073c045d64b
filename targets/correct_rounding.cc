#include "targets/correct_rounding.h"

#include <optional>

#include "targets/arb_value.h"

namespace ulpforge {
namespace {

constexpr slong kGuardBits = 32;
constexpr slong kMostBits = 1 << 15;
constexpr slong kMostUnknownBits = 1 << 14;
// What is not known to be exact agrees with the exact number in so many bits beyond those of the result.
constexpr slong kTakenForExact = 1024;
constexpr slong kTakenForZero = 1 << 12;

class Bound {
 public:
  Bound() { arf_init(value_); }
  Bound(const Bound&) = delete;
  Bound& operator=(const Bound&) = delete;
  ~Bound() { arf_clear(value_); }
  arf_ptr ptr() { return value_; }

 private:
  arf_t value_;
};

int Sign(int ternary) { return (ternary > 0) - (ternary < 0); }

// Rounds both ends of the enclosure. Roundings are monotonic, so where the ends agree in value and in the
// sign of the rounding error, so does everything between them. The ternary value, or nothing.
std::optional<int> RoundEnclosure(const Ball& enclosure, slong precision, mpfr_ptr result,
                                  mpfr_rnd_t rounding) {
  if (!arb_is_finite(enclosure.ptr())) return std::nullopt;
  Bound lower;
  Bound upper;
  arb_get_lbound_arf(lower.ptr(), enclosure.ptr(), precision);
  arb_get_ubound_arf(upper.ptr(), enclosure.ptr(), precision);
  const int ternary = arf_get_mpfr(result, lower.ptr(), rounding);

  mpfr_t other;
  mpfr_init2(other, mpfr_get_prec(result));
  const int other_ternary = arf_get_mpfr(other, upper.ptr(), rounding);
  const bool agree = mpfr_equal_p(result, other) && Sign(ternary) == Sign(other_ternary);
  mpfr_clear(other);
  return agree ? std::optional(ternary) : std::nullopt;
}

// f at the exact number x.
Ball Enclose(const SeriesFunction& f, const Ball& x, slong precision) {
  BallSeries series;
  f(series.ptr(), x.ptr(), 1, precision);
  Ball enclosure;
  arb_poly_get_coeff_arb(enclosure.ptr(), series.ptr(), 0);
  return enclosure;
}

Ball Exactly(mpfr_srcptr x) {
  Ball exact;
  arf_set_mpfr(arb_midref(exact.ptr()), x);
  return exact;
}

// The number of at most one bit more than the result has that all of a small enclosure lies beside; nothing
// if it is not small.
std::optional<Ball> NearbyShortNumber(const Ball& enclosure, slong precision) {
  Ball number;
  if (arb_contains_zero(enclosure.ptr()) != 0) {
    Ball size;
    arb_get_abs_ubound_arf(arb_midref(size.ptr()), enclosure.ptr(), kGuardBits);
    if (arf_cmpabs_2exp_si(arb_midref(size.ptr()), -kTakenForZero) > 0) return std::nullopt;
    return number;
  }
  if (arb_rel_accuracy_bits(enclosure.ptr()) < precision + kTakenForExact) return std::nullopt;
  arf_set_round(arb_midref(number.ptr()), arb_midref(enclosure.ptr()), precision + 1, ARF_RND_NEAR);
  return number;
}

int SetNan(mpfr_ptr result) {
  mpfr_set_nan(result);
  return 0;
}

}  // namespace

int RoundCorrectly(const SeriesFunction& f, mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
  const slong wanted = mpfr_get_prec(result);
  const Ball exact_x = Exactly(x);
  const slong most = mpfr_number_p(x) ? wanted + kMostBits : 0;
  for (slong precision = wanted + kGuardBits; precision <= most; precision *= 2) {
    const Ball enclosure = Enclose(f, exact_x, precision);
    if (const std::optional<int> ternary = RoundEnclosure(enclosure, precision, result, rounding)) {
      return *ternary;
    }
  }
  return SetNan(result);
}

int RoundOrTakeForExact(const SeriesFunction& f, mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
  if (mpfr_nan_p(x)) return SetNan(result);
  const slong wanted = mpfr_get_prec(result);
  const Ball exact_x = Exactly(x);
  Ball enclosure;
  for (slong precision = wanted + kGuardBits; precision <= wanted + kMostUnknownBits; precision *= 2) {
    enclosure = Enclose(f, exact_x, precision);
    if (arb_is_exact(enclosure.ptr()) != 0 && arf_is_inf(arb_midref(enclosure.ptr())) != 0) {
      return arf_get_mpfr(result, arb_midref(enclosure.ptr()), rounding);
    }
    if (const std::optional<int> ternary = RoundEnclosure(enclosure, precision, result, rounding)) {
      return *ternary;
    }
  }
  if (!arb_is_finite(enclosure.ptr())) return SetNan(result);
  const std::optional<Ball> number = NearbyShortNumber(enclosure, wanted);
  return number ? arf_get_mpfr(result, arb_midref(number->ptr()), rounding) : SetNan(result);
}

}  // namespace ulpforge
