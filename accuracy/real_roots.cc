#include "accuracy/real_roots.h"

#include <acb.h>
#include <arb_fmpz_poly.h>

#include <algorithm>

#include "base/check.h"

namespace ulpforge {
namespace {

constexpr slong kPrecision = 128;

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

// REQUIRES: p has no multiple roots and degree 1 or more.
std::vector<Ball> AllRealRoots(const IntegerPoly& p, slong precision) {
  std::vector<Ball> real;
  acb_ptr roots = _acb_vec_init(p.degree());
  arb_fmpz_poly_complex_roots(roots, p.ptr(), 0, precision);
  for (slong k = 0; k < p.degree(); ++k) {
    if (arb_is_zero(acb_imagref(roots + k)) == 0) continue;
    arb_set(real.emplace_back().ptr(), acb_realref(roots + k));
  }
  _acb_vec_clear(roots, p.degree());
  return real;
}

}  // namespace

std::vector<Ball> RootsIn(const Interval& domain, const IntegerPoly& p) {
  std::vector<Ball> inside;
  IntegerPoly rest = SquareFree(p);
  const bool at_lo = DivideOut(&rest, domain.lo);
  const bool at_hi = DivideOut(&rest, domain.hi);
  const Ball lo(domain.lo), hi(domain.hi);
  for (slong precision = kPrecision; rest.degree() > 0; precision *= 2) {
    const std::vector<Ball> roots = AllRealRoots(rest, precision);
    const bool separated = std::none_of(roots.begin(), roots.end(), [&](const Ball& root) {
      return arb_overlaps(root.ptr(), lo.ptr()) != 0 || arb_overlaps(root.ptr(), hi.ptr()) != 0;
    });
    if (!separated) continue;
    for (const Ball& root : roots) {
      if (arb_gt(root.ptr(), lo.ptr()) == 0 || arb_lt(root.ptr(), hi.ptr()) == 0) continue;
      const double nearest = arf_get_d(arb_midref(root.ptr()), ARF_RND_NEAR);
      IntegerPoly without = rest;
      inside.push_back(DivideOut(&without, nearest) && arb_contains(root.ptr(), Ball(nearest).ptr()) != 0
                           ? Ball(nearest)
                           : root);
    }
    break;
  }
  if (at_lo && !domain.lo_open) inside.push_back(lo);
  if (at_hi && !domain.hi_open) inside.push_back(hi);
  std::sort(inside.begin(), inside.end(), [](const Ball& a, const Ball& b) {
    return arf_cmp(arb_midref(a.ptr()), arb_midref(b.ptr())) < 0;
  });
  return inside;
}

slong RootMultiplicity(IntegerPoly p, double x) {
  slong count = 0;
  while (DivideOut(&p, x)) ++count;
  return count;
}

}  // namespace ulpforge
