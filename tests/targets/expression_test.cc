#include "targets/expression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/rng.h"
#include "targets/function_target.h"
#include "targets/mpfr_real.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

std::string ErrorOf(std::string_view text) {
  const absl::StatusOr<Expression> expression = Expression::Parse(text);
  return expression.ok() ? "" : std::string(expression.status().message());
}

// The value at x, a double that is the nearest to it.
double ValueAt(std::string_view text, double x) {
  const absl::StatusOr<const Target*> target = FunctionTarget(text);
  EXPECT_TRUE(target.ok()) << target.status();
  return target.ok() ? ReferenceValue(**target, x).hi : NAN;
}

TEST(Expression, Precedence) {
  EXPECT_EQ(ValueAt("-x^2", 3), -9);
  EXPECT_EQ(ValueAt("2^-x", 3), 0.125);
  EXPECT_EQ(ValueAt("2^x^2", 3), 512);
  EXPECT_EQ(ValueAt("8-x-1", 3), 4);
  EXPECT_EQ(ValueAt("8/x/2", 4), 1);
  EXPECT_EQ(ValueAt("1+2*x", 4), 9);
  EXPECT_EQ(ValueAt("(1+2)*x", 4), 12);
  EXPECT_EQ(ValueAt("- - x", 4), 4);
  EXPECT_EQ(ValueAt("2*-x", 4), -8);
  EXPECT_EQ(ValueAt("+x", 4), 4);
}

TEST(Expression, NumbersAreTheRealsThatAreWritten) {
  EXPECT_EQ(ValueAt("x+0x1.8p+3", 0), 12);
  EXPECT_EQ(ValueAt("x*0xffp-4", 1), 15.9375);
  EXPECT_EQ(ValueAt("x+2.5e-3", 0), 2.5e-3);
  EXPECT_EQ(ValueAt(".5*x", 3), 1.5);
  EXPECT_EQ(ValueAt("10*(x*0.1)-x", 3), 0);
  EXPECT_EQ(ValueAt("x*pi", 1), M_PI);
  EXPECT_EQ(ValueAt("x*e", 1), M_E);
  // 0.1 and not the double next to it.
  const Extended tenth = ReferenceValue(**FunctionTarget("x*0.1"), 1);
  EXPECT_EQ(tenth.hi, 0.1);
  EXPECT_NE(tenth.lo, 0);
}

struct Mistake {
  std::string_view text;
  size_t column;  // of the caret, from 1
  std::string_view message;
};

const Mistake kMistakes[] = {
    {"", 1, "expected a number, x, a function or '(' at column 1, found the end"},
    {"log(1+exp(x)", 13, "expected ')' or an operator at column 13, found the end"},
    {"log(1+exp(x)))", 14, "expected an operator or the end at column 14, found ')'"},
    {"2x", 2, "expected an operator or the end at column 2, found 'x'; write * for a product"},
    {"2e", 2, "expected an operator or the end at column 2, found 'e'; write * for a product"},
    {"x**2", 3, "expected an operand at column 3, found '*'; write ^ for a power"},
    {"x + ", 5, "expected a number, x, a function or '(' at column 5, found the end"},
    {"sin x", 5, "expected '(' after sin at column 5, found 'x'; write sin(A)"},
    {"1 + sine(x)", 5, "unknown name 'sine' at column 5; did you mean 'sin'?"},
    {"y", 1, "unknown name 'y' at column 1"},
    {"max(x)", 6, "expected ',' and a second argument at column 6, found ')'; write max(A, B)"},
    {"exp(x,1)", 6, "expected ')' or an operator at column 6, found ','; write exp(A)"},
    {"x $ 1", 3, "expected an operator or the end at column 3, found '$'"},
    {"x + \x01", 5, "expected a number, x, a function or '(' at column 5, found '?'"},
    {"1e99999*x", 3, "the exponent at column 3 is above 10000"},
    {"0x*x", 3, "expected a digit at column 3, found '*'"},
    {"pi^2", 1, "expected a function of x, found a constant"},
};

TEST(Expression, MistakesHaveACaretUnderThePlace) {
  for (const Mistake& mistake : kMistakes) {
    const std::string error = ErrorOf(mistake.text);
    EXPECT_TRUE(error.starts_with("function: " + std::string(mistake.message))) << mistake.text << "\n"
                                                                                << error;
    EXPECT_EQ(error.size() - error.rfind('\n') - 1, mistake.column + 2) << error;
    EXPECT_TRUE(error.ends_with('^')) << error;
  }
}

TEST(Expression, LimitsOfSize) {
  const std::string deep = std::string(500, '(') + "x" + std::string(500, ')');
  EXPECT_NE(ErrorOf(deep).find("nested deeper than 60 levels"), std::string::npos);
  std::string lengthy = "x";
  for (int k = 0; k < 600; ++k) lengthy += "+x";
  EXPECT_NE(ErrorOf(lengthy).find("more than 500"), std::string::npos);
  EXPECT_NE(ErrorOf(std::string(3000, 'x')).find("3000 characters"), std::string::npos);
  std::string nested = "x";
  for (int k = 0; k < 50; ++k) nested = "mish(" + nested + ")";
  EXPECT_EQ(ErrorOf(nested), "");
}

