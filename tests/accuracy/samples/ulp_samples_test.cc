#include "accuracy/samples/ulp_samples.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "accuracy/reference/exact_reference.h"
#include "dsl/numbers/ordinal.h"
#include "gtest/gtest.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

TEST(UlpSamplesTest, ErrorsAreThoseOfTheExactReference) {
  for (const char* name : {"exp", "log", "sin", "sigmoid"}) {
    const Target& target = *FindTarget(name);
    Rng rng(1, 0);
    const UlpSamples samples = SampleUlps(target, RandomInputs(kAllReals, 600, rng));
    ASSERT_GT(samples.size(), 200u) << name;
    ExactReference exact(target, kFloat32);
    for (size_t i = 0; i < samples.size(); ++i) {
      const float y = std::nextafter(exact.Round(samples.x[i]), 1e30F);
      if (!std::isfinite(y)) continue;
      const double ulp = exact.Error(samples.x[i], y).ulp;
      EXPECT_NEAR(UlpAt(samples, i, y), ulp, 1e-6 * (1 + ulp)) << name << " " << samples.x[i];
    }
  }
}

TEST(UlpSamplesTest, ResultsThatAreNotFiniteAreInfinitelyWrong) {
  const float inputs[] = {0.5F, 1.0F};
  const UlpSamples samples = SampleUlps(*FindTarget("exp"), inputs);
  const float infinity = std::numeric_limits<float>::infinity();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const float wrong : {infinity, -infinity, nan}) {
    const float results[] = {1.6487213F, wrong};
    EXPECT_EQ(LargestUlp(samples, results), std::numeric_limits<double>::infinity());
    EXPECT_EQ(UlpAt(samples, 1, wrong), std::numeric_limits<double>::infinity());
  }
}

TEST(UlpSamplesTest, InputsWithoutFiniteValuesAreLeftOut) {
  const float inputs[] = {-1, 0, 1, std::numeric_limits<float>::infinity(),
                          std::numeric_limits<float>::quiet_NaN()};
  EXPECT_EQ(SampleUlps(*FindTarget("log"), inputs).x, std::vector<float>{1});
  const float large[] = {88.5F, 89.0F};
  EXPECT_EQ(SampleUlps(*FindTarget("exp"), large).x, std::vector<float>{88.5F});
}

// In every binade of double, its subnormals among them: the spacing of float32 by the library's logarithm.
TEST(UlpDistanceTest, IsInUnitsOfTheBinade) {
  for (int exponent = -1074; exponent <= 127; ++exponent) {
    for (const double significand : {1.0, 0x1.fffffep+0, 0x1.921fb54442d18p+0}) {
      const double f = std::ldexp(exponent % 2 == 0 ? significand : -significand, exponent);
      if (!(std::fabs(f) < 0x1.ffffffp127)) continue;
      const double ulp = std::ldexp(1.0, std::clamp(std::ilogb(f), -126, 127) - 23);
      EXPECT_EQ(UlpDistance(kFloat32, 0, f), std::fabs(f) / ulp) << f;
    }
  }
  EXPECT_EQ(UlpDistance(kFloat32, 0x1p-149F, 0), 1);
  EXPECT_EQ(UlpDistance(kFloat32, 1, 0x1.ffffffp127), std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(UlpDistance(kFloat32, 1, std::numeric_limits<double>::quiet_NaN())));
}

TEST(RandomInputsTest, LieInTheDomain) {
  const Interval domains[] = {{0, 1, true, false}, {-0.5, 0.5}, {-1, 0, false, true}, {3e38, 4e38}, {0, 0}};
  for (const Interval& domain : domains) {
    Rng rng(7, 0);
    for (const float x : RandomInputs(domain, 3000, rng)) {
      EXPECT_TRUE(domain.lo_open ? x > domain.lo : x >= domain.lo) << x;
      EXPECT_TRUE(domain.hi_open ? x < domain.hi : x <= domain.hi) << x;
    }
  }
}

// A sum over the samples estimates that over all floats: here of those in a part of the domain, whose number
// is known.
TEST(InputsEachTest, SumsAreThoseOfTheDomain) {
  Rng rng(1);
  for (const Interval& domain : {Interval{0, 0x1.fffffep-1}, kAllReals, Interval{-3, 5}}) {
    const std::vector<float> x = RandomInputs(domain, 30000, rng);
    const std::vector<double> each = InputsEach(domain, x.size(), x);
    for (const Interval& part : {Interval{0.5, 0.75}, Interval{0x1p-60, 0x1p-40}, Interval{0x1p-9, 0.9}}) {
      double sum = 0;
      for (size_t i = 0; i < x.size(); ++i) sum += part.Contains(x[i]) ? each[i] : 0;
      const double count = static_cast<double>(ToOrdinal(static_cast<float>(part.hi)) -
                                               ToOrdinal(static_cast<float>(part.lo)));
      EXPECT_NEAR(sum, count, 0.25 * count) << FormatInterval(part) << " of " << FormatInterval(domain);
    }
  }
}

}  // namespace
}  // namespace ulpforge
