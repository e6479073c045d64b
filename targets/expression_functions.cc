#include "targets/expression_functions.h"

#include <arb_hypgeom.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "targets/arb_value.h"
#include "targets/bessel_series.h"

namespace ulpforge {
namespace {

Ball Constant(const arb_poly_t a) {
  Ball value;
  arb_poly_get_coeff_arb(value.ptr(), a, 0);
  return value;
}

void SetIndeterminate(arb_poly_t result, slong length) {
  arb_poly_fit_length(result, length);
  for (slong k = 0; k < length; ++k) arb_indeterminate(result->coeffs + k);
  _arb_poly_set_length(result, length);
}

// The integral of a'(t) / d(t), or of a'(t) d(t) with kFactor: its constant coefficient is 0.
enum class Rate { kDivisor, kFactor };
void Integrate(arb_poly_t result, const arb_poly_t a, const BallSeries& d, Rate rate, slong length,
               slong precision) {
  BallSeries slope;
  arb_poly_derivative(slope.ptr(), a, precision);
  if (rate == Rate::kFactor) {
    arb_poly_mullow(slope.ptr(), slope.ptr(), d.ptr(), length, precision);
  } else {
    arb_poly_div_series(slope.ptr(), slope.ptr(), d.ptr(), length, precision);
  }
  arb_poly_integral(result, slope.ptr(), precision);
  arb_poly_truncate(result, length);
}

// constant + sign a^2.
BallSeries SquarePlus(const arb_poly_t a, int sign, int constant, slong length, slong precision) {
  BallSeries result;
  arb_poly_mullow(result.ptr(), a, a, length, precision);
  if (sign < 0) arb_poly_neg(result.ptr(), result.ptr());
  Ball first = Constant(result.ptr());
  arb_add_si(first.ptr(), first.ptr(), constant, precision);
  arb_poly_set_coeff_arb(result.ptr(), 0, first.ptr());
  return result;
}

void Exp2(arb_t result, const arb_t a, slong precision) {
  if (arb_is_int(a) && arf_cmpabs_2exp_si(arb_midref(a), 40) < 0) {
    arb_one(result);
    arb_mul_2exp_si(result, result, arf_get_si(arb_midref(a), ARF_RND_NEAR));
    return;
  }
  Ball ln2;
  arb_const_log2(ln2.ptr(), precision + 64);
  arb_mul(ln2.ptr(), ln2.ptr(), a, precision + 64);
  arb_exp(result, ln2.ptr(), precision);
}

void Exp2Of(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  Ball ln2;
  arb_const_log2(ln2.ptr(), precision);
  BallSeries exponent;
  arb_poly_scalar_mul(exponent.ptr(), a, ln2.ptr(), precision);
  arb_poly_exp_series(result, exponent.ptr(), length, precision);
}

// The exponent of a power of two, exactly.
void Log2(arb_t result, const arb_t a, slong precision) {
  if (arb_is_exact(a) && arf_cmpabs_2exp_si(arb_midref(a), 0) != 0 && arf_is_finite(arb_midref(a)) &&
      arf_sgn(arb_midref(a)) > 0 && arf_bits(arb_midref(a)) == 1) {
    fmpz_t exponent;
    fmpz_init(exponent);
    arf_abs_bound_lt_2exp_fmpz(exponent, arb_midref(a));
    fmpz_sub_ui(exponent, exponent, 1);
    arb_set_fmpz(result, exponent);
    fmpz_clear(exponent);
    return;
  }
  arb_log_base_ui(result, a, 2, precision);
}

void Log10(arb_t result, const arb_t a, slong precision) { arb_log_base_ui(result, a, 10, precision); }

template <int kBase>
void LogOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  arb_poly_log_series(result, a, length, precision);
  Ball base;
  arb_log_ui(base.ptr(), kBase, precision);
  arb_poly_scalar_div(result, result, base.ptr(), precision);
}

void CubeRoot(arb_t result, const arb_t a, slong precision) {
  const auto root_of_end = [&](arb_ptr root, bool upper) {
    Ball end;
    (upper ? arb_get_ubound_arf : arb_get_lbound_arf)(arb_midref(end.ptr()), a, precision + 64);
    const bool negative = arb_is_negative(end.ptr()) != 0;
    if (negative) arb_neg(end.ptr(), end.ptr());
    arb_root_ui(root, end.ptr(), 3, precision);
    if (negative) arb_neg(root, root);
  };
  if (arb_is_finite(a) == 0) {
    arb_set(result, a);
    return;
  }
  if (arb_is_exact(a) != 0) {
    Ball size;
    arb_abs(size.ptr(), a);
    arb_root_ui(size.ptr(), size.ptr(), 3, precision);
    if (arb_is_negative(a) != 0) arb_neg(size.ptr(), size.ptr());
    arb_swap(result, size.ptr());
    return;
  }
  Ball low;
  Ball high;
  root_of_end(low.ptr(), false);
  root_of_end(high.ptr(), true);
  arb_union(result, low.ptr(), high.ptr(), precision);
}

void CubeRootOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  const bool negative = arb_is_negative(Constant(a).ptr()) != 0;
  Ball third(1.0);
  arb_div_ui(third.ptr(), third.ptr(), 3, precision);
  BallSeries size;
  if (negative) {
    arb_poly_neg(size.ptr(), a);
  } else {
    arb_poly_set(size.ptr(), a);
  }
  arb_poly_pow_arb_series(result, size.ptr(), third.ptr(), length, precision);
  if (negative) arb_poly_neg(result, result);
}