TEST(Expression, SaysWhatHasNoValue) {
  EXPECT_EQ(Expression::Parse("1 + log(x-1)")->Explain(0.5), "log(x-1) has no value for x-1 = -0.5");
  EXPECT_EQ(Expression::Parse("x/(x - 1)")->Explain(1), "x/(x-1) has no value for (x-1) = 0");
  EXPECT_EQ(Expression::Parse("logit(2*x)")->Explain(1), "logit(2*x) has no value for x = 1");
  EXPECT_EQ(Expression::Parse("log(x-1)")->Explain(2), "");
}

// Every function of the table somewhere in its domain: the value lies in the enclosure of more bits, and the
// second coefficient is the difference quotient.
class EveryFunction : public testing::TestWithParam<size_t> {
 protected:
  const ExpressionFunction& function() const { return ExpressionFunctions()[GetParam()]; }
  std::string Text(std::string_view x) const {
    const std::string call = std::string(function().name) + "(" + std::string(x);
    return call + (function().arity() == 2 ? ",1/3)" : ")");
  }
};

Ball CoefficientOf(const Expression& expression, const Ball& x, slong k, slong precision) {
  BallSeries series;
  expression.Series(series.ptr(), x.ptr(), k + 1, precision);
  Ball result;
  arb_poly_get_coeff_arb(result.ptr(), series.ptr(), k);
  return result;
}

TEST_P(EveryFunction, SeriesIsThatOfTheValues) {
  constexpr slong kBits = 500;
  const Expression expression = *Expression::Parse(Text("x"));
  int tried = 0;
  for (const double x : {-1.75, -0.4375, 0.21875, 0.8125, 1.375, 3.625}) {
    const Ball value = CoefficientOf(expression, Ball(x), 0, kBits);
    if (arb_is_finite(value.ptr()) == 0) continue;
    ++tried;
    EXPECT_GT(arb_rel_accuracy_bits(value.ptr()), kBits - 40) << x;
    Ball step(1.0);
    arb_mul_2exp_si(step.ptr(), step.ptr(), -100);
    Ball before(x);
    Ball after(x);
    arb_sub(before.ptr(), before.ptr(), step.ptr(), kBits);
    arb_add(after.ptr(), after.ptr(), step.ptr(), kBits);
    // (f(x + h) - f(x - h)) / 2 h = a_1 + a_3 h^2 + ...
    Ball quotient = CoefficientOf(expression, after, 0, kBits);
    arb_sub(quotient.ptr(), quotient.ptr(), CoefficientOf(expression, before, 0, kBits).ptr(), kBits);
    arb_mul_2exp_si(quotient.ptr(), quotient.ptr(), 99);
    const Ball slope = CoefficientOf(expression, Ball(x), 1, kBits);
    Ball difference;
    arb_sub(difference.ptr(), quotient.ptr(), slope.ptr(), kBits);
    EXPECT_TRUE(arb_is_finite(slope.ptr())) << x;
    EXPECT_LT(arf_get_d(arb_midref(difference.ptr()), ARF_RND_NEAR), 0x1p-150) << x;
    // a_3 by the slopes: (a_1(x + h) - 2 a_1(x) + a_1(x - h)) / h^2 = 6 a_3 + ...
    Ball bend = CoefficientOf(expression, after, 1, kBits);
    arb_add(bend.ptr(), bend.ptr(), CoefficientOf(expression, before, 1, kBits).ptr(), kBits);
    arb_sub(bend.ptr(), bend.ptr(), slope.ptr(), kBits);
    arb_sub(bend.ptr(), bend.ptr(), slope.ptr(), kBits);
    arb_mul_2exp_si(bend.ptr(), bend.ptr(), 200);
    Ball third = CoefficientOf(expression, Ball(x), 3, kBits);
    arb_mul_ui(third.ptr(), third.ptr(), 6, kBits);
    arb_sub(difference.ptr(), bend.ptr(), third.ptr(), kBits);
    EXPECT_LT(std::fabs(arf_get_d(arb_midref(difference.ptr()), ARF_RND_NEAR)), 0x1p-80) << x;
  }
  EXPECT_GE(tried, 2);
}

// The enclosure over a ball contains the values and the coefficients at its points.
TEST_P(EveryFunction, BallsContainTheirPoints) {
  constexpr slong kBits = 128;
  const Expression expression = *Expression::Parse(Text("x"));
  Rng rng(GetParam());
  for (int i = 0; i < 200; ++i) {
    const double x = 8 * rng.Uniform() - 4;
    const double radius = std::ldexp(1, -static_cast<int>(rng.Below(12)));
    Ball wide(x);
    mag_set_d(arb_radref(wide.ptr()), radius);
    for (const slong k : {0, 1, 4}) {
      const Ball enclosure = CoefficientOf(expression, wide, k, kBits);
      if (arb_is_finite(enclosure.ptr()) == 0) continue;
      const Ball at = CoefficientOf(expression, Ball(x + radius * (2 * rng.Uniform() - 1)), k, kBits);
      ASSERT_TRUE(arb_overlaps(enclosure.ptr(), at.ptr())) << x << " " << radius << " " << k;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Table, EveryFunction, testing::Range<size_t>(0, ExpressionFunctions().size()),
                         [](const auto& info) {
                           return std::string(ExpressionFunctions()[info.param].name);
                         });

}  // namespace
}  // namespace ulpforge
