#include "accuracy/taylor/taylor_model.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace ulpforge {
namespace {

Ball NotFinite() {
  Ball ball;
  arb_indeterminate(ball.ptr());
  return ball;
}

BallSeries Truncated(const BallSeries& series, slong length) {
  BallSeries result;
  arb_poly_set_trunc(result.ptr(), series.ptr(), length);
  return result;
}

// Upper bounds of |a| and of the larger of |a| and |b|, as exact numbers.
Ball UpperMagnitude(const Ball& a, slong precision) {
  Ball result;
  arb_get_abs_ubound_arf(arb_midref(result.ptr()), a.ptr(), precision);
  return result;
}

Ball Larger(const Ball& a, const Ball& b, slong precision) {
  Ball result;
  arb_max(result.ptr(), a.ptr(), b.ptr(), precision);
  return result;
}

}  // namespace

TaylorModel::TaylorModel(const TaylorBox& box, const Ball& value) : box_(&box) {
  arb_poly_set_coeff_arb(series_.ptr(), 0, value.ptr());
}

TaylorModel::TaylorModel(const TaylorBox& box, const BallSeries& p) : box_(&box) {
  arb_poly_taylor_shift_horner(series_.ptr(), p.ptr(), box.center.ptr(), box.precision);
  Fold();
}

TaylorModel::TaylorModel(const TaylorBox& box, const Target& target) : box_(&box) {
  const slong n = box.order;
  if (n > 0) target.series(series_.ptr(), box.center.ptr(), n, box.precision);
  Ball x;
  arf_add(arb_midref(x.ptr()), arb_midref(box.center.ptr()), arb_midref(box.t.ptr()), ARF_PREC_EXACT,
          ARF_RND_DOWN);
  mag_set(arb_radref(x.ptr()), arb_radref(box.t.ptr()));
  BallSeries wide;
  target.series(wide.ptr(), x.ptr(), n + 1, box.precision);
  Ball last;
  arb_poly_get_coeff_arb(last.ptr(), wide.ptr(), n);
  arb_poly_set_coeff_arb(series_.ptr(), n, last.ptr());
}

Ball TaylorModel::Coefficient(slong k) const {
  Ball coefficient;
  arb_poly_get_coeff_arb(coefficient.ptr(), series_.ptr(), k);
  return coefficient;
}

bool TaylorModel::IsFinite() const {
  for (slong k = 0; k <= box_->order; ++k) {
    if (arb_is_finite(Coefficient(k).ptr()) == 0) return false;
  }
  return true;
}

Ball TaylorModel::At(const Ball& t) const {
  Ball value;
  arb_poly_evaluate_horner(value.ptr(), series_.ptr(), t.ptr(), box_->precision);
  return value;
}

// The quadratic part takes its largest magnitude at an end of T or where its derivative vanishes; every
// other term is bounded by its own largest magnitude.
Ball TaylorModel::Magnitude() const {
  const slong precision = box_->precision;
  const arb_srcptr t = box_->t.ptr();
  if (!IsFinite()) return NotFinite();
  if (box_->order < 2) return UpperMagnitude(Range(), precision);

  Ball square = Coefficient(2);
  const Ball slope = Coefficient(1);
  const bool curved = arb_contains_zero(square.ptr()) == 0;
  BallSeries quadratic = Truncated(series_, curved ? 3 : 2);
  Ball largest;
  for (const bool upper : {false, true}) {
    Ball end, value;
    if (upper) {
      arb_get_ubound_arf(arb_midref(end.ptr()), t, precision);
    } else {
      arb_get_lbound_arf(arb_midref(end.ptr()), t, precision);
    }
    arb_poly_evaluate_horner(value.ptr(), quadratic.ptr(), end.ptr(), precision);
    largest = Larger(largest, UpperMagnitude(value, precision), precision);
  }
  if (curved) {
    Ball vertex;
    arb_div(vertex.ptr(), slope.ptr(), square.ptr(), precision);
    arb_mul_2exp_si(vertex.ptr(), vertex.ptr(), -1);
    arb_neg(vertex.ptr(), vertex.ptr());
    if (arb_overlaps(vertex.ptr(), t) != 0) {
      Ball value;  // g_0 - g_1^2 / (4 g_2) = g_0 + g_1 vertex / 2
      arb_mul(value.ptr(), slope.ptr(), vertex.ptr(), precision);
      arb_mul_2exp_si(value.ptr(), value.ptr(), -1);
      arb_add(value.ptr(), value.ptr(), Coefficient(0).ptr(), precision);
      largest = Larger(largest, UpperMagnitude(value, precision), precision);
    }
  }
  Ball size = UpperMagnitude(box_->t, precision);
  Ball power = size, rest;
  for (slong k = 2; k <= box_->order; ++k) {
    arb_mul(power.ptr(), power.ptr(), size.ptr(), precision);
    if (k == 2 && curved) continue;
    arb_addmul(rest.ptr(), UpperMagnitude(Coefficient(k), precision).ptr(), power.ptr(), precision);
  }
  arb_add(largest.ptr(), largest.ptr(), rest.ptr(), precision);
  return UpperMagnitude(largest, precision);
}

