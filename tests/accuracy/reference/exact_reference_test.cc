// What MPFR decides, the enclosures of the fast path, and the ulp, against MPFR with 400 bits and emulated
// formats.
#include "accuracy/reference/exact_reference.h"

#include <bit>
#include <cmath>
#include <string>
#include <vector>

#include "accuracy/exhaustive/chunk_pass.h"
#include "accuracy/reference/direction.h"
#include "accuracy/reference/fast_reference.h"
#include "accuracy/reference/ulp.h"
#include "base/rng.h"
#include "gtest/gtest.h"
#include "tests/naive_check.h"

namespace ulpforge {
namespace {

using testing::NaiveReference;

bool SameFloat(float a, float b) {
  return (std::isnan(a) && std::isnan(b)) || std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b);
}

// Random bits, and small integers, where functions have exact values and ties.
std::vector<float> Inputs(const FloatFormat& format, int count) {
  std::vector<float> inputs = {0.0f, -0.0f, HUGE_VALF, -HUGE_VALF, std::nanf("")};
  for (int k = -160; k <= 160; ++k) inputs.push_back(RoundToFormat(format, k));
  Rng rng(7);
  for (int k = 0; k < count; ++k) {
    const uint32_t bits = static_cast<uint32_t>(rng.Next()) & (2 * format.sign_bit() - 1);
    inputs.push_back(FromBits(format, bits));
    inputs.push_back(RoundToFormat(format, 8 * rng.Uniform() - 4));
  }
  return inputs;
}

class ExactReferenceOfEveryTarget : public ::testing::TestWithParam<const Target*> {};

TEST_P(ExactReferenceOfEveryTarget, RoundsAndMeasuresAsMpfrDoes) {
  // Beyond, Ai(-7x) takes long.
  const bool oscillates_fast = GetParam()->name == "airy_ai_7x";
  for (const FloatFormat* format : FloatFormats()) {
    SCOPED_TRACE(format->name);
    ExactReference exact(*GetParam(), *format);
    const NaiveReference naive(*GetParam(), *format);
    for (const float x : Inputs(*format, 150)) {
      if (oscillates_fast && std::fabs(x) > 1000 && std::isfinite(x)) continue;
      const MpfrReal f = naive.F(x);
      const float correct = naive.Round(f);
      ASSERT_TRUE(SameFloat(exact.Round(x), correct)) << std::hexfloat << x;
      if (!std::isfinite(correct)) continue;
      const float y = RoundToFormat(*format, correct * 1.01);
      if (!std::isfinite(y)) continue;
      const UlpError error = exact.Error(x, y);
      ASSERT_NEAR(error.ulp, naive.Ulp(f, y), 1e-15 * error.ulp + 1e-25) << std::hexfloat << x;
      ASSERT_EQ(error.subnormal, naive.IsSubnormal(f));
    }
  }
}

// The enclosure contains the true value, and what it decides is so.
TEST_P(ExactReferenceOfEveryTarget, JudgementsHold) {
  FastReference fast(*GetParam());
  ExactReference exact(*GetParam(), kFloat32);
  const NaiveReference naive(*GetParam(), kFloat32);
  size_t decided = 0;
  size_t all = 0;
  for (const float x : Inputs(kFloat32, 1000)) {
    if (!std::isfinite(x) || (GetParam()->name == "airy_ai_7x" && std::fabs(x) > 1000)) continue;
    FastValue value;
    fast.Evaluate(std::bit_cast<uint32_t>(x), {&value, 1});
    const MpfrReal f = naive.F(x);
    const float correct = naive.Round(f);
    for (const FastValue& enclosure : {value, exact.Approximate(x)}) {
      const float y = std::isfinite(correct) ? correct * 1.0000003f : correct;
      const Judgement judgement = Judge(kFloat32, enclosure, y);
      // Of a tiny value the sign may be unknown.
      if (enclosure.hi != 0) ++all;
      if (judgement.decided()) {
        ++decided;
        ASSERT_TRUE(SameFloat(judgement.lower, correct)) << std::hexfloat << x << " " << correct;
      }
      if (!std::isfinite(y) || !std::isfinite(correct)) continue;
      const MpfrReal magnitude = fabs(f);
      ASSERT_FALSE(magnitude < MpfrReal(judgement.least_magnitude)) << std::hexfloat << x;
      ASSERT_FALSE(MpfrReal(judgement.most_magnitude) < magnitude) << std::hexfloat << x;
      const double ulp = naive.Ulp(f, y);
      ASSERT_LE(judgement.least_ulp, ulp) << std::hexfloat << x;
      ASSERT_GE(judgement.most_ulp, ulp) << std::hexfloat << x;
      if (!judgement.decided() || f.IsZero()) continue;
      ASSERT_LE(judgement.most_ulp, 2.001 * ulp + 1e-6) << "far too wide at " << std::hexfloat << x;
    }
  }
  EXPECT_GE(decided + 8, all) << "nearly every float is decided without MPFR";
}

TEST_P(ExactReferenceOfEveryTarget, OrdersAndDirectionsHold) {
  ExactReference exact(*GetParam(), kFloat32);
  const NaiveReference naive(*GetParam(), kFloat32);
  Rng rng(3);
  for (int k = 0; k < 200; ++k) {
    const auto a = static_cast<float>(4 * rng.Uniform() - 1);
    const auto b = k % 2 == 0 ? std::nextafter(a, HUGE_VALF) : a + static_cast<float>(0.1 * rng.Uniform());
    const MpfrReal fa = naive.F(a);
    const MpfrReal fb = naive.F(b);
    const std::partial_ordering order = exact.Compare(a, b);
    if (fa.IsNan() || fb.IsNan()) {
      ASSERT_EQ(order, std::partial_ordering::unordered);
      continue;
    }
    ASSERT_EQ(order < 0, fa < fb) << a << " " << b;
    ASSERT_EQ(order > 0, fb < fa) << a << " " << b;
    const Direction direction = DirectionBetween(*GetParam(), a, b);
    if (a == b || direction == Direction::kUnknown) continue;
    ASSERT_EQ(direction == Direction::kRising, fa < fb) << a << " " << b;
    ASSERT_EQ(DirectionBetween(*GetParam(), b, a), direction);
  }
}

std::vector<const Target*> AllTargets() {
  std::vector<const Target*> targets;
  for (const Target& target : Targets()) targets.push_back(&target);
  return targets;
}
INSTANTIATE_TEST_SUITE_P(Targets, ExactReferenceOfEveryTarget, ::testing::ValuesIn(AllTargets()),
                         [](const auto& info) { return std::string(info.param->name); });

TEST(ExactReferenceTest, ExactValuesAndTies) {
  ExactReference exp2(*FindTarget("exp2"), kFloat32);
  EXPECT_EQ(exp2.Round(-149), 0x1p-149f);
  EXPECT_EQ(exp2.Round(-150), 0.0f) << "a tie goes to the even one";
  EXPECT_EQ(exp2.Round(std::nextafter(-150.0f, 0.0f)), 0x1p-149f);
  EXPECT_EQ(exp2.Round(128), HUGE_VALF);
  EXPECT_TRUE(std::isfinite(exp2.Round(std::nextafter(128.0f, 0.0f))));
  EXPECT_EQ(exp2.Error(-150, 0x1p-149f).ulp, 0.5);
  EXPECT_EQ(exp2.Error(1, 2).ulp, 0);
  EXPECT_TRUE(exp2.Error(-150, 0).subnormal);
  EXPECT_FALSE(exp2.Error(-126, 0).subnormal);
}

TEST(ExactReferenceTest, ComparesWhatManyBitsTellApart) {
  ExactReference cos(*FindTarget("cos"), kFloat32);
  // 1 - 2^-299 and 1 - 2^-297: equal in 128 bits.
  EXPECT_EQ(cos.Compare(0x1p-149f, 0x1p-148f), std::partial_ordering::greater);
  EXPECT_EQ(cos.Compare(0.0f, 0x1p-149f), std::partial_ordering::greater) << "one of them exact";
  EXPECT_EQ(cos.Compare(0x1p-149f, 0.0f), std::partial_ordering::less);
  EXPECT_EQ(cos.Compare(0x1p-149f, -0x1p-149f), std::partial_ordering::unordered) << "equal, but not exact";
  ExactReference tanh(*FindTarget("tanh"), kFloat32);
  EXPECT_EQ(tanh.Compare(1e30f, 2e30f), std::partial_ordering::unordered);
  ExactReference log(*FindTarget("log"), kFloat32);
  EXPECT_EQ(log.Compare(0.0f, -0.0f), std::partial_ordering::equivalent);
  EXPECT_EQ(log.Compare(0.0f, 0x1p-149f), std::partial_ordering::less);
  EXPECT_EQ(log.Compare(-1.0f, 1.0f), std::partial_ordering::unordered);
}

TEST(UlpTest, ExponentIsThatOfTheSpacing) {
  EXPECT_EQ(UlpExponent(kFloat32, 0), -23);
  EXPECT_EQ(UlpExponent(kFloat32, -126), -149);
  EXPECT_EQ(UlpExponent(kFloat32, -1000), -149);
  EXPECT_EQ(UlpExponent(kFloat32, 127), 104);
  EXPECT_EQ(UlpExponent(kFloat32, int64_t{1} << 40), 104);
  EXPECT_EQ(UlpExponent(kFloat16, 0), -10);
  EXPECT_EQ(UlpExponent(kBFloat16, 0), -7);
}

TEST(UlpTest, StepsCountValues) {
  EXPECT_EQ(StepsBetween(kFloat32, 1, std::nextafter(1.0f, 2.0f)), 1u);
  EXPECT_EQ(StepsBetween(kFloat32, -0.0f, 0.0f), 0u);
  EXPECT_EQ(StepsBetween(kFloat32, -0x1p-149f, 0x1p-149f), 2u);
  EXPECT_EQ(StepsBetween(kFloat16, 65504, HUGE_VALF), 1u);
  EXPECT_EQ(StepsBetween(kBFloat16, 2, 1), 128u);
  EXPECT_EQ(StepsBetween(kFloat32, -HUGE_VALF, HUGE_VALF), 0xff000000u);
}

}  // namespace
}  // namespace ulpforge
