#include "accuracy/samples/rounding_boundaries.h"

#include <mpfr.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "gtest/gtest.h"

namespace ulpforge {
namespace {

// sin x rounded once, by MPFR alone.
float RoundedSin(const FloatFormat& format, float x) {
  mpfr_t value, result;
  mpfr_init2(value, 24);
  mpfr_init2(result, format.significand_bits);
  mpfr_set_flt(value, x, MPFR_RNDN);
  mpfr_sin(result, value, MPFR_RNDN);
  const float rounded = mpfr_get_flt(result, MPFR_RNDN);
  mpfr_clears(value, result, nullptr);
  return rounded;
}

TEST(RoundingBoundariesTest, AreThoseOfMpfr) {
  const Interval domain{0.5, 0.50390625};  // 2^16 floats and one
  for (const FloatFormat* format : {&kFloat16, &kBFloat16}) {
    std::vector<float> expected;
    float before = RoundedSin(*format, 0.5F);
    for (float x = 0.5F; x < 0.50390625F; x = std::nextafter(x, 1.0F)) {
      const float after = RoundedSin(*format, std::nextafter(x, 1.0F));
      if (after != before) expected.insert(expected.end(), {x, std::nextafter(x, 1.0F)});
      before = after;
    }
    ASSERT_GE(expected.size(), 2) << format->name;
    EXPECT_EQ(RoundingBoundaries(*FindTarget("sin"), domain, *format, 1000), expected) << format->name;
    const std::vector<float> negative =
        RoundingBoundaries(*FindTarget("sin"), {-0.50390625, -0.5}, *format, 1000);
    ASSERT_EQ(negative.size(), expected.size());
    for (size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(negative[i], -expected[i]);
  }
}

// Overflow is a boundary, and a bound on how many are wanted ends the search early.
TEST(RoundingBoundariesTest, EndWhereResultsDo) {
  const std::vector<float> found = RoundingBoundaries(*FindTarget("exp"), {11.0, 12.0}, kFloat16, 100000);
  EXPECT_TRUE(std::ranges::any_of(found, [](float x) { return std::fabs(x - std::log(65520.0)) < 1e-6; }));
  EXPECT_FALSE(std::ranges::any_of(found, [](float x) { return x > 11.1; }));
  const std::vector<float> some = RoundingBoundaries(*FindTarget("exp"), {-5, 5}, kBFloat16, 100);
  EXPECT_GE(some.size(), 100);
  EXPECT_LT(some.size(), 400);
}

}  // namespace
}  // namespace ulpforge
