#include <arb.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <cmath>
#include <string>
#include <thread>

#include "base/rng.h"
#include "targets/arb_value.h"
#include "targets/mpfr_real.h"
#include "targets/problem.h"
#include "targets/target_table.h"

namespace ulpforge {
namespace {

constexpr int kPrecision = 192;
constexpr int kTruePrecision = 400;
constexpr int kLength = 10;

Ball Enclosing(const MpfrReal& x) {
  Ball ball;
  arf_set_mpfr(arb_midref(ball.ptr()), x.ptr());
  return ball;
}

Ball Around(double middle, double radius) {
  Ball ball(middle);
  mag_set_d(arb_radref(ball.ptr()), radius);
  return ball;
}

Ball Coefficient(const BallSeries& series, slong k) {
  Ball result;
  arb_poly_get_coeff_arb(result.ptr(), series.ptr(), k);
  return result;
}

class SeriesOfEveryTarget : public testing::TestWithParam<size_t> {
 protected:
  const Target& target() const { return Targets()[GetParam()]; }

  double RandomInput(Rng& rng) const {
    const Interval& domain = target().domain;
    return domain.lo + (domain.hi - domain.lo) * (1 - rng.Uniform());
  }

  BallSeries SeriesOver(const Ball& x) const {
    BallSeries series;
    target().series(series.ptr(), x.ptr(), kLength, kPrecision);
    return series;
  }

  MpfrReal F(const MpfrReal& x) const {
    MpfrReal result = MpfrReal::OfPrecision(kTruePrecision);
    target().reference(result.ptr(), x.ptr(), MPFR_RNDN);
    return result;
  }

