#include "targets/open_interval.h"

#include <algorithm>
#include <utility>

namespace ulpforge {
namespace {

using End = OpenInterval::End;
using Defined = OpenInterval::Defined;

// The smaller of two ends with kSign 1, the larger one with -1; of equal ones that which belongs to the
// interval.
template <int kSign>
const End& Outer(const End& a, const End& b) {
  const int order = kSign * arf_cmp(a.value.ptr(), b.value.ptr());
  return order < 0 || (order == 0 && !a.open) ? a : b;
}

template <int kSign>
const End& Inner(const End& a, const End& b) {
  const int order = kSign * arf_cmp(a.value.ptr(), b.value.ptr());
  return order > 0 || (order == 0 && a.open) ? a : b;
}

Defined Both(const OpenInterval& a, const OpenInterval& b) { return std::max(a.defined, b.defined); }

// An end that was rounded away from the interval is not reached.
End Added(const End& a, const End& b, slong precision, arf_rnd_t rounding) {
  End sum;
  const bool inexact = arf_add(sum.value.ptr(), a.value.ptr(), b.value.ptr(), precision, rounding) != 0;
  sum.open = inexact || a.open || b.open;
  return sum;
}

bool IsZero(const End& end) { return arf_is_zero(end.value.ptr()) != 0; }

// Zero times what grows without bound is zero as long as the zero stands.
End Multiplied(const End& a, const End& b, slong precision, arf_rnd_t rounding) {
  if (IsZero(a) || IsZero(b)) {
    return {.open = !((IsZero(a) && !a.open) || (IsZero(b) && !b.open))};
  }
  End product;
  const bool inexact = arf_mul(product.value.ptr(), a.value.ptr(), b.value.ptr(), precision, rounding) != 0;
  product.open = inexact || a.open || b.open;
  return product;
}

// 1 / end, on the side of the interval where zero is the limit.
End Inverted(const End& end, bool negative, slong precision, arf_rnd_t rounding) {
  if (IsZero(end)) return {.value = Arf(negative ? -HUGE_VAL : HUGE_VAL), .open = true};
  if (arf_is_inf(end.value.ptr()) != 0) return {.open = true};
  End inverse;
  const bool inexact = arf_ui_div(inverse.value.ptr(), 1, end.value.ptr(), precision, rounding) != 0;
  inverse.open = inexact || end.open;
  return inverse;
}

}  // namespace

OpenInterval ClosedInterval(const Arf& lo, const Arf& hi) { return {.lo = {lo}, .hi = {hi}}; }

OpenInterval IntervalOf(const Ball& ball, slong precision) {
  if (arb_is_finite(ball.ptr()) == 0) return {.defined = Defined::kUnknown};
  OpenInterval interval = ClosedInterval({}, {});
  arb_get_lbound_arf(interval.lo.value.ptr(), ball.ptr(), precision);
  arb_get_ubound_arf(interval.hi.value.ptr(), ball.ptr(), precision);
  return interval;
}

Ball BallOf(const OpenInterval& interval, slong precision) {
  Ball ball;
  if (arf_equal(interval.lo.value.ptr(), interval.hi.value.ptr()) != 0) {
    arb_set_arf(ball.ptr(), interval.lo.value.ptr());
  } else {
    arb_set_interval_arf(ball.ptr(), interval.lo.value.ptr(), interval.hi.value.ptr(), precision);
  }
  return ball;
}

OpenInterval Negated(OpenInterval a) {
  std::swap(a.lo, a.hi);
  arf_neg(a.lo.value.ptr(), a.lo.value.ptr());
  arf_neg(a.hi.value.ptr(), a.hi.value.ptr());
  return a;
}

OpenInterval Sum(const OpenInterval& a, const OpenInterval& b, slong precision) {
  return {.lo = Added(a.lo, b.lo, precision, ARF_RND_FLOOR),
          .hi = Added(a.hi, b.hi, precision, ARF_RND_CEIL),
          .defined = Both(a, b)};
}

OpenInterval Difference(const OpenInterval& a, const OpenInterval& b, slong precision) {
  return Sum(a, Negated(b), precision);
}

OpenInterval Product(const OpenInterval& a, const OpenInterval& b, slong precision) {
  OpenInterval product;
  product.defined = Both(a, b);
  bool first = true;
  for (const End* x : {&a.lo, &a.hi}) {
    for (const End* y : {&b.lo, &b.hi}) {
      const End low = Multiplied(*x, *y, precision, ARF_RND_FLOOR);
      const End high = Multiplied(*x, *y, precision, ARF_RND_CEIL);
      product.lo = first ? low : Outer<1>(product.lo, low);
      product.hi = first ? high : Outer<-1>(product.hi, high);
      first = false;
    }
  }
  return product;
}

OpenInterval Quotient(const OpenInterval& a, const OpenInterval& b, slong precision) {
  const bool positive = arf_sgn(b.lo.value.ptr()) >= 0;
  const bool negative = arf_sgn(b.hi.value.ptr()) <= 0;
  OpenInterval inverse;
  inverse.defined = b.IsPositive() || b.IsNegative() ? b.defined : std::max(b.defined, Defined::kUnknown);
  if (positive != negative) {
    inverse.lo = Inverted(b.hi, negative, precision, ARF_RND_FLOOR);
    inverse.hi = Inverted(b.lo, negative, precision, ARF_RND_CEIL);
  }
  return Product(a, inverse, precision);
}

OpenInterval Smaller(const OpenInterval& a, const OpenInterval& b, slong /*precision*/) {
  return {.lo = Outer<1>(a.lo, b.lo), .hi = Inner<-1>(a.hi, b.hi), .defined = Both(a, b)};
}

OpenInterval Larger(const OpenInterval& a, const OpenInterval& b, slong /*precision*/) {
  return {.lo = Inner<1>(a.lo, b.lo), .hi = Outer<-1>(a.hi, b.hi), .defined = Both(a, b)};
}

OpenInterval Magnitude(const OpenInterval& a) {
  if (arf_sgn(a.lo.value.ptr()) >= 0) return a;
  const OpenInterval negated = Negated(a);
  if (arf_sgn(negated.lo.value.ptr()) >= 0) return negated;
  OpenInterval magnitude = a;
  magnitude.lo = {};
  magnitude.hi = Outer<-1>(a.hi, negated.hi);
  return magnitude;
}

OpenInterval Intersection(const OpenInterval& a, const OpenInterval& b) {
  return {.lo = Inner<1>(a.lo, b.lo), .hi = Inner<-1>(a.hi, b.hi), .defined = Both(a, b)};
}

}  // namespace ulpforge
