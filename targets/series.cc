#include "targets/series.h"

#include <arb_hypgeom.h>

namespace ulpforge {

BallSeries Variable(const arb_t x) {
  BallSeries variable;
  arb_poly_set_coeff_si(variable.ptr(), 1, 1);
  arb_poly_set_coeff_arb(variable.ptr(), 0, x);
  return variable;
}

void Exp2Series(arb_poly_t result, const arb_t x, slong length, slong precision) {
  Ball ln2;
  arb_const_log2(ln2.ptr(), precision);
  BallSeries exponent = Variable(x);
  arb_poly_scalar_mul(exponent.ptr(), exponent.ptr(), ln2.ptr(), precision);
  arb_poly_exp_series(result, exponent.ptr(), length, precision);
}

void Expm1Series(arb_poly_t result, const arb_t x, slong length, slong precision) {
  Ball value;
  arb_expm1(value.ptr(), x, precision);
  arb_poly_exp_series(result, Variable(x).ptr(), length, precision);
  arb_poly_set_coeff_arb(result, 0, value.ptr());
}

void Log2Series(arb_poly_t result, const arb_t x, slong length, slong precision) {
  Ball ln2;
  arb_const_log2(ln2.ptr(), precision);
  arb_poly_log_series(result, Variable(x).ptr(), length, precision);
  arb_poly_scalar_div(result, result, ln2.ptr(), precision);
}

void Log2p1Series(arb_poly_t result, const arb_t x, slong length, slong precision) {
  Ball ln2;
  arb_const_log2(ln2.ptr(), precision);
  arb_poly_log1p_series(result, Variable(x).ptr(), length, precision);
  arb_poly_scalar_div(result, result, ln2.ptr(), precision);
}

void CotSeries(arb_poly_t result, const arb_t x, slong length, slong precision) {
  BallSeries sin;
  BallSeries cos;
  arb_poly_sin_cos_series(sin.ptr(), cos.ptr(), Variable(x).ptr(), length, precision);
  arb_poly_div_series(result, cos.ptr(), sin.ptr(), length, precision);
}

void TanhSeries(arb_poly_t result, const arb_t x, slong length, slong precision) {
  BallSeries sinh;
  BallSeries cosh;
  arb_poly_sinh_cosh_series(sinh.ptr(), cosh.ptr(), Variable(x).ptr(), length, precision);
  arb_poly_div_series(result, sinh.ptr(), cosh.ptr(), length, precision);
}

void SigmoidSeries(arb_poly_t result, const arb_t x, slong length, slong precision) {
  const BallSeries variable = Variable(x);
  BallSeries denominator;  // 1 + e^-x
  arb_poly_neg(denominator.ptr(), variable.ptr());
  arb_poly_exp_series(denominator.ptr(), denominator.ptr(), length, precision);
  Ball constant;
  arb_poly_get_coeff_arb(constant.ptr(), denominator.ptr(), 0);
  arb_add_ui(constant.ptr(), constant.ptr(), 1, precision);
  arb_poly_set_coeff_arb(denominator.ptr(), 0, constant.ptr());
  arb_poly_inv_series(result, denominator.ptr(), length, precision);
}

void AiryAi7xSeries(arb_poly_t result, const arb_t x, slong length, slong precision) {
  Ball factor(-7.0);
  BallSeries argument = Variable(x);
  arb_poly_scalar_mul(argument.ptr(), argument.ptr(), factor.ptr(), precision);
  arb_hypgeom_airy_series(result, nullptr, nullptr, nullptr, argument.ptr(), length, precision);
}

void BesselIHalfSeries(arb_poly_t result, const arb_t x, slong length, slong precision) {
  Ball factor;  // sqrt(2 / pi)
  arb_const_pi(factor.ptr(), precision);
  arb_mul_2exp_si(factor.ptr(), factor.ptr(), -1);
  arb_rsqrt(factor.ptr(), factor.ptr(), precision);

  const BallSeries variable = Variable(x);
  BallSeries root;
  arb_poly_rsqrt_series(root.ptr(), variable.ptr(), length, precision);
  BallSeries sinh;
  arb_poly_sinh_series(sinh.ptr(), variable.ptr(), length, precision);
  arb_poly_mullow(result, root.ptr(), sinh.ptr(), length, precision);
  arb_poly_scalar_mul(result, result, factor.ptr(), precision);

  // At zero only the value is finite: sqrt(2 x / pi) 0F1(3/2, x^2 / 4), as sinh(x) / x = 0F1(3/2, x^2 / 4).
  if (!arb_contains_zero(x) || !arb_is_nonnegative(x)) return;
  const Ball parameter(1.5);
  Ball quarter;  // x^2 / 4
  arb_sqr(quarter.ptr(), x, precision);
  arb_mul_2exp_si(quarter.ptr(), quarter.ptr(), -2);
  Ball value;
  arb_hypgeom_0f1(value.ptr(), parameter.ptr(), quarter.ptr(), 0, precision);
  arb_mul(value.ptr(), value.ptr(), factor.ptr(), precision);
  Ball root_of_x;
  arb_sqrtpos(root_of_x.ptr(), x, precision);
  arb_mul(value.ptr(), value.ptr(), root_of_x.ptr(), precision);
  arb_poly_set_coeff_arb(result, 0, value.ptr());
}

}  // namespace ulpforge
