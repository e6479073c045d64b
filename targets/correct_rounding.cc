#include "targets/correct_rounding.h"

#include <optional>

#include "targets/arb_value.h"

namespace ulpforge {
namespace {

constexpr slong kGuardBits = 32;
constexpr slong kMostBits = 1 << 15;

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

}  // namespace

int RoundCorrectly(SeriesFunction f, mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
  const slong wanted = mpfr_get_prec(result);
  Ball exact_x;
  arf_set_mpfr(arb_midref(exact_x.ptr()), x);
  const slong most = mpfr_number_p(x) ? wanted + kMostBits : 0;
  for (slong precision = wanted + kGuardBits; precision <= most; precision *= 2) {
    BallSeries series;
    f(series.ptr(), exact_x.ptr(), 1, precision);
    Ball enclosure;
    arb_poly_get_coeff_arb(enclosure.ptr(), series.ptr(), 0);
    if (const std::optional<int> ternary = RoundEnclosure(enclosure, precision, result, rounding)) {
      return *ternary;
    }
  }
  mpfr_set_nan(result);
  return 0;
}

}  // namespace ulpforge