void Expm1Of(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  arb_poly_exp_series(result, a, length, precision);  // but for coefficient 0
}

void AsinhOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  BallSeries rate = SquarePlus(a, 1, 1, length, precision);
  arb_poly_rsqrt_series(rate.ptr(), rate.ptr(), length, precision);
  Integrate(result, a, rate, Rate::kFactor, length, precision);
}

void AcoshOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  BallSeries rate = SquarePlus(a, 1, -1, length, precision);
  arb_poly_rsqrt_series(rate.ptr(), rate.ptr(), length, precision);
  Integrate(result, a, rate, Rate::kFactor, length, precision);
}

void AtanhOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  Integrate(result, a, SquarePlus(a, -1, 1, length, precision), Rate::kDivisor, length, precision);
}

void TanhOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  BallSeries sinh;
  BallSeries cosh;
  arb_poly_sinh_cosh_series(sinh.ptr(), cosh.ptr(), a, length, precision);
  arb_poly_div_series(result, sinh.ptr(), cosh.ptr(), length, precision);
}

// |a| has a value around 0, but no series.
void AbsOf(arb_poly_t result, const arb_poly_t a, slong length, slong /*precision*/) {
  const int sign = arb_sgn_nonzero(Constant(a).ptr());
  if (sign == 0) return SetIndeterminate(result, length);
  if (sign < 0) {
    arb_poly_neg(result, a);
  } else {
    arb_poly_set(result, a);
  }
}

void Abs(arb_t result, const arb_t a, slong /*precision*/) { arb_abs(result, a); }

void Zeta(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  arb_poly_zeta_series(result, a, Ball(1.0).ptr(), 0, length, precision);
}

void LambertW(arb_t result, const arb_t a, slong precision) { arb_lambertw(result, a, 0, precision); }
void LambertWOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  arb_poly_lambertw_series(result, a, 0, length, precision);
}

void Li(arb_t result, const arb_t a, slong precision) { arb_hypgeom_li(result, a, 0, precision); }
void LiOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  arb_hypgeom_li_series(result, a, 0, length, precision);
}

void AiryAi(arb_t result, const arb_t a, slong precision) {
  arb_hypgeom_airy(result, nullptr, nullptr, nullptr, a, precision);
}
void AiryAiOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  arb_hypgeom_airy_series(result, nullptr, nullptr, nullptr, a, length, precision);
}
void AiryBi(arb_t result, const arb_t a, slong precision) {
  arb_hypgeom_airy(nullptr, nullptr, result, nullptr, a, precision);
}
void AiryBiOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  arb_hypgeom_airy_series(nullptr, nullptr, result, nullptr, a, length, precision);
}

void Negate(arb_t result, const arb_t a, slong /*precision*/) { arb_neg(result, a); }
void NegateOf(arb_poly_t result, const arb_poly_t a, slong /*length*/, slong /*precision*/) {
  arb_poly_neg(result, a);
}

// An integer exponent of moderate size, which makes a power of polynomials; nothing otherwise.
bool IsSmallInteger(const arb_t b) { return arb_is_int(b) != 0 && arf_cmpabs_2exp_si(arb_midref(b), 30) < 0; }

// Exponents that are known integers take any base. The others need a base above 0, or 0 itself where the
// exponent is positive.
void Power(arb_t result, const arb_t a, const arb_t b, slong precision) {
  if (arb_is_zero(a) != 0 && arb_is_positive(b) != 0) {
    arb_zero(result);
  } else if (arb_equal_si(a, 2) != 0) {
    Exp2(result, b, precision);
  } else {
    arb_pow(result, a, b, precision);
  }
}

