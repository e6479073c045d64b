#include "targets/open_interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "targets/expression.h"
#include "targets/function_image.h"

namespace ulpforge {
namespace {

constexpr slong kPrecision = 64;
constexpr double kInfinity = HUGE_VAL;

OpenInterval Open(double lo, double hi) {
  return {.lo = {.value = Arf(lo), .open = true}, .hi = {.value = Arf(hi), .open = true}};
}
OpenInterval Closed(double lo, double hi) { return ClosedInterval(Arf(lo), Arf(hi)); }

// "[0, 1)"
std::string Text(const OpenInterval& interval) {
  const auto number = [](const Arf& value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", arf_get_d(value.ptr(), ARF_RND_NEAR));
    return std::string(text);
  };
  return (interval.lo.open ? "(" : "[") + number(interval.lo.value) + ", " + number(interval.hi.value) +
         (interval.hi.open ? ")" : "]");
}

TEST(OpenInterval, EndsOfSumsAndProducts) {
  EXPECT_EQ(Text(Sum(Open(0, 1), Closed(2, 3), kPrecision)), "(2, 4)");
  EXPECT_EQ(Text(Sum(Closed(0, 1), Closed(2, 3), kPrecision)), "[2, 4]");
  EXPECT_EQ(Text(Difference(Closed(1, 1), Open(0.5, 1), kPrecision)), "(0, 0.5)");
  EXPECT_EQ(Text(Product(Open(0, 1), Closed(-2, 3), kPrecision)), "(-2, 3)");
  EXPECT_EQ(Text(Product(Closed(0, 1), Open(2, kInfinity), kPrecision)), "[0, inf)");
  EXPECT_EQ(Text(Product(Open(0, 1), Open(2, kInfinity), kPrecision)), "(0, inf)");
  EXPECT_EQ(Text(Product(Open(-1, 0), Closed(2, 2), kPrecision)), "(-2, 0)");
  EXPECT_EQ(Text(Negated({.lo = {Arf(1)}, .hi = {.value = Arf(2), .open = true}})), "(-2, -1]");
}

TEST(OpenInterval, Quotients) {
  const OpenInterval one = Closed(1, 1);
  EXPECT_EQ(Text(Quotient(one, Open(0, 2), kPrecision)), "(0.5, inf)");
  EXPECT_EQ(Text(Quotient(one, Closed(-4, -2), kPrecision)), "[-0.5, -0.25]");
  EXPECT_EQ(Text(Quotient(one, Open(2, kInfinity), kPrecision)), "(0, 0.5)");
  EXPECT_EQ(Quotient(one, Open(0, 2), kPrecision).defined, OpenInterval::Defined::kEverywhere);
  EXPECT_EQ(Quotient(one, Closed(0, 2), kPrecision).defined, OpenInterval::Defined::kUnknown);
  EXPECT_EQ(Quotient(one, Closed(-1, 2), kPrecision).defined, OpenInterval::Defined::kUnknown);
}

// Ends that are rounded are rounded outwards, and not reached.
TEST(OpenInterval, RoundsOutwards) {
  const OpenInterval third = Quotient(Closed(1, 1), Closed(3, 3), 4);
  EXPECT_EQ(Text(third), "(0.3125, 0.34375)");
}

TEST(OpenInterval, SmallerLargerAndMagnitude) {
  EXPECT_EQ(Text(Smaller(Closed(-1, 3), Open(0, 2), kPrecision)), "[-1, 2)");
  EXPECT_EQ(Text(Larger(Closed(-1, 3), Open(0, 2), kPrecision)), "(0, 3]");
  EXPECT_EQ(Text(Magnitude(Open(-3, 2))), "[0, 3)");
  EXPECT_EQ(Text(Magnitude(Open(-3, -2))), "(2, 3)");
  EXPECT_EQ(Text(Intersection(Closed(0, 2), Open(1, 3))), "(1, 2]");
}

OpenInterval RangeOf(const std::string& text, double lo, double hi) {
  return Expression::Parse(text)->Range(Closed(lo, hi), 256);
}

TEST(ExpressionRange, TellsSignsThatNoPrecisionTells) {
  for (const double x : {30.0, 1e3, 1e30}) {
    EXPECT_TRUE(RangeOf("1-tanh(x)", x, 2 * x).IsPositive()) << x;
    EXPECT_TRUE(RangeOf("tanh(x)-1", x, 2 * x).IsNegative()) << x;
    EXPECT_TRUE(RangeOf("1-1/(1+exp(-x))", x, 2 * x).IsPositive()) << x;
    EXPECT_TRUE(RangeOf("0.5*x*(1+erf(x/sqrt(2)))", -2 * x, -x).IsNegative()) << x;
  }
}

TEST(ExpressionRange, IsTheImageOfMonotonicFunctions) {
  EXPECT_EQ(Text(RangeOf("sqrt(x)", 4, 9)), "[2, 3]");
  EXPECT_EQ(Text(RangeOf("-sqrt(x)", 4, 9)), "[-3, -2]");
  EXPECT_EQ(Text(RangeOf("x^2", -3, 2)), "[0, 9]");
  EXPECT_EQ(Text(RangeOf("x^3", -3, 2)), "[-27, 8]");
  EXPECT_EQ(Text(RangeOf("x^-2", 2, 4)), "[0.0625, 0.25]");
  EXPECT_EQ(Text(RangeOf("2^x", -1, 3)), "[0.5, 8]");
  EXPECT_EQ(Text(RangeOf("abs(x)", -3, 2)), "[0, 3]");
  EXPECT_EQ(Text(RangeOf("max(x,0)", -3, -2)), "[0, 0]");
  // Beyond the exponents of Arb.
  EXPECT_GT(arf_cmp_2exp_si(RangeOf("exp(exp(x))", 1e4, 1e30).lo.value.ptr(), 1L << 32), 0);
  EXPECT_TRUE(RangeOf("exp(-exp(x))", 1e4, 1e30).IsPositive());
}

TEST(ExpressionRange, KnowsWhereThereIsNoValue) {
  using Defined = OpenInterval::Defined;
  EXPECT_EQ(RangeOf("log(x)", -2, -1).defined, Defined::kNowhere);
  EXPECT_EQ(RangeOf("log(x)", -1, 1).defined, Defined::kUnknown);
  EXPECT_EQ(RangeOf("log(x)", 0, 1).defined, Defined::kUnknown);
  EXPECT_EQ(RangeOf("log(x)", 1, 2).defined, Defined::kEverywhere);
  EXPECT_EQ(RangeOf("sqrt(x)", 0, 1).defined, Defined::kEverywhere);
  EXPECT_EQ(RangeOf("1+asin(x)", 1.5, 2).defined, Defined::kNowhere);
  EXPECT_EQ(RangeOf("x^2.2", -2, -1).defined, Defined::kNowhere);
  EXPECT_EQ(RangeOf("x^2.2", -2, 1).defined, Defined::kUnknown);
  EXPECT_EQ(RangeOf("gamma(x)", -2.5, 1).defined, Defined::kUnknown);
}

// The image holds the values at random places of random intervals.
TEST(ExpressionRange, HoldsTheValues) {
  for (const ExpressionFunction& f : ExpressionFunctions()) {
    const std::string text = std::string(f.name) + (f.arity() == 2 ? "(x,0.3)" : "(x)");
    const Expression expression = *Expression::Parse(text);
    for (int i = -40; i < 40; ++i) {
      const double lo = 0.37 * i;
      const double hi = lo + 0.2 + 0.01 * std::abs(i);
      const OpenInterval image = expression.Range(Closed(lo, hi), kPrecision);
      for (const double share : {0.0, 0.3, 1.0}) {
        const double x = share == 1 ? hi : lo + share * (hi - lo);
        const OpenInterval value = expression.Range(Closed(x, x), kPrecision);
        if (value.defined != OpenInterval::Defined::kEverywhere) continue;
        ASSERT_NE(image.defined, OpenInterval::Defined::kNowhere) << text << " at " << x;
        EXPECT_LE(arf_cmp(image.lo.value.ptr(), value.hi.value.ptr()), 0) << text << " at " << x;
        EXPECT_GE(arf_cmp(image.hi.value.ptr(), value.lo.value.ptr()), 0) << text << " at " << x;
      }
    }
  }
}

}  // namespace
}  // namespace ulpforge