  Rng rng_ = Rng(11);
};

TEST_P(SeriesOfEveryTarget, BeginsWithTheReference) {
  for (int i = 0; i < 200; ++i) {
    const MpfrReal x(RandomInput(rng_));
    const Ball value = Coefficient(SeriesOver(Enclosing(x)), 0);
    ASSERT_TRUE(arb_contains_mpfr(value.ptr(), F(x).ptr())) << x.ToDouble();
    ASSERT_GT(arb_rel_accuracy_bits(value.ptr()), kPrecision - 64) << x.ToDouble();
  }
}

TEST_P(SeriesOfEveryTarget, SecondCoefficientIsTheDerivative) {
  for (int i = 0; i < 50; ++i) {
    const MpfrReal x(RandomInput(rng_), kTruePrecision);
    const MpfrReal h = Scaled(x, -100);
    const MpfrReal quotient = (F(x + h) - F(x - h)) / Scaled(h, 1);
    MpfrReal derivative = MpfrReal::OfPrecision(kTruePrecision);
    const Ball coefficient = Coefficient(SeriesOver(Enclosing(x)), 1);
    arf_get_mpfr(derivative.ptr(), arb_midref(coefficient.ptr()), MPFR_RNDN);
    ASSERT_GT(arb_rel_accuracy_bits(coefficient.ptr()), kPrecision - 64) << x.ToDouble();
    ASSERT_LE(fabs(quotient - derivative).ToDouble(), 0x1p-120 * (1 + std::fabs(derivative.ToDouble())));
  }
}

// f(y) = sum of a_k (y - x)^k for k < n, plus a_n(ball) (y - x)^n, for every n and every y in the ball
// around x (Taylor's theorem with Lagrange's remainder).
TEST_P(SeriesOfEveryTarget, RemaindersHold) {
  for (int i = 0; i < 100; ++i) {
    const double x = RandomInput(rng_);
    const double radius = std::ldexp(x - target().domain.lo, -1 - i % 20);
    const BallSeries at_x = SeriesOver(Ball(x));
    const BallSeries over_ball = SeriesOver(Around(x, radius));
    const MpfrReal y = MpfrReal(x, kTruePrecision) + MpfrReal(radius * (2 * rng_.Uniform() - 1));
    const Ball step = Enclosing(y - MpfrReal(x));
    Ball sum;
    Ball power(1.0);
    for (int n = 0; n < kLength; ++n) {
      Ball with_remainder = sum;
      arb_addmul(with_remainder.ptr(), Coefficient(over_ball, n).ptr(), power.ptr(), kPrecision);
      ASSERT_TRUE(arb_is_finite(with_remainder.ptr())) << x << " " << radius;
      ASSERT_TRUE(arb_contains_mpfr(with_remainder.ptr(), F(y).ptr())) << x << " " << radius << " " << n;
      arb_addmul(sum.ptr(), Coefficient(at_x, n).ptr(), power.ptr(), kPrecision);
      arb_mul(power.ptr(), power.ptr(), step.ptr(), kPrecision);
    }
  }
}

TEST_P(SeriesOfEveryTarget, BallsContainTheCoefficientsOfTheirPoints) {
  for (int i = 0; i < 100; ++i) {
    const double x = RandomInput(rng_);
    const double radius = std::ldexp(x - target().domain.lo, -1 - i % 20);
    const BallSeries over_ball = SeriesOver(Around(x, radius));
    for (const double place : {-1.0, 2 * rng_.Uniform() - 1, 1.0}) {
      const BallSeries at_y = SeriesOver(Enclosing(MpfrReal(x, 128) + MpfrReal(place * radius)));
      for (int k = 0; k < kLength; ++k) {
        ASSERT_TRUE(arb_overlaps(Coefficient(over_ball, k).ptr(), Coefficient(at_y, k).ptr()))
            << x << " " << radius << " " << k;
      }
    }
  }
}

// So that p / f can be expanded around an end where both vanish.
TEST_P(SeriesOfEveryTarget, ZeroAtZeroIsExact) {
  if (!F(MpfrReal(0.0)).IsZero()) GTEST_SKIP() << "not zero at 0";
  const BallSeries series = SeriesOver(Ball());
  const Ball value = Coefficient(series, 0);
  EXPECT_TRUE(arb_is_zero(value.ptr()) || !arb_is_finite(value.ptr()));
}

INSTANTIATE_TEST_SUITE_P(TargetTable, SeriesOfEveryTarget, testing::Range<size_t>(0, Targets().size()),
                         [](const auto& info) { return std::string(Targets()[info.param].name); });

struct Singularity {
  std::string_view target;
  double x;
};

const Singularity kSingularities[] = {{"log2", 0},         {"log", 0},   {"log1p", -1},
                                      {"asin", 1},         {"asin", -1}, {"tan", std::acos(0.0)},
                                      {"bessel_i_half", 0}};

TEST(Series, NoCoefficientIsFiniteAroundASingularity) {
  for (const auto& [name, x] : kSingularities) {
    for (const double radius : {0x1p-40, 0.25, 1.0}) {
      for (const double shift : {-0.75, 0.0, 0.5}) {
        BallSeries series;
        const Ball ball = Around(x + shift * radius, radius);
        FindTarget(name)->series(series.ptr(), ball.ptr(), kLength, kPrecision);
        for (int k = 0; k < kLength; ++k) {
          EXPECT_FALSE(arb_is_finite(Coefficient(series, k).ptr())) << name << " " << radius << " " << k;
        }
      }
    }
  }
}

TEST(Series, BesselIHalfHasAValueFromZeroOn) {
  const Target& bessel = *FindTarget("bessel_i_half");
  Ball x(0x1p-21);  // [0, 2^-20]
  mag_set_ui_2exp_si(arb_radref(x.ptr()), 1, -21);
  BallSeries series;
  bessel.series(series.ptr(), x.ptr(), kLength, kPrecision);
  const Ball value = Coefficient(series, 0);
  for (const double y : {0.0, 0x1p-22, 0x1p-20}) {
    EXPECT_TRUE(arb_contains(value.ptr(), Ball(ReferenceValue(bessel, y).hi).ptr())) << y;
  }
  EXPECT_LT(mag_get_d(arb_radref(value.ptr())), 0x1p-10);
  EXPECT_FALSE(arb_is_finite(Coefficient(series, 1).ptr()));
}

TEST(Series, NotFiniteWhereTheFunctionIsNotDefined) {
  for (const auto& [name, x] :
       {Singularity{"log2", -2}, {"log", -2}, {"log1p", -3}, {"asin", 2}, {"bessel_i_half", -2}}) {
    BallSeries series;
    FindTarget(name)->series(series.ptr(), Around(x, 0.5).ptr(), kLength, kPrecision);
    EXPECT_FALSE(arb_is_finite(Coefficient(series, 0).ptr())) << name;
  }
}

// Each thread computes constants of some hundred kilobytes, which must not outlive it.
TEST(Ball, CachesOfArbEndWithTheirThread) {
  const auto run_thread = [] {
    std::thread([] {
      Ball pi;
      arb_const_pi(pi.ptr(), 100000);
    }).join();
  };
  for (int i = 0; i < 5; ++i) run_thread();
  const size_t before = mallinfo2().uordblks;
  for (int i = 0; i < 50; ++i) run_thread();
  EXPECT_LT(mallinfo2().uordblks, before + 100000);
}

}  // namespace
}  // namespace ulpforge
