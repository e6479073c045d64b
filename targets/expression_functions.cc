#include "targets/expression_functions.h"

#include <arb_hypgeom.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "targets/arb_value.h"
#include "targets/bessel_series.h"
#include "targets/function_image.h"

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

// exp(-factor |a|), where the sign of a is that of the middle of a(0).
BallSeries FallingExponential(const arb_poly_t a, int sign, int factor, slong length, slong precision) {
  BallSeries result;
  arb_poly_scalar_mul(result.ptr(), a, Ball(-sign * factor).ptr(), precision);
  arb_poly_exp_series(result.ptr(), result.ptr(), length, precision);
  return result;
}

int MiddleSign(const arb_t a) { return arf_sgn(arb_midref(a)) < 0 ? -1 : 1; }

bool IsFarFromZero(const arb_t a) {
  Arf least;
  arb_get_abs_lbound_arf(least.ptr(), a, 30);
  return arf_cmp_si(least.ptr(), 1) >= 0;
}

// Far from zero +-(1 - E) / (1 + E) with E = exp(-2|a|): sinh and cosh are huge on balls that are.
void TanhOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  const Ball first = Constant(a);
  if (IsFarFromZero(first.ptr())) {
    const int sign = MiddleSign(first.ptr());
    BallSeries small = FallingExponential(a, sign, 2, length, precision);
    BallSeries below;
    arb_poly_add_si(below.ptr(), small.ptr(), 1, precision);
    arb_poly_neg(small.ptr(), small.ptr());
    arb_poly_add_si(small.ptr(), small.ptr(), 1, precision);
    arb_poly_div_series(result, small.ptr(), below.ptr(), length, precision);
    if (sign < 0) arb_poly_neg(result, result);
    return;
  }
  BallSeries sinh;
  BallSeries cosh;
  arb_poly_sinh_cosh_series(sinh.ptr(), cosh.ptr(), a, length, precision);
  arb_poly_div_series(result, sinh.ptr(), cosh.ptr(), length, precision);
}

// log(1 + e^a): of a positive a that is a + log(1 + e^-a).
void SoftplusOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  const int sign = MiddleSign(Constant(a).ptr());
  BallSeries rest = FallingExponential(a, sign, 1, length, precision);
  arb_poly_log1p_series(rest.ptr(), rest.ptr(), length, precision);
  if (sign > 0) {
    arb_poly_add_series(result, rest.ptr(), a, length, precision);
  } else {
    arb_poly_swap(result, rest.ptr());
  }
}

// log cosh a: log(1 + 2 sinh(a / 2)^2), and far from zero |a| + log(1 + e^(-2|a|)) - log 2.
void LogCoshOf(arb_poly_t result, const arb_poly_t a, slong length, slong precision) {
  const Ball first = Constant(a);
  BallSeries value;
  if (!IsFarFromZero(first.ptr())) {
    arb_poly_scalar_mul_2exp_si(value.ptr(), a, -1);
    arb_poly_sinh_series(value.ptr(), value.ptr(), length, precision);
    arb_poly_mullow(value.ptr(), value.ptr(), value.ptr(), length, precision);
    arb_poly_scalar_mul_2exp_si(value.ptr(), value.ptr(), 1);
    arb_poly_log1p_series(result, value.ptr(), length, precision);
    return;
  }
  const int sign = MiddleSign(first.ptr());
  value = FallingExponential(a, sign, 2, length, precision);
  arb_poly_log1p_series(value.ptr(), value.ptr(), length, precision);
  BallSeries size;
  arb_poly_scalar_mul(size.ptr(), a, Ball(sign).ptr(), precision);
  arb_poly_add_series(value.ptr(), value.ptr(), size.ptr(), length, precision);
  Ball constant = Constant(value.ptr());
  Ball ln2;
  arb_const_log2(ln2.ptr(), precision);
  arb_sub(constant.ptr(), constant.ptr(), ln2.ptr(), precision);
  arb_poly_set_coeff_arb(value.ptr(), 0, constant.ptr());
  arb_poly_swap(result, value.ptr());
}

