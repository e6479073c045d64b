#include "targets/expression_value.h"

#include <gtest/gtest.h>

#include <cmath>
#include <ostream>
#include <string>

#include "targets/mpfr_real.h"
#include "targets/target_table.h"

namespace ulpforge {
namespace {

constexpr double kInfinity = HUGE_VAL;

// "1", "-0", "0?" for a zero without a sign, "?" for an unknown value.
std::string ValueAt(const std::string& text, double x, mpfr_rnd_t rounding = MPFR_RNDN) {
  MpfrReal value = MpfrReal::OfPrecision(53);
  const int ternary = ValueOfExpression(*Expression::Parse(text), value.ptr(), MpfrReal(x).ptr(), rounding);
  if (ternary == kUnknownValue) return value.IsNan() ? "?" : "not NaN";
  if (ternary == kUnknownZeroSign) return value.IsZero() ? "0?" : "not 0";
  if (value.IsNan()) return "nan";
  char digits[40];
  std::snprintf(digits, sizeof digits, "%.15g", value.ToDouble());
  return digits;
}

struct Case {
  std::string function;
  double x;
  std::string value;

  friend std::ostream& operator<<(std::ostream& out, const Case& c) {
    return out << c.function << " at " << c.x;
  }
};

class ValueTest : public testing::TestWithParam<Case> {};

TEST_P(ValueTest, IsTheLimit) { EXPECT_EQ(ValueAt(GetParam().function, GetParam().x), GetParam().value); }

const Case kAtInfinities[] = {
    {"exp(x)", kInfinity, "inf"},
    {"exp(x)", -kInfinity, "0"},
    {"-exp(x)", -kInfinity, "-0"},
    {"exp(exp(x))", kInfinity, "inf"},
    {"exp(exp(x))", -kInfinity, "1"},
    {"1-tanh(x)", kInfinity, "0"},
    {"tanh(x)-1", kInfinity, "-0"},
    {"x*exp(-x)", kInfinity, "0"},
    {"x*exp(-x)", -kInfinity, "-inf"},
    {"1/x", kInfinity, "0"},
    {"1/x", -kInfinity, "-0"},
    {"x^2", -kInfinity, "inf"},
    {"x^3", -kInfinity, "-inf"},
    {"x^2.2", -kInfinity, "nan"},
    {"log(x)", kInfinity, "inf"},
    {"log(x)", -kInfinity, "nan"},
    {"log(log(x))", kInfinity, "inf"},
    {"gelu(x)", kInfinity, "inf"},
    {"gelu(x)", -kInfinity, "-0"},
    {"silu(x)", kInfinity, "inf"},
    {"silu(x)", -kInfinity, "-0"},
    {"mish(x)", -kInfinity, "-0"},
    {"softplus(x)", -kInfinity, "0"},
    {"0.5*x*(1+erf(x/sqrt(2)))", -kInfinity, "-0"},
    {"0.5*x*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))", -kInfinity, "-0"},
    {"log(cosh(x))", -kInfinity, "inf"},
    {"atan(x)", kInfinity, "1.5707963267949"},
    {"x/(1+abs(x))", -kInfinity, "-1"},
    {"(2*x+1)/(3*x-1)", kInfinity, "0.666666666666667"},
    {"x*(2+sin(x))", kInfinity, "inf"},
    {"cbrt(x)", -kInfinity, "-inf"},
    // No limit, a limit without a sign, and one that is approached too slowly.
    {"sin(x)", kInfinity, "?"},
    {"sinpi(x)", kInfinity, "?"},
    {"x*sin(x)", kInfinity, "?"},
    {"sin(x)/x", kInfinity, "0?"},
    {"max(x,0)", -kInfinity, "0?"},
    {"1/log(x)", kInfinity, "?"},
};
INSTANTIATE_TEST_SUITE_P(AtInfinities, ValueTest, testing::ValuesIn(kAtInfinities));

const Case kAtZeros[] = {
    {"sin(x)", 0.0, "0"},
    {"sin(x)", -0.0, "-0"},
    {"1-exp(x)", 0.0, "-0"},
    {"1-exp(x)", -0.0, "0"},
    {"x^2", -0.0, "0"},
    {"x-sin(x)", -0.0, "-0"},
    {"cbrt(x)", -0.0, "-0"},
    {"gelu(x)", -0.0, "-0"},
    {"x*log(x)", 0.0, "-0"},
    {"1/x", 0.0, "inf"},
    {"1/x", -0.0, "-inf"},
    {"1/x^2", -0.0, "inf"},
    {"log(x)", 0.0, "-inf"},
    {"20*log10(x)", 0.0, "-inf"},
    {"sin(x)/x", 0.0, "1"},
    {"x/(exp(x)-1)", -0.0, "1"},
    {"(1-cos(x))/x^2", 0.0, "0.5"},
    {"atan(1/x)", -0.0, "-1.5707963267949"},
    {"exp(-1/x)", 0.0, "0"},
    // Defined on the other side only.
    {"sqrt(x)", -0.0, "0?"},
    {"log(x)", -0.0, "?"},
    {"1/sqrt(x)", -0.0, "?"},
    {"x^x", -0.0, "1"},
};
INSTANTIATE_TEST_SUITE_P(AtZeros, ValueTest, testing::ValuesIn(kAtZeros));

const Case kElsewhere[] = {
    {"log(x)", 1, "0?"},
    {"x-1", 1, "0?"},
    {"sin(pi*x)", 3, "0?"},
    {"log(x-1)", 1, "-inf"},
    {"log(x-1)", 0.5, "nan"},
    {"1/(x-1)", 1, "?"},
    {"1/(x-1)^2", 1, "inf"},
    {"(x^2-1)/(x-1)", 1, "2"},
    {"atanh(x)", 1, "inf"},
    {"atanh(x)", -1, "-inf"},
    {"sqrt(x)", -1, "nan"},
    {"x^2.2", -2, "nan"},
    {"x^3", -2, "-8"},
    {"exp(x)", NAN, "nan"},
    // Values of 40 digits by another program.
    {"1-tanh(x)", 20, "8.49670851058318e-18"},
    {"gelu(x)", -20, "-5.50724823721247e-88"},
};
INSTANTIATE_TEST_SUITE_P(Elsewhere, ValueTest, testing::ValuesIn(kElsewhere));

// Tiny numbers that no number of bits tells from zero.
TEST(ExpressionValue, TinyNumbersHaveASign) {
  for (const double x : {1e3, 3504.0, 65504.0, 1e30, 3e38}) {
    EXPECT_EQ(ValueAt("1-tanh(x)", x), "0") << x;
    EXPECT_EQ(ValueAt("tanh(x)-1", x), "-0") << x;
    EXPECT_EQ(ValueAt("0.5*x*(1+erf(x/sqrt(2)))", -x), "-0") << x;
    EXPECT_EQ(ValueAt("exp(-x^2)", x), "0") << x;
    MpfrReal value = MpfrReal::OfPrecision(53);
    const int ternary =
        ValueOfExpression(*Expression::Parse("1-tanh(x)"), value.ptr(), MpfrReal(x).ptr(), MPFR_RNDZ);
    EXPECT_LT(ternary, 0);
    EXPECT_FALSE(value.IsZero());
    EXPECT_LT(mpfr_get_exp(value.ptr()), -1100);
  }
}

}  // namespace
}  // namespace ulpforge