void PowerOf(arb_poly_t result, const arb_poly_t a, const arb_poly_t b, slong length, slong precision) {
  const Ball exponent = Constant(b);
  if (arb_poly_length(b) <= 1 && IsSmallInteger(exponent.ptr())) {
    const slong n = arf_get_si(arb_midref(exponent.ptr()), ARF_RND_NEAR);
    arb_poly_pow_ui_trunc_binexp(result, a, static_cast<ulong>(std::abs(n)), length, precision);
    if (n < 0) arb_poly_inv_series(result, result, length, precision);
    return;
  }
  arb_poly_pow_series(result, a, b, length, precision);
}

// Of two series that cross only the value is known.
template <int kSign>
void LargerOf(arb_poly_t result, const arb_poly_t a, const arb_poly_t b, slong length, slong precision) {
  Ball difference;
  arb_sub(difference.ptr(), Constant(a).ptr(), Constant(b).ptr(), precision);
  const int sign = kSign * arb_sgn_nonzero(difference.ptr());
  if (sign == 0) return SetIndeterminate(result, length);
  arb_poly_set(result, sign > 0 ? a : b);
}

using F = ExpressionFunction;

constexpr F kFunctions[] = {
    {"exp", "e to the power x", &arb_exp, &arb_poly_exp_series},
    {"exp2", "2 to the power x", &Exp2, &Exp2Of},
    {.name = "exp10", .about = "10 to the power x", .definition = "10^x"},
    {"expm1", "e to the power x, minus 1", &arb_expm1, &Expm1Of},
    {"log", "natural logarithm", &arb_log, &arb_poly_log_series},
    {"log2", "logarithm to base 2", &Log2, &LogOf<2>},
    {"log10", "logarithm to base 10", &Log10, &LogOf<10>},
    {"log1p", "natural logarithm of 1 + x", &arb_log1p, &arb_poly_log1p_series},
    {"sqrt", "square root", &arb_sqrt, &arb_poly_sqrt_series},
    {"cbrt", "cube root, negative for negative numbers", &CubeRoot, &CubeRootOf},
    {"sin", "sine of radians", &arb_sin, &arb_poly_sin_series},
    {"cos", "cosine of radians", &arb_cos, &arb_poly_cos_series},
    {"tan", "tangent of radians", &arb_tan, &arb_poly_tan_series},
    {"asin", "arc sine", &arb_asin, &arb_poly_asin_series},
    {"acos", "arc cosine", &arb_acos, &arb_poly_acos_series},
    {"atan", "arc tangent", &arb_atan, &arb_poly_atan_series},
    {"sinpi", "sine of pi x", &arb_sin_pi, &arb_poly_sin_pi_series},
    {"cospi", "cosine of pi x", &arb_cos_pi, &arb_poly_cos_pi_series},
    {"sinc", "sin(x) / x, 1 at 0", &arb_sinc, &arb_poly_sinc_series},
    {"sinh", "hyperbolic sine", &arb_sinh, &arb_poly_sinh_series},
    {"cosh", "hyperbolic cosine", &arb_cosh, &arb_poly_cosh_series},
    {"tanh", "hyperbolic tangent", &arb_tanh, &TanhOf},
    {"asinh", "inverse hyperbolic sine", &arb_asinh, &AsinhOf},
    {"acosh", "inverse hyperbolic cosine", &arb_acosh, &AcoshOf},
    {"atanh", "inverse hyperbolic tangent", &arb_atanh, &AtanhOf},
    {"abs", "absolute value", &Abs, &AbsOf},
    {.name = "min", .about = "the smaller of two", .value2 = &arb_min, .series2 = &LargerOf<-1>},
    {.name = "max", .about = "the larger of two", .value2 = &arb_max, .series2 = &LargerOf<1>},
    {"erf", "error function", &arb_hypgeom_erf, &arb_hypgeom_erf_series},
    {"erfc", "complementary error function", &arb_hypgeom_erfc, &arb_hypgeom_erfc_series},
    {"erfi", "imaginary error function", &arb_hypgeom_erfi, &arb_hypgeom_erfi_series},
    {"gamma", "gamma function", &arb_gamma, &arb_poly_gamma_series},
    {"rgamma", "1 / gamma(x)", &arb_rgamma, &arb_poly_rgamma_series},
    {"lgamma", "logarithm of gamma(x), x > 0", &arb_lgamma, &arb_poly_lgamma_series},
    {"digamma", "derivative of lgamma", &arb_digamma, &arb_poly_digamma_series},
    {"zeta", "Riemann zeta function", &arb_zeta, &Zeta},
    {"lambertw", "the inverse of x exp(x), principal branch", &LambertW, &LambertWOf},
    {"ei", "exponential integral Ei", &arb_hypgeom_ei, &arb_hypgeom_ei_series},
    {"li", "logarithmic integral", &Li, &LiOf},
    {"si", "sine integral", &arb_hypgeom_si, &arb_hypgeom_si_series},
    {"ci", "cosine integral", &arb_hypgeom_ci, &arb_hypgeom_ci_series},
    {"shi", "hyperbolic sine integral", &arb_hypgeom_shi, &arb_hypgeom_shi_series},
    {"chi", "hyperbolic cosine integral", &arb_hypgeom_chi, &arb_hypgeom_chi_series},
    {"airyai", "Airy function Ai", &AiryAi, &AiryAiOf},
    {"airybi", "Airy function Bi", &AiryBi, &AiryBiOf},
    {"besselj0", "Bessel function J of order 0", &BesselValue<BesselKind::kJ, 0>,
     &BesselSeries<BesselKind::kJ, 0>},
    {"besselj1", "Bessel function J of order 1", &BesselValue<BesselKind::kJ, 1>,
     &BesselSeries<BesselKind::kJ, 1>},
    {"bessely0", "Bessel function Y of order 0", &BesselValue<BesselKind::kY, 0>,
     &BesselSeries<BesselKind::kY, 0>},
    {"bessely1", "Bessel function Y of order 1", &BesselValue<BesselKind::kY, 1>,
     &BesselSeries<BesselKind::kY, 1>},
    {"besseli0", "modified Bessel function I of order 0", &BesselValue<BesselKind::kI, 0>,
     &BesselSeries<BesselKind::kI, 0>},
    {"besseli1", "modified Bessel function I of order 1", &BesselValue<BesselKind::kI, 1>,
     &BesselSeries<BesselKind::kI, 1>},
    {"besselk0", "modified Bessel function K of order 0", &BesselValue<BesselKind::kK, 0>,
     &BesselSeries<BesselKind::kK, 0>},
    {"besselk1", "modified Bessel function K of order 1", &BesselValue<BesselKind::kK, 1>,
     &BesselSeries<BesselKind::kK, 1>},
    {.name = "sigmoid", .about = "logistic function", .definition = "1/(1+exp(-x))"},
    {.name = "softplus", .about = "logarithm of 1 + e^x", .definition = "log1p(exp(x))"},
    {.name = "logit", .about = "inverse of the logistic function", .definition = "log(x/(1-x))"},
    {.name = "silu", .about = "x sigmoid(x), also called swish", .definition = "x/(1+exp(-x))"},
    {.name = "gelu",
     .about = "x times the normal distribution function",
     .definition = "x*erfc(-x/sqrt(2))/2"},
    {.name = "mish", .about = "x tanh(softplus(x))", .definition = "x*tanh(log1p(exp(x)))"},
};

constexpr F kOperators[] = {
    {.name = "+", .about = "sum", .value2 = &arb_add, .series2 = &arb_poly_add_series},
    {.name = "-", .about = "difference", .value2 = &arb_sub, .series2 = &arb_poly_sub_series},
    {.name = "*", .about = "product", .value2 = &arb_mul, .series2 = &arb_poly_mullow},
    {.name = "/", .about = "quotient", .value2 = &arb_div, .series2 = &arb_poly_div_series},
    {.name = "^", .about = "power", .value2 = &Power, .series2 = &PowerOf},
    {"~", "sign of a term", &Negate, &NegateOf},
};

}  // namespace

std::span<const ExpressionFunction> ExpressionFunctions() { return kFunctions; }

const ExpressionFunction* FindExpressionFunction(std::string_view name) {
  const auto* const found = std::ranges::find(kFunctions, name, &F::name);
  return found == std::end(kFunctions) ? nullptr : found;
}

const ExpressionFunction& ExpressionOperator(char symbol) {
  const auto* const found = std::ranges::find(kOperators, std::string_view(&symbol, 1), &F::name);
  ULPFORGE_CHECK(found != std::end(kOperators));
  return *found;
}

}  // namespace ulpforge
