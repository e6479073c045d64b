#include "accuracy/reference/direction.h"

#include "targets/arb_value.h"

namespace ulpforge {
namespace {

constexpr slong kPrecision = 128;

}  // namespace

Direction DirectionBetween(const Target& target, double a, double b) {
  if (target.monotonicity == Monotonicity::kIncreasing) return Direction::kRising;
  if (target.monotonicity == Monotonicity::kDecreasing) return Direction::kFalling;
  if (!target.series) return Direction::kUnknown;
  Ball x;
  arb_union(x.ptr(), Ball(a).ptr(), Ball(b).ptr(), kPrecision);
  BallSeries series;
  target.series(series.ptr(), x.ptr(), 2, kPrecision);
  Ball value;
  Ball slope;
  arb_poly_get_coeff_arb(value.ptr(), series.ptr(), 0);
  arb_poly_get_coeff_arb(slope.ptr(), series.ptr(), 1);
  if (!arb_is_finite(value.ptr()) || !arb_is_finite(slope.ptr())) return Direction::kUnknown;
  if (arb_is_positive(slope.ptr())) return Direction::kRising;
  if (arb_is_negative(slope.ptr())) return Direction::kFalling;
  return Direction::kUnknown;
}

}  // namespace ulpforge
