#include "accuracy/dense/samples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accuracy/dense/dense_plan.h"

namespace ulpforge {
namespace {

Problem MustMake(std::string_view target, std::string_view domain = "", std::string_view measure = "") {
  const auto problem = MakeProblem(target, domain, measure);
  EXPECT_TRUE(problem.ok()) << problem.status();
  return *problem;
}

std::vector<double> Points(const Samples& samples) {
  std::vector<double> points;
  for (const Extended& x : samples.x) {
    EXPECT_EQ(x.lo, 0);
    points.push_back(x.hi);
  }
  return points;
}

TEST(FitSamples, AreTheExtremaOfChebyshevPolynomials) {
  const std::vector<double> x = Points(FitSamples(MustMake("exp2", "[-3,5]"), 17));
  ASSERT_EQ(x.size(), 17u);
  for (int i = 0; i < 17; ++i) EXPECT_NEAR(x[i], 1 - 4 * std::cos(std::numbers::pi * i / 16), 1e-14);
  EXPECT_EQ(x[0], -3);
  EXPECT_EQ(x[8], 1);
  EXPECT_EQ(x[16], 5);
}

// Sollya: prec=300; round((1-cos(pi*i/31))/2,D,RN);
TEST(FitSamples, AreTheSameBitsEverywhere) {
  const std::vector<double> unit = Points(FitSamples(MustMake("exp2"), 32));
  EXPECT_EQ(unit[0], 0x1p-24);
  EXPECT_EQ(unit[1], 0x1.503e783cf838ap-9);
  EXPECT_EQ(unit[2], 0x1.4f61a63788f7dp-7);
  EXPECT_EQ(unit[3], 0x1.77b0f33dd333bp-6);
  EXPECT_EQ(unit[4], 0x1.4bf2e4caff82ep-5);
  EXPECT_EQ(unit[31], 1);
  const std::vector<double> octave = Points(FitSamples(MustMake("log2"), 32));
  EXPECT_EQ(octave[0], 1);
  EXPECT_EQ(octave[10], 0x1.3c4ae845713d8p+0);
  EXPECT_EQ(octave[30], 0x1.ff57e0c3e183ep+0);
  EXPECT_EQ(octave[31], 2);
}

TEST(FitSamples, OpenEndsShowTheLimit) {
  const std::vector<double> x = Points(FitSamples(MustMake("exp", "(1,3)"), 8));
  EXPECT_EQ(x.front(), 1 + 0x1p-23);
  EXPECT_EQ(x.back(), 3 - 0x1p-23);
}

class SamplesOfEveryTarget : public testing::TestWithParam<size_t> {
 protected:
  Problem MakeOwn() const { return MustMake(Targets()[GetParam()].name); }
};

TEST_P(SamplesOfEveryTarget, PointsAscendInsideTheDomain) {
  const Problem problem = MakeOwn();
  const Interval domain = problem.domain;
  for (const size_t n : {2, 8, 32, 192, 1000}) {
    for (const Samples& samples : {FitSamples(problem, n), SelectionSamples(problem, n)}) {
      ASSERT_EQ(samples.x.size(), n);
      ASSERT_EQ(samples.f.size(), n);
      ASSERT_EQ(samples.scale.size(), n);
      const std::vector<double> x = Points(samples);
      EXPECT_EQ(std::adjacent_find(x.begin(), x.end(), std::greater_equal<>()), x.end());
      EXPECT_GE(x.front(), FirstDouble(domain));
      EXPECT_LE(x.back(), LastDouble(domain));
    }
  }
}

TEST_P(SamplesOfEveryTarget, PlansHaveNoPointInCommon) {
  const Problem problem = MakeOwn();
  std::set<double> fit;
  for (size_t n = 8; n <= 128; n += 8) {
    const std::vector<double> x = Points(FitSamples(problem, n));
    fit.insert(x.begin(), x.end());
  }
  std::set<double> dense;
  const DensePlan plan = MakeDensePlan(problem.domain, {.points = 20000, .points_per_binade = 100}, 320);
  dense.insert(plan.doubles.begin(), plan.doubles.end());
  for (const MpfrReal& x : plan.towards) dense.insert(x.ToDouble());
  for (const size_t n : {64, 192, 193, 256}) {
    for (const double x : Points(SelectionSamples(problem, n))) {
      EXPECT_FALSE(fit.contains(x)) << x;
      EXPECT_FALSE(dense.contains(x)) << x;
    }
  }
}

TEST_P(SamplesOfEveryTarget, LabelsAreTheReference) {
  const Problem problem = MakeOwn();
  const Samples samples = SelectionSamples(problem, 192);
  for (size_t i = 0; i < samples.x.size(); ++i) {
    const Extended f = samples.f[i];
    EXPECT_EQ(f, ReferenceValue(*problem.target, samples.x[i]));
    const Extended weighted = f * samples.scale[i];
    const Extended expected = problem.measure == Measure::kRelative ? Extended(1) : f;
    EXPECT_LE(std::fabs((weighted - expected).hi), 0x1p-101);
  }
}

INSTANTIATE_TEST_SUITE_P(TargetTable, SamplesOfEveryTarget, testing::Range<size_t>(0, Targets().size()),
                         [](const auto& info) { return std::string(Targets()[info.param].name); });

TEST(SelectionSamples, OneInEachStratum) {
  const size_t n = 192;
  const std::vector<double> x = Points(SelectionSamples(MustMake("exp", "[-1,1]"), n));
  for (size_t i = 1; i + 1 < n; ++i) {
    EXPECT_GT(x[i], -std::cos(std::numbers::pi * i / n));
    EXPECT_LT(x[i], -std::cos(std::numbers::pi * (i + 1) / n));
  }
  EXPECT_LT(x[0], -1 + 0x1p-19);
  EXPECT_GT(x[n - 1], 1 - 0x1p-19);
}

TEST(DensePlan, AscendsAndIsCrowdedAtTheEnds) {
  const DensePlan plan = MakeDensePlan({1, 2, true, false}, {.points = 1000, .points_per_binade = 0}, 320);
  const std::vector<double>& x = plan.doubles;
  ASSERT_GE(x.size(), 1000u);
  for (size_t i = 1; i < x.size(); ++i) EXPECT_LT(x[i - 1], x[i]);
  EXPECT_EQ(x.back(), 2);
  EXPECT_GT(x.front(), 1);
  for (size_t k = 0; k < 1000; ++k) {
    const auto inside = [&](double p) { return p >= 1 + k / 1000.0 && p <= 1 + (k + 1) / 1000.0; };
    EXPECT_TRUE(std::any_of(x.begin(), x.end(), inside)) << k;
  }
  const MpfrReal one(1, 320);
  EXPECT_EQ(plan.towards[0], one + Scaled(one, -60));
  EXPECT_EQ(plan.towards[1], one + Scaled(one, -59));
  EXPECT_EQ(plan.towards.back(), MpfrReal(2) - Scaled(one, -60));
  for (size_t i = 1; i < plan.towards.size(); ++i) EXPECT_LT(plan.towards[i - 1], plan.towards[i]);
}

TEST(DensePlan, HasPointsInEveryBinade) {
  const DensePlan plan = MakeDensePlan({-1, 0x1.8p3}, {.points = 2, .points_per_binade = 50}, 320);
  std::map<std::pair<bool, int>, size_t> seen;
  for (const double x : plan.doubles) {
    if (x != 0) ++seen[{x < 0, std::ilogb(x)}];
  }
  EXPECT_EQ(plan.binades, seen.size());
  EXPECT_EQ(seen.size(), 1075u + 1074 + 4);
  for (const auto& [binade, count] : seen) {
    const auto [negative, exponent] = binade;
    if (negative && exponent == 0) continue;  // -1 alone
    const double doubles = exponent < -1022 ? std::ldexp(1.0, exponent + 1074) : 0x1p52;
    EXPECT_GE(static_cast<double>(count), std::min(doubles, 50.0)) << exponent;
  }
}

TEST(DensePlan, ThinDomainsHaveAllTheirDoubles) {
  const DensePlan plan =
      MakeDensePlan({1 + 0x1p-50, 1 + 0x1p-47}, {.points = 2, .points_per_binade = 50}, 320);
  EXPECT_EQ(plan.doubles.size(), 29u);
}

TEST(DensePlan, NearestDoubleStaysInTheDomain) {
  const Interval domain{1, 2, true, true};
  EXPECT_EQ(NearestDouble(domain, MpfrReal(1)), 1 + 0x1p-52);
  EXPECT_EQ(NearestDouble(domain, MpfrReal(2)), 2 - 0x1p-52);
  EXPECT_EQ(NearestDouble(domain, MpfrReal(1.5)), 1.5);
}

}  // namespace
}  // namespace ulpforge
