#include "accuracy/proof/real_roots.h"

#include <flint/fmpq.h>

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace ulpforge {
namespace {

constexpr slong kPrecision = 256;
constexpr slong kRootBits = 64;

// The polynomial b x - a with the root a / b = x.
IntegerPoly LinearFactor(double x) {
  fmpz_t mantissa, exponent;
  fmpz_init(mantissa);
  fmpz_init(exponent);
  const Ball value(x);
  arf_get_fmpz_2exp(mantissa, exponent, arb_midref(value.ptr()));
  const slong shift = fmpz_get_si(exponent);
  IntegerPoly factor;
  fmpz_poly_set_coeff_si(factor.ptr(), 1, 1);
  if (shift < 0) {
    fmpz_poly_scalar_mul_2exp(factor.ptr(), factor.ptr(), -shift);
  } else {
    fmpz_mul_2exp(mantissa, mantissa, shift);
  }
  fmpz_neg(mantissa, mantissa);
  fmpz_poly_set_coeff_fmpz(factor.ptr(), 0, mantissa);
  fmpz_clear(mantissa);
  fmpz_clear(exponent);
  return factor;
}

// Divides the root x out of p once; false, and p as it was, if x is none.
bool DivideOut(IntegerPoly* p, double x) {
  IntegerPoly quotient;
  if (fmpz_poly_divides(quotient.ptr(), p->ptr(), LinearFactor(x).ptr()) == 0) return false;
  *p = std::move(quotient);
  return true;
}

// The primitive polynomial with the same roots, each once.
IntegerPoly SquareFree(const IntegerPoly& p) {
  IntegerPoly primitive, derivative, common, result;
  fmpz_poly_primitive_part(primitive.ptr(), p.ptr());
  fmpz_poly_derivative(derivative.ptr(), primitive.ptr());
  fmpz_poly_gcd(common.ptr(), primitive.ptr(), derivative.ptr());
  ULPFORGE_CHECK(fmpz_poly_divides(result.ptr(), primitive.ptr(), common.ptr()) != 0);
  return result;
}

// An interval (a, b] with exact ends.
struct Interior {
  Ball a;
  Ball b;
  slong depth = 0;
};

Ball Middle(const Ball& a, const Ball& b) {
  Ball middle;
  arb_add(middle.ptr(), a.ptr(), b.ptr(), ARF_PREC_EXACT);
  arb_mul_2exp_si(middle.ptr(), middle.ptr(), -1);
  return middle;
}

enum class Shape { kUnknown, kNonzero, kMonotone };

// What the Taylor coefficients d_k at the midpoint tell of the interval with radius r: there is no zero if
// |d_0| > sum |d_k| r^k, and the derivative has none if |d_1| > sum k |d_k| r^(k - 1).
Shape ShapeOn(const BallSeries& p, const Interior& interval, slong precision) {
  Ball radius, term, power, rest, slope_rest;
  arb_sub(radius.ptr(), interval.b.ptr(), interval.a.ptr(), ARF_PREC_EXACT);
  arb_mul_2exp_si(radius.ptr(), radius.ptr(), -1);
  BallSeries shifted;
  arb_poly_taylor_shift_horner(shifted.ptr(), p.ptr(), Middle(interval.a, interval.b).ptr(), precision);
  arb_one(power.ptr());
  for (slong k = 1; k < arb_poly_length(shifted.ptr()); ++k) {
    arb_abs(term.ptr(), arb_poly_get_coeff_ptr(shifted.ptr(), k));
    arb_mul(term.ptr(), term.ptr(), power.ptr(), precision);
    if (k > 1) arb_addmul_ui(slope_rest.ptr(), term.ptr(), static_cast<ulong>(k), precision);
    arb_addmul(rest.ptr(), term.ptr(), radius.ptr(), precision);
    arb_mul(power.ptr(), power.ptr(), radius.ptr(), precision);
  }
  const auto exceeds = [&](slong k, const Ball& bound) {
    arb_poly_get_coeff_arb(term.ptr(), shifted.ptr(), k);
    arb_abs(term.ptr(), term.ptr());
    return arb_gt(term.ptr(), bound.ptr()) != 0;
  };
  if (exceeds(0, rest)) return Shape::kNonzero;
  return exceeds(1, slope_rest) ? Shape::kMonotone : Shape::kUnknown;
}

// The only root in the interval, of which the sign at b is known; not zero at a. REQUIRES: the root is not
// zero, to which no bisection would come close in the relative sense.
Ball Refined(const IntegerPoly& p, Interior interval, int sign_at_b) {
  Ball root;
  for (;;) {
    arb_union(root.ptr(), interval.a.ptr(), interval.b.ptr(), 2 * kRootBits);
    if (arb_rel_accuracy_bits(root.ptr()) >= kRootBits) break;
    Ball middle = Middle(interval.a, interval.b);
    const int sign = SignAt(p, middle);
    if (sign == 0) return middle;
    (sign == sign_at_b ? interval.b : interval.a) = std::move(middle);
  }
  const double nearest = arf_get_d(arb_midref(root.ptr()), ARF_RND_NEAR);
  const bool exact = arb_contains(root.ptr(), Ball(nearest).ptr()) != 0 && SignAt(p, Ball(nearest)) == 0;
  return exact ? Ball(nearest) : root;
}

// The roots in (lo, hi). Without multiple roots every small enough interval is of known shape, at a precision
// that grows as they shrink. REQUIRES: p has no multiple roots, and none at lo, hi and, inside, 0.
std::vector<Ball> SimpleRootsBetween(double lo, double hi, const IntegerPoly& p) {
  std::vector<Ball> roots;
  std::vector<Interior> left = {{Ball(lo), Ball(hi)}};
  while (!left.empty()) {
    const Interior interval = std::move(left.back());
    left.pop_back();
    const slong precision = kPrecision + 64 * interval.depth;
    BallSeries balls;
    arb_poly_set_fmpz_poly(balls.ptr(), p.ptr(), precision);
    const Shape shape = ShapeOn(balls, interval, precision);
    if (shape == Shape::kUnknown) {
      const Ball middle = Middle(interval.a, interval.b);
      left.push_back({middle, interval.b, interval.depth + 1});
      left.push_back({interval.a, middle, interval.depth + 1});
    } else if (shape == Shape::kMonotone) {
      const int sign_at_b = SignAt(p, interval.b);
      if (sign_at_b == 0) {
        roots.push_back(interval.b);
      } else if (SignAt(p, interval.a) == -sign_at_b) {
        roots.push_back(Refined(p, interval, sign_at_b));
      }
    }
  }
  return roots;
}

}  // namespace

int SignAt(const IntegerPoly& p, const Ball& x) {
  BallSeries balls;
  Ball value;
  for (slong precision = 128; precision <= 1024; precision *= 2) {
    arb_poly_set_fmpz_poly(balls.ptr(), p.ptr(), precision);
    arb_poly_evaluate_horner(value.ptr(), balls.ptr(), x.ptr(), precision);
    if (arb_contains_zero(value.ptr()) == 0) return arb_is_positive(value.ptr()) != 0 ? 1 : -1;
  }
  fmpq_t exact;
  fmpq_init(exact);
  arf_get_fmpq(exact, arb_midref(x.ptr()));
  fmpz_poly_evaluate_fmpq(exact, p.ptr(), exact);
  const int sign = fmpq_sgn(exact);
  fmpq_clear(exact);
  return sign;
}

std::vector<Ball> RootsIn(const Interval& domain, const IntegerPoly& p) {
  IntegerPoly rest = SquareFree(p);
  const bool at_lo = DivideOut(&rest, domain.lo);
  const bool at_hi = DivideOut(&rest, domain.hi);
  const bool at_zero = domain.lo < 0 && domain.hi > 0 && DivideOut(&rest, 0);
  std::vector<Ball> roots = SimpleRootsBetween(domain.lo, domain.hi, rest);
  if (at_zero) {
    const auto positive = [](const Ball& root) { return arb_is_positive(root.ptr()) != 0; };
    roots.emplace(std::find_if(roots.begin(), roots.end(), positive));
  }
  if (at_lo && !domain.lo_open) roots.emplace(roots.begin(), domain.lo);
  if (at_hi && !domain.hi_open) roots.emplace_back(domain.hi);
  return roots;
}

int SignInside(const Interval& domain, const IntegerPoly& p) {
  if (p.degree() < 0 || !RootsIn({domain.lo, domain.hi, true, true}, p).empty()) return 0;
  return SignAt(p, Middle(Ball(domain.lo), Ball(domain.hi)));
}

slong RootMultiplicity(IntegerPoly p, double x) {
  slong count = 0;
  while (DivideOut(&p, x)) ++count;
  return count;
}

}  // namespace ulpforge