// The value of a function that is best computed as its series.
template <void (*kSeries)(arb_poly_t, const arb_poly_t, slong, slong)>
void FirstOf(arb_t result, const arb_t a, slong precision) {
  BallSeries argument;
  arb_poly_set_coeff_arb(argument.ptr(), 0, a);
  BallSeries value;
  kSeries(value.ptr(), argument.ptr(), 1, precision);
  arb_poly_get_coeff_arb(result, value.ptr(), 0);
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
    {.name = "exp",
     .about = "e to the power x",
     .value1 = &arb_exp,
     .series1 = &arb_poly_exp_series,
     .shape = Shape::kRising,
     .range = {.lo = 0, .lo_open = true}},
    {.name = "exp2",
     .about = "2 to the power x",
     .value1 = &Exp2,
     .series1 = &Exp2Of,
     .shape = Shape::kRising,
     .range = {.lo = 0, .lo_open = true}},
    {.name = "exp10", .about = "10 to the power x", .definition = "10^x"},
    {.name = "expm1",
     .about = "e to the power x, minus 1",
     .value1 = &arb_expm1,
     .series1 = &Expm1Of,
     .shape = Shape::kRising,
     .range = {.lo = -1, .lo_open = true}},
    {.name = "log",
     .about = "natural logarithm",
     .value1 = &arb_log,
     .series1 = &arb_poly_log_series,
     .shape = Shape::kRising,
     .defined = {.lo = 0, .lo_open = true}},
    {.name = "log2",
     .about = "logarithm to base 2",
     .value1 = &Log2,
     .series1 = &LogOf<2>,
     .shape = Shape::kRising,
     .defined = {.lo = 0, .lo_open = true}},
    {.name = "log10",
     .about = "logarithm to base 10",
     .value1 = &Log10,
     .series1 = &LogOf<10>,
     .shape = Shape::kRising,
     .defined = {.lo = 0, .lo_open = true}},
    {.name = "log1p",
     .about = "natural logarithm of 1 + x",
     .value1 = &arb_log1p,
     .series1 = &arb_poly_log1p_series,
     .shape = Shape::kRising,
     .defined = {.lo = -1, .lo_open = true}},
    {.name = "sqrt",
     .about = "square root",
     .value1 = &arb_sqrt,
     .series1 = &arb_poly_sqrt_series,
     .shape = Shape::kRising,
     .range = {.lo = 0},
     .defined = {.lo = 0}},
    {.name = "cbrt",
     .about = "cube root, negative for negative numbers",
     .value1 = &CubeRoot,
     .series1 = &CubeRootOf,
     .shape = Shape::kRising},
    {.name = "sin",
     .about = "sine of radians",
     .value1 = &arb_sin,
     .series1 = &arb_poly_sin_series,
     .range = {.lo = -1, .hi = 1}},
    {.name = "cos",
     .about = "cosine of radians",
     .value1 = &arb_cos,
     .series1 = &arb_poly_cos_series,
     .range = {.lo = -1, .hi = 1}},
    {"tan", "tangent of radians", &arb_tan, &arb_poly_tan_series},
    {.name = "asin",
     .about = "arc sine",
     .value1 = &arb_asin,
     .series1 = &arb_poly_asin_series,
     .shape = Shape::kRising,
     .defined = {.lo = -1, .hi = 1}},
    {.name = "acos",
     .about = "arc cosine",
     .value1 = &arb_acos,
     .series1 = &arb_poly_acos_series,
     .shape = Shape::kFalling,
     .range = {.lo = 0},
     .defined = {.lo = -1, .hi = 1}},
    {.name = "atan",
     .about = "arc tangent",
     .value1 = &arb_atan,
     .series1 = &arb_poly_atan_series,
     .shape = Shape::kRising,
     .range = {.lo = -1.5707963267948968, .hi = 1.5707963267948968, .lo_open = true, .hi_open = true}},
    {.name = "sinpi",
     .about = "sine of pi x",
     .value1 = &arb_sin_pi,
     .series1 = &arb_poly_sin_pi_series,
     .range = {.lo = -1, .hi = 1}},
    {.name = "cospi",
     .about = "cosine of pi x",
     .value1 = &arb_cos_pi,
     .series1 = &arb_poly_cos_pi_series,
     .range = {.lo = -1, .hi = 1}},
    {.name = "sinc",
     .about = "sin(x) / x, 1 at 0",
     .value1 = &arb_sinc,
     .series1 = &arb_poly_sinc_series,
     .range = {.lo = -1, .hi = 1}},
    {.name = "sinh",
     .about = "hyperbolic sine",
     .value1 = &arb_sinh,
     .series1 = &arb_poly_sinh_series,
     .shape = Shape::kRising},
    {.name = "cosh",
     .about = "hyperbolic cosine",
     .value1 = &arb_cosh,
     .series1 = &arb_poly_cosh_series,
     .shape = Shape::kEven,
     .range = {.lo = 1}},
    {.name = "tanh",
     .about = "hyperbolic tangent",
     .value1 = &arb_tanh,
     .series1 = &TanhOf,
     .shape = Shape::kRising,
     .range = {.lo = -1, .hi = 1, .lo_open = true, .hi_open = true}},
    {.name = "asinh",
     .about = "inverse hyperbolic sine",
     .value1 = &arb_asinh,
     .series1 = &AsinhOf,
     .shape = Shape::kRising},
    {.name = "acosh",
     .about = "inverse hyperbolic cosine",
     .value1 = &arb_acosh,
     .series1 = &AcoshOf,
     .shape = Shape::kRising,
     .range = {.lo = 0},
     .defined = {.lo = 1}},
    {.name = "atanh",
     .about = "inverse hyperbolic tangent",
     .value1 = &arb_atanh,
     .series1 = &AtanhOf,
     .shape = Shape::kRising,
     .defined = {.lo = -1, .hi = 1, .lo_open = true, .hi_open = true}},
    {.name = "abs",
     .about = "absolute value",
     .value1 = &Abs,
     .series1 = &AbsOf,
     .shape = Shape::kEven,
     .range = {.lo = 0}},
    {.name = "min",
     .about = "the smaller of two",
     .value2 = &arb_min,
     .series2 = &LargerOf<-1>,
     .range2 = &Smaller},
    {.name = "max",
     .about = "the larger of two",
     .value2 = &arb_max,
     .series2 = &LargerOf<1>,
     .range2 = &Larger},
    {.name = "erf",
     .about = "error function",
     .value1 = &arb_hypgeom_erf,
     .series1 = &arb_hypgeom_erf_series,
     .shape = Shape::kRising,
     .range = {.lo = -1, .hi = 1, .lo_open = true, .hi_open = true}},
    {.name = "erfc",
     .about = "complementary error function",
     .value1 = &arb_hypgeom_erfc,
     .series1 = &arb_hypgeom_erfc_series,
     .shape = Shape::kFalling,
     .range = {.lo = 0, .hi = 2, .lo_open = true, .hi_open = true}},
    {.name = "erfi",
     .about = "imaginary error function",
     .value1 = &arb_hypgeom_erfi,
     .series1 = &arb_hypgeom_erfi_series,
     .shape = Shape::kRising},
    {"gamma", "gamma function", &arb_gamma, &arb_poly_gamma_series},
    {"rgamma", "1 / gamma(x)", &arb_rgamma, &arb_poly_rgamma_series},
    {.name = "lgamma",
     .about = "logarithm of gamma(x), x > 0",
     .value1 = &arb_lgamma,
     .series1 = &arb_poly_lgamma_series,
     .defined = {.lo = 0, .lo_open = true}},
    {"digamma", "derivative of lgamma", &arb_digamma, &arb_poly_digamma_series},
    {"zeta", "Riemann zeta function", &arb_zeta, &Zeta},
    {.name = "lambertw",
     .about = "the inverse of x exp(x), principal branch",
     .value1 = &LambertW,
     .series1 = &LambertWOf,
     .shape = Shape::kRising,
     .range = {.lo = -1},
     .defined = {.lo = -0.36787944117144239}},
    {"ei", "exponential integral Ei", &arb_hypgeom_ei, &arb_hypgeom_ei_series},
    {.name = "li", .about = "logarithmic integral", .value1 = &Li, .series1 = &LiOf, .defined = {.lo = 0}},
    {.name = "si",
     .about = "sine integral",
     .value1 = &arb_hypgeom_si,
     .series1 = &arb_hypgeom_si_series,
     .range = {.lo = -1.86, .hi = 1.86}},
    {.name = "ci",
     .about = "cosine integral",
     .value1 = &arb_hypgeom_ci,
     .series1 = &arb_hypgeom_ci_series,
     .defined = {.lo = 0, .lo_open = true}},
    {.name = "shi",
     .about = "hyperbolic sine integral",
     .value1 = &arb_hypgeom_shi,
     .series1 = &arb_hypgeom_shi_series,
     .shape = Shape::kRising},
    {.name = "chi",
     .about = "hyperbolic cosine integral",
     .value1 = &arb_hypgeom_chi,
     .series1 = &arb_hypgeom_chi_series,
     .defined = {.lo = 0, .lo_open = true}},
    {"airyai", "Airy function Ai", &AiryAi, &AiryAiOf},
    {"airybi", "Airy function Bi", &AiryBi, &AiryBiOf},
    {.name = "besselj0",
     .about = "Bessel function J of order 0",
     .value1 = &BesselValue<BesselKind::kJ, 0>,
     .series1 = &BesselSeries<BesselKind::kJ, 0>,
     .range = {.lo = -1, .hi = 1}},
    {.name = "besselj1",
     .about = "Bessel function J of order 1",
     .value1 = &BesselValue<BesselKind::kJ, 1>,
     .series1 = &BesselSeries<BesselKind::kJ, 1>,
     .range = {.lo = -1, .hi = 1}},
    {.name = "bessely0",
     .about = "Bessel function Y of order 0",
     .value1 = &BesselValue<BesselKind::kY, 0>,
     .series1 = &BesselSeries<BesselKind::kY, 0>,
     .defined = {.lo = 0, .lo_open = true}},
    {.name = "bessely1",
     .about = "Bessel function Y of order 1",
     .value1 = &BesselValue<BesselKind::kY, 1>,
     .series1 = &BesselSeries<BesselKind::kY, 1>,
     .defined = {.lo = 0, .lo_open = true}},
    {.name = "besseli0",
     .about = "modified Bessel function I of order 0",
     .value1 = &BesselValue<BesselKind::kI, 0>,
     .series1 = &BesselSeries<BesselKind::kI, 0>,
     .shape = Shape::kEven,
     .range = {.lo = 1}},
    {.name = "besseli1",
     .about = "modified Bessel function I of order 1",
     .value1 = &BesselValue<BesselKind::kI, 1>,
     .series1 = &BesselSeries<BesselKind::kI, 1>,
     .shape = Shape::kRising},
    {.name = "besselk0",
     .about = "modified Bessel function K of order 0",
     .value1 = &BesselValue<BesselKind::kK, 0>,
     .series1 = &BesselSeries<BesselKind::kK, 0>,
     .shape = Shape::kFalling,
     .range = {.lo = 0, .lo_open = true},
     .defined = {.lo = 0, .lo_open = true}},
    {.name = "besselk1",
     .about = "modified Bessel function K of order 1",
     .value1 = &BesselValue<BesselKind::kK, 1>,
     .series1 = &BesselSeries<BesselKind::kK, 1>,
     .shape = Shape::kFalling,
     .range = {.lo = 0, .lo_open = true},
     .defined = {.lo = 0, .lo_open = true}},
    {.name = "sigmoid", .about = "logistic function", .definition = "1/(1+exp(-x))"},
    {.name = "softplus",
     .about = "logarithm of 1 + e^x",
     .value1 = &FirstOf<&SoftplusOf>,
     .series1 = &SoftplusOf,
     .shape = Shape::kRising,
     .range = {.lo = 0, .lo_open = true}},
    {.name = "logcosh",
     .about = "logarithm of cosh(x)",
     .value1 = &FirstOf<&LogCoshOf>,
     .series1 = &LogCoshOf,
     .shape = Shape::kEven,
     .range = {.lo = 0}},
    {.name = "logit", .about = "inverse of the logistic function", .definition = "log(x/(1-x))"},
    {.name = "silu", .about = "x sigmoid(x), also called swish", .definition = "x/(1+exp(-x))"},
    {.name = "gelu",
     .about = "x times the normal distribution function",
     .definition = "x*erfc(-x/sqrt(2))/2"},
    {.name = "mish", .about = "x tanh(softplus(x))", .definition = "x*tanh(log1p(exp(x)))"},
};

constexpr F kOperators[] = {
    {.name = "+", .about = "sum", .value2 = &arb_add, .series2 = &arb_poly_add_series, .range2 = &Sum},
    {.name = "-",
     .about = "difference",
     .value2 = &arb_sub,
     .series2 = &arb_poly_sub_series,
     .range2 = &Difference},
    {.name = "*", .about = "product", .value2 = &arb_mul, .series2 = &arb_poly_mullow, .range2 = &Product},
    {.name = "/",
     .about = "quotient",
     .value2 = &arb_div,
     .series2 = &arb_poly_div_series,
     .range2 = &Quotient},
    {.name = "^", .about = "power", .value2 = &Power, .series2 = &PowerOf, .range2 = &PowerImage},
    {.name = "~",
     .about = "sign of a term",
     .value1 = &Negate,
     .series1 = &NegateOf,
     .shape = Shape::kFalling},
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
