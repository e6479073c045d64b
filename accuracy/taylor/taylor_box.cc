#include "accuracy/taylor/taylor_box.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "accuracy/dense/dense_plan.h"

namespace ulpforge {
namespace {

// Exact arithmetic on exact balls.
Ball Sum(const Ball& a, const Ball& b) {
  Ball sum;
  arf_add(arb_midref(sum.ptr()), arb_midref(a.ptr()), arb_midref(b.ptr()), ARF_PREC_EXACT, ARF_RND_DOWN);
  return sum;
}

Ball Difference(const Ball& a, const Ball& b) {
  Ball difference;
  arf_sub(arb_midref(difference.ptr()), arb_midref(a.ptr()), arb_midref(b.ptr()), ARF_PREC_EXACT,
          ARF_RND_DOWN);
  return difference;
}

Ball Half(Ball a) {
  arb_mul_2exp_si(a.ptr(), a.ptr(), -1);
  return a;
}

// The ball with midpoint `center` and a radius that is that number, exactly if it is a power of two, else
// rounded up.
Ball WithRadius(Ball center, const Ball& radius) {
  const arf_srcptr r = arb_midref(radius.ptr());
  arf_get_mag(arb_radref(center.ptr()), r);
  fmpz_t mantissa, exponent;
  fmpz_init(mantissa);
  fmpz_init(exponent);
  arf_get_fmpz_2exp(mantissa, exponent, r);
  if (fmpz_is_one(mantissa) != 0) {
    mag_one(arb_radref(center.ptr()));
    mag_mul_2exp_fmpz(arb_radref(center.ptr()), arb_radref(center.ptr()), exponent);
  }
  fmpz_clear(mantissa);
  fmpz_clear(exponent);
  return center;
}

}  // namespace

std::vector<Box> FirstBoxes(double lo, double hi) {
  const Ball left(lo), right(hi);
  const Ball width = Difference(right, left);
  Ball margin(1);
  arb_mul_2exp_si(margin.ptr(), margin.ptr(), arf_abs_bound_lt_2exp_si(arb_midref(width.ptr())) - 3);
  const Ball a = Sum(left, margin), b = Difference(right, margin);
  return {{left, a, Box::End::kLo}, {a, b}, {b, right, Box::End::kHi}};
}

std::vector<Box> Halves(const Box& box) {
  const Ball middle = Half(Sum(box.lo, box.hi));
  Box left = box, right = box;
  left.hi = middle;
  right.lo = middle;
  Box& inner = box.end == Box::End::kLo ? right : left;
  if (box.end != Box::End::kNone) {
    inner.end = Box::End::kNone;
    inner.expand_at_end = false;
  }
  return {std::move(left), std::move(right)};
}

TaylorBox Expand(const Box& box, slong order, slong precision) {
  TaylorBox result{.center = Half(Sum(box.lo, box.hi)), .t = {}, .order = order, .precision = precision};
  const Ball radius = Half(Difference(box.hi, box.lo));
  if (box.expand_at_end) {
    const bool at_lo = box.end == Box::End::kLo;
    result.center = at_lo ? box.lo : box.hi;
    result.t = at_lo ? radius : Difference(Ball(), radius);
  }
  result.t = WithRadius(std::move(result.t), radius);
  return result;
}

TaylorBox AroundMidpoint(const Ball& x, slong precision) {
  TaylorBox result{.center = x, .t = x, .order = 0, .precision = precision};
  mag_zero(arb_radref(result.center.ptr()));
  arf_zero(arb_midref(result.t.ptr()));
  return result;
}

TaylorBox PointAt(const Interval& domain, int numerator, int denominator, slong precision) {
  const Ball lo(domain.lo);
  Ball step = Difference(Ball(domain.hi), lo);
  arf_mul_si(arb_midref(step.ptr()), arb_midref(step.ptr()), numerator, ARF_PREC_EXACT, ARF_RND_DOWN);
  for (; denominator > 1; denominator /= 2) step = Half(std::move(step));
  return {.center = Sum(lo, step), .t = {}, .order = 0, .precision = precision};
}

std::vector<Ball> PointsAround(const Box& box, const Interval& domain) {
  const Ball lo(domain.lo), hi(domain.hi);
  const Ball width = Difference(box.hi, box.lo);
  std::vector<Ball> points;
  for (const Ball& x :
       {Difference(box.lo, width), box.lo, Half(Sum(box.lo, box.hi)), box.hi, Sum(box.hi, width)}) {
    const bool above = domain.lo_open ? arb_gt(x.ptr(), lo.ptr()) != 0 : arb_ge(x.ptr(), lo.ptr()) != 0;
    const bool below = domain.hi_open ? arb_lt(x.ptr(), hi.ptr()) != 0 : arb_le(x.ptr(), hi.ptr()) != 0;
    if (above && below) points.push_back(x);
  }
  return points;
}

std::vector<Ball> LikelyMaxima(const TaylorModel& g) {
  const TaylorBox& box = g.box();
  const slong precision = box.precision;
  std::vector<Ball> points(2);
  arb_get_lbound_arf(arb_midref(points[0].ptr()), box.t.ptr(), precision);
  arb_get_ubound_arf(arb_midref(points[1].ptr()), box.t.ptr(), precision);
  if (box.order < 3) return points;
  Ball vertex;
  arb_div(vertex.ptr(), g.Coefficient(1).ptr(), g.Coefficient(2).ptr(), precision);
  arb_mul_2exp_si(vertex.ptr(), vertex.ptr(), -1);
  arb_neg(vertex.ptr(), vertex.ptr());
  mag_zero(arb_radref(vertex.ptr()));
  if (arb_contains(box.t.ptr(), vertex.ptr()) != 0) points.push_back(std::move(vertex));
  return points;
}

double UpperBound(const Ball& x) {
  Ball bound;
  arb_get_abs_ubound_arf(arb_midref(bound.ptr()), x.ptr(), 64);
  const double upper = arf_get_d(arb_midref(bound.ptr()), ARF_RND_UP);
  return upper <= std::numeric_limits<double>::max() ? upper : std::numeric_limits<double>::infinity();
}

double LowerBound(const Ball& x) {
  Ball bound;
  arb_get_abs_lbound_arf(arb_midref(bound.ptr()), x.ptr(), 64);
  return arf_get_d(arb_midref(bound.ptr()), ARF_RND_DOWN);
}

Enclosure Outward(const Ball& x) {
  Ball lo, hi;
  arb_get_lbound_arf(arb_midref(lo.ptr()), x.ptr(), 256);
  arb_get_ubound_arf(arb_midref(hi.ptr()), x.ptr(), 256);
  return {arf_get_d(arb_midref(lo.ptr()), ARF_RND_FLOOR), arf_get_d(arb_midref(hi.ptr()), ARF_RND_CEIL)};
}

Enclosure Outward(const Box& box) {
  return {arf_get_d(arb_midref(box.lo.ptr()), ARF_RND_FLOOR),
          arf_get_d(arb_midref(box.hi.ptr()), ARF_RND_CEIL)};
}

double NearestInput(const Interval& domain, const Ball& x) {
  return std::clamp(arf_get_d(arb_midref(x.ptr()), ARF_RND_NEAR), FirstDouble(domain), LastDouble(domain));
}

}  // namespace ulpforge
