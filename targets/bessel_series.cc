#include "targets/bessel_series.h"

#include <arb_hypgeom.h>

#include <cstdlib>
#include <vector>

#include "targets/arb_value.h"

namespace ulpforge {
namespace {

// By order from -most to most: J_-n = (-1)^n J_n and the same for Y (DLMF 10.4.1), I_-n = I_n, K_-n = K_n
// (DLMF 10.27.1, 10.27.3).
class Orders {
 public:
  Orders(BesselKind kind, const Ball& x, int most, slong precision)
      : alternates_(kind == BesselKind::kJ || kind == BesselKind::kY),
        values_(static_cast<size_t>(most) + 1) {
    for (int n = 0; n <= most; ++n) {
      EncloseBessel(kind, n, values_[static_cast<size_t>(n)].ptr(), x.ptr(), precision);
    }
  }

  Ball At(int order) const {
    Ball value = values_[static_cast<size_t>(std::abs(order))];
    if (alternates_ && order < 0 && order % 2 != 0) arb_neg(value.ptr(), value.ptr());
    return value;
  }

 private:
  bool alternates_;
  std::vector<Ball> values_;
};

}  // namespace

void EncloseBessel(BesselKind kind, int order, arb_t result, const arb_t x, slong precision) {
  const Ball n(static_cast<double>(order));
  switch (kind) {
    case BesselKind::kJ:
      arb_hypgeom_bessel_j(result, n.ptr(), x, precision);
      break;
    case BesselKind::kY:
      arb_hypgeom_bessel_y(result, n.ptr(), x, precision);
      break;
    case BesselKind::kI:
      arb_hypgeom_bessel_i(result, n.ptr(), x, precision);
      break;
    case BesselKind::kK:
      arb_hypgeom_bessel_k(result, n.ptr(), x, precision);
      break;
  }
}

// Derivative k of C_n is 2^-k times the sum over i of binomial(k, i) s^i C_(n-k+2i), with s = -1 for J and Y
// (DLMF 10.6.7), s = 1 for I, and all of it times (-1)^k for K (DLMF 10.29.5).
void ComposeBessel(BesselKind kind, int order, arb_poly_t result, const arb_poly_t a, slong length,
                   slong precision) {
  Ball center;
  arb_poly_get_coeff_arb(center.ptr(), a, 0);
  const Orders orders(kind, center, order + static_cast<int>(length), precision);
  const bool alternates = kind == BesselKind::kJ || kind == BesselKind::kY;
  BallSeries outer;
  fmpz_t binomial;
  fmpz_init(binomial);
  Ball factorial(1.0);
  for (slong k = 0; k < length; ++k) {
    if (k > 0) arb_mul_ui(factorial.ptr(), factorial.ptr(), static_cast<ulong>(k), precision);
    Ball sum;
    for (slong i = 0; i <= k; ++i) {
      fmpz_bin_uiui(binomial, static_cast<ulong>(k), static_cast<ulong>(i));
      if (alternates && i % 2 != 0) fmpz_neg(binomial, binomial);
      arb_addmul_fmpz(sum.ptr(), orders.At(order - static_cast<int>(k - 2 * i)).ptr(), binomial, precision);
    }
    arb_mul_2exp_si(sum.ptr(), sum.ptr(), -k);
    if (kind == BesselKind::kK && k % 2 != 0) arb_neg(sum.ptr(), sum.ptr());
    arb_div(sum.ptr(), sum.ptr(), factorial.ptr(), precision);
    arb_poly_set_coeff_arb(outer.ptr(), k, sum.ptr());
  }
  fmpz_clear(binomial);
  BallSeries inner;
  arb_poly_set(inner.ptr(), a);
  arb_poly_set_coeff_si(inner.ptr(), 0, 0);
  arb_poly_compose_series(result, outer.ptr(), inner.ptr(), length, precision);
}

}  // namespace ulpforge