slong TaylorModel::Valuation() const {
  slong k = 0;
  while (k < box_->order && arb_is_zero(Coefficient(k).ptr()) != 0) ++k;
  return k;
}

TaylorModel TaylorModel::Shifted(const TaylorBox& box, slong k) const {
  ULPFORGE_CHECK(k <= Valuation() && box.order == box_->order - k);
  TaylorModel shifted(box);
  arb_poly_shift_right(shifted.series_.ptr(), series_.ptr(), k);
  return shifted;
}

void TaylorModel::Fold() {
  const slong n = box_->order;
  if (arb_poly_length(series_.ptr()) <= n + 1) return;
  BallSeries tail;
  arb_poly_shift_right(tail.ptr(), series_.ptr(), n);
  Ball rest;
  arb_poly_evaluate_horner(rest.ptr(), tail.ptr(), box_->t.ptr(), box_->precision);
  arb_poly_truncate(series_.ptr(), n + 1);
  arb_poly_set_coeff_arb(series_.ptr(), n, rest.ptr());
}

TaylorModel operator+(const TaylorModel& a, const TaylorModel& b) {
  TaylorModel sum(a.box());
  arb_poly_add(sum.series_.ptr(), a.series_.ptr(), b.series_.ptr(), a.box().precision);
  return sum;
}

TaylorModel operator-(const TaylorModel& a, const TaylorModel& b) {
  TaylorModel difference(a.box());
  arb_poly_sub(difference.series_.ptr(), a.series_.ptr(), b.series_.ptr(), a.box().precision);
  return difference;
}

TaylorModel operator-(const TaylorModel& a) {
  TaylorModel negated(a.box());
  arb_poly_neg(negated.series_.ptr(), a.series_.ptr());
  return negated;
}

// The classical algorithm keeps exact zeros, and errors where they belong.
TaylorModel operator*(const TaylorModel& a, const TaylorModel& b) {
  TaylorModel product(a.box());
  arb_poly_mullow_classical(product.series_.ptr(), a.series_.ptr(), b.series_.ptr(), 2 * a.box().order + 1,
                            a.box().precision);
  product.Fold();
  return product;
}

// With q the first n terms of a / b: a / b = q + (a - b q) / b, and a - b q = t^n (...).
TaylorModel operator/(const TaylorModel& a, const TaylorModel& b) {
  const TaylorBox& box = a.box();
  const slong n = box.order;
  TaylorModel quotient(box);
  if (n > 0) {
    arb_poly_div_series(quotient.series_.ptr(), Truncated(a.series_, n).ptr(), Truncated(b.series_, n).ptr(),
                        n, box.precision);
  }
  TaylorModel rest = a - b * quotient;
  Ball last;
  arb_div(last.ptr(), rest.Coefficient(n).ptr(), b.Range().ptr(), box.precision);
  arb_poly_set_coeff_arb(quotient.series_.ptr(), n, last.ptr());
  return quotient;
}

