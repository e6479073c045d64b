#include "targets/correct_rounding.h"

namespace ulpforge {
namespace {

constexpr slong kGuardBits = 32;
constexpr slong kMostBits = 1 << 15;

int Sign(int ternary) { return (ternary > 0) - (ternary < 0); }

}  // namespace

// Rounds both ends of the enclosure. Roundings are monotonic, so where the ends agree in value and in the
// sign of the rounding error, so does everything between them.
std::optional<int> RoundEnclosure(const Ball& enclosure, slong precision, mpfr_ptr result,
                                  mpfr_rnd_t rounding) {
  if (!arb_is_finite(enclosure.ptr())) return std::nullopt;
  Arf lower;
  Arf upper;
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
  mpfr_set_nan(result);
  return 0;
}

}  // namespace ulpforge
