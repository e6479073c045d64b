#include <utility>

#include "classical/frame.h"
#include "targets/arb_value.h"

namespace ulpforge {
namespace {

constexpr slong kSeriesBits = 2 * kClassicalBits;

Ball BallOf(const MpfrReal& value) {
  Ball ball;
  arf_set_mpfr(arb_midref(ball.ptr()), value.ptr());
  return ball;
}

// y(t) / t, for y(0) = 0.
BallSeries DividedByVariable(const BallSeries& y) {
  BallSeries result;
  arb_poly_shift_right(result.ptr(), y.ptr(), 1);
  return result;
}

// y + c.
BallSeries Plus(BallSeries y, slong c) {
  Ball constant;
  arb_poly_get_coeff_arb(constant.ptr(), y.ptr(), 0);
  arb_add_si(constant.ptr(), constant.ptr(), c, kSeriesBits);
  arb_poly_set_coeff_arb(y.ptr(), 0, constant.ptr());
  return y;
}

BallSeries Quotient(const BallSeries& a, const BallSeries& b, slong length) {
  BallSeries result;
  arb_poly_div_series(result.ptr(), a.ptr(), b.ptr(), length, kSeriesBits);
  return result;
}

// (x - c) as a series of s = (x - c) / (x + d): (c + d) (s + s^2 + ...).
BallSeries MobiusInverse(const Ball& c_plus_d, slong length) {
  BallSeries series;
  for (slong k = 1; k < length; ++k) arb_poly_set_coeff_arb(series.ptr(), k, c_plus_d.ptr());
  return series;
}

// Every `stride`-th coefficient from the first; nothing if one is not finite.
std::optional<std::vector<MpfrReal>> Coefficients(const BallSeries& series, slong stride, int length) {
  std::vector<MpfrReal> result;
  Ball coefficient;
  for (int k = 0; k < length; ++k) {
    arb_poly_get_coeff_arb(coefficient.ptr(), series.ptr(), k * stride);
    if (arb_is_finite(coefficient.ptr()) == 0) return std::nullopt;
    result.push_back(Classical(0));
    arf_get_mpfr(result.back().ptr(), arb_midref(coefficient.ptr()), MPFR_RNDN);
  }
  return result;
}

}  // namespace

std::vector<double> Frame::Centres() const {
  if (kind_.form != Form::kGeneral) return {0};
  const double natural = NaturalPoint(problem_.target->name);
  const double middle = problem_.domain.lo / 2 + problem_.domain.hi / 2;
  return natural == middle ? std::vector{middle} : std::vector{natural, middle};
}

std::optional<BallSeries> Frame::SeriesOfY(double centre, slong length) const {
  const bool analytic = kind_.ending == Ending::kNone || kind_.ending == Ending::kOffset || Division() > 1;
  if (!analytic || kind_.argument == Argument::kRoots || kind_.argument == Argument::kRootsMobius) {
    return std::nullopt;
  }
  Ball division(Division()), at(kind_.form == Form::kGeneral ? centre : point_);
  arb_pow_ui(division.ptr(), division.ptr(), static_cast<ulong>(repeats_), kSeriesBits);
  arb_div(at.ptr(), at.ptr(), division.ptr(), kSeriesBits);
  BallSeries y;
  problem_.target->series(y.ptr(), at.ptr(), length, kSeriesBits);
  // f(x / n) has the coefficients a_k / n^k.
  Ball factor = BallOf(factors_[0]), coefficient;
  for (slong k = 0; k < length; ++k) {
    arb_poly_get_coeff_arb(coefficient.ptr(), y.ptr(), k);
    arb_mul(coefficient.ptr(), coefficient.ptr(), factor.ptr(), kSeriesBits);
    arb_poly_set_coeff_arb(y.ptr(), k, coefficient.ptr());
    arb_div(factor.ptr(), factor.ptr(), division.ptr(), kSeriesBits);
  }
  if (!HasMobius()) return y;
  const BallSeries inverse = MobiusInverse(Ball(point_ + pole_), length);
  arb_poly_compose_series(y.ptr(), y.ptr(), inverse.ptr(), length, kSeriesBits);
  return y;
}

std::optional<std::vector<MpfrReal>> Frame::CoreSeries(double centre, int length) const {
  const slong needed = IsOfSquare() ? 2 * length + 2 : length + 2;
  std::optional<BallSeries> y = SeriesOfY(centre, needed);
  if (!y) return std::nullopt;
  switch (kind_.form) {
    case Form::kGeneral:
      return Coefficients(*y, 1, length);
    case Form::kEven:
      return Coefficients(*y, 2, length);
    case Form::kVanishing:
      return Coefficients(DividedByVariable(*y), 1, length);
    case Form::kOdd:
      return Coefficients(DividedByVariable(*y), 2, length);
    case Form::kScaledSymmetric: {
      const Ball middle = BallOf(MiddleValue());
      arb_poly_scalar_div(y->ptr(), y->ptr(), middle.ptr(), kSeriesBits);
      [[fallthrough]];
    }
    case Form::kSymmetric: {
      const BallSeries less_one = DividedByVariable(Plus(*y, -1));
      return Coefficients(Quotient(Plus(*y, 1), less_one, needed), 2, length);
    }
    case Form::kSymmetricLessOne:
      return Coefficients(Quotient(Plus(*y, 2), DividedByVariable(*y), needed), 2, length);
  }
  return std::nullopt;
}

}  // namespace ulpforge