// With q the first n terms of sqrt(a): sqrt(a) = q + (a - q^2) / (sqrt(a) + q), and a - q^2 = t^n (...).
TaylorModel sqrt(const TaylorModel& a) {
  const TaylorBox& box = a.box();
  const slong n = box.order;
  TaylorModel root(box);
  Ball range;
  arb_sqrt(range.ptr(), a.Range().ptr(), box.precision);
  if (n == 0) return TaylorModel(box, range);
  arb_poly_sqrt_series(root.series_.ptr(), Truncated(a.series_, n).ptr(), n, box.precision);
  const TaylorModel rest = a - root * root;
  Ball last;
  arb_add(range.ptr(), range.ptr(), root.Range().ptr(), box.precision);
  arb_div(last.ptr(), rest.Coefficient(n).ptr(), range.ptr(), box.precision);
  arb_poly_set_coeff_arb(root.series_.ptr(), n, last.ptr());
  return root;
}

TaylorModel SqrtOfNonnegative(const TaylorModel& a) {
  if (a.box().order > 0) return sqrt(a);
  Ball root;
  arb_sqrtpos(root.ptr(), a.Range().ptr(), a.box().precision);
  return TaylorModel(a.box(), root);
}

TaylorModel fabs(const TaylorModel& a) {
  const Ball range = a.Range();
  if (arb_is_nonnegative(range.ptr()) != 0) return a;
  if (arb_is_nonpositive(range.ptr()) != 0) return -a;
  if (a.box().order > 0) return TaylorModel(a.box(), NotFinite());
  Ball magnitude;
  arb_abs(magnitude.ptr(), range.ptr());
  return TaylorModel(a.box(), magnitude);
}

TaylorModel Min(const TaylorModel& a, const TaylorModel& b) {
  const Ball difference = (b - a).Range();
  if (arb_is_nonnegative(difference.ptr()) != 0) return a;
  if (arb_is_nonpositive(difference.ptr()) != 0) return b;
  if (a.box().order > 0) return TaylorModel(a.box(), NotFinite());
  Ball smaller;
  arb_min(smaller.ptr(), a.Range().ptr(), b.Range().ptr(), a.box().precision);
  return TaylorModel(a.box(), smaller);
}

TaylorModel Max(const TaylorModel& a, const TaylorModel& b) { return -Min(-a, -b); }

// A monotone function with integer values.
TaylorModel TaylorModel::Step(const TaylorModel& a, arf_rnd_t rounding) {
  const Ball range = a.Range();
  if (arb_is_finite(range.ptr()) == 0) return TaylorModel(a.box(), NotFinite());
  const slong precision = a.box().precision;
  Ball ends[2], steps[2];
  arb_get_lbound_arf(arb_midref(ends[0].ptr()), range.ptr(), precision);
  arb_get_ubound_arf(arb_midref(ends[1].ptr()), range.ptr(), precision);
  for (const int k : {0, 1}) {
    fmpz_t integer;
    fmpz_init(integer);
    arf_get_fmpz(integer, arb_midref(ends[k].ptr()), rounding);
    arb_set_fmpz(steps[k].ptr(), integer);
    fmpz_clear(integer);
  }
  if (arb_equal(steps[0].ptr(), steps[1].ptr()) != 0) return TaylorModel(a.box(), steps[0]);
  if (a.box().order > 0) return TaylorModel(a.box(), NotFinite());
  Ball hull;
  arb_union(hull.ptr(), steps[0].ptr(), steps[1].ptr(), precision);
  return TaylorModel(a.box(), hull);
}

TaylorModel floor(const TaylorModel& a) { return TaylorModel::Step(a, ARF_RND_FLOOR); }

TaylorModel nearbyint(const TaylorModel& a) { return TaylorModel::Step(a, ARF_RND_NEAR); }

}  // namespace ulpforge
