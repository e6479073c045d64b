// Exhaustive checks against expressions whose values at special inputs, or by cancellation, are limits.
#include <bit>
#include <cmath>
#include <string>

#include "accuracy/exhaustive/exhaustive_check.h"
#include "gtest/gtest.h"
#include "targets/function_target.h"

namespace ulpforge {
namespace {

// In double, which is enough for 11 bits, with the values of IEEE 754 at special inputs.
struct Case {
  const char* expression;
  double (*function)(double x);
  double unknown;  // inputs

  friend std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.expression; }
};

double Gelu(double x) { return x == -HUGE_VAL ? -0.0 : x * std::erfc(-x / std::sqrt(2.0)) / 2; }

const Case kCases[] = {
    {"1/x", [](double x) { return 1 / x; }, 0},
    {"x^2", [](double x) { return x * x; }, 0},
    {"cbrt(x)", [](double x) { return std::cbrt(x); }, 0},
    {"log(x)", [](double x) { return std::log(x); }, 1},          // at -0
    {"sqrt(x)", [](double x) { return std::sqrt(x); }, 0},        // whatever zero at -0
    {"1/sqrt(x)", [](double x) { return 1 / std::sqrt(x); }, 1},  // at -0
    {"sin(x)", [](double x) { return std::sin(x); }, 2},          // at the infinities
    {"1-tanh(x)", [](double x) { return -2 * x == -HUGE_VAL ? 0 : 2 / (std::exp(2 * x) + 1); }, 0},
    {"tanh(x)-1", [](double x) { return -2 * x == -HUGE_VAL ? -0.0 : -2 / (std::exp(2 * x) + 1); }, 0},
    {"x*exp(-x)", [](double x) { return x == HUGE_VAL ? 0 : x * std::exp(-x); }, 0},
    {"gelu(x)", &Gelu, 0},
    {"0.5*x*(1+erf(x/sqrt(2)))", &Gelu, 0},
    {"silu(x)", [](double x) { return x == -HUGE_VAL ? -0.0 : x / (1 + std::exp(-x)); }, 0},
    {"log(1+exp(x))", [](double x) { return x > 40 ? x : std::log1p(std::exp(x)); }, 0},
    {"max(x,0)", [](double x) { return x > 0 || std::isnan(x) ? x : 0; }, 0},
};

class ExpressionCheck : public testing::TestWithParam<Case> {};

TEST_P(ExpressionCheck, FindsNothingWrongInRightResults) {
  ExhaustiveOptions options;
  options.format = &kFloat16;
  const ArrayFunction<float> function = [](const float* x, float* y, size_t n) {
    for (size_t i = 0; i < n; ++i) y[i] = RoundToFormat(kFloat16, GetParam().function(x[i]));
  };
  const absl::StatusOr<ExhaustiveReport> report =
      CheckExhaustively(**FunctionTarget(GetParam().expression), Always(function), options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->inputs(), 65536);
  EXPECT_LT(report->max_ulp(), 0.5001);
  EXPECT_EQ(report->wrong_specials(), 0) << report->first_wrong_special();
  EXPECT_EQ(report->zero_signs(), 0) << report->first_zero_sign();
  EXPECT_EQ(report->monotonicity_violations(), 0);
  EXPECT_EQ(report->unknown(), GetParam().unknown);
  for (const SpecialValue& value : report->special_values()) EXPECT_TRUE(value.ok()) << value.DebugString();
}

// A wrong special value or sign of zero is still one.
TEST_P(ExpressionCheck, FindsWrongSigns) {
  ExhaustiveOptions options;
  options.format = &kFloat16;
  const ArrayFunction<float> function = [](const float* x, float* y, size_t n) {
    for (size_t i = 0; i < n; ++i) {
      const float right = RoundToFormat(kFloat16, GetParam().function(x[i]));
      y[i] = right == 0 || std::isinf(right) ? -right : right;
    }
  };
  const absl::StatusOr<ExhaustiveReport> report =
      CheckExhaustively(**FunctionTarget(GetParam().expression), Always(function), options);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_GT(report->wrong_specials() + report->zero_signs(), 0);
}

INSTANTIATE_TEST_SUITE_P(Cases, ExpressionCheck, testing::ValuesIn(kCases));

float SoftplusOfFloat(float x) { return static_cast<float>(std::log1p(std::exp(double{x}))); }

// Ranges of floats on which an expression is constant, tiny, huge or cancels are decided as ranges.
TEST(ExpressionCheckOfFloats, AgreesWithDoubles) {
  struct FloatCase {
    const char* expression;
    float (*function)(float x);
    Interval domain;
  };
  for (const FloatCase& c : {
           FloatCase{"log(1+exp(x))", &SoftplusOfFloat, {-110, -100}},
           FloatCase{"1-tanh(x)",
                     [](float x) { return static_cast<float>(2 / (std::exp(2 * double{x}) + 1)); },
                     {40, 60}},
           FloatCase{"cosh(x)", [](float x) { return x + HUGE_VALF; }, {1e30, 1.01e30}},
           FloatCase{
               "log(cosh(x))", [](float x) { return static_cast<float>(double{x} - M_LN2); }, {100, 101}},
           FloatCase{
               "0.5*x*(1+erf(x/sqrt(2)))", [](float x) { return static_cast<float>(Gelu(x)); }, {-14, -12.5}},
           FloatCase{"x*tanh(x^3)", [](float x) { return x; }, {3, 4}},
       }) {
    ExhaustiveOptions options;
    options.domain = c.domain;
    const ArrayFunction<float> function = [&](const float* x, float* y, size_t n) {
      for (size_t i = 0; i < n; ++i) y[i] = c.function(x[i]);
    };
    const absl::StatusOr<ExhaustiveReport> report =
        CheckExhaustively(**FunctionTarget(c.expression), Always(function), options);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_LE(report->max_ulp(), 0.50001) << c.expression;
    EXPECT_EQ(report->wrong_specials(), 0) << c.expression;
    EXPECT_EQ(report->zero_signs(), 0) << c.expression;
    EXPECT_EQ(report->unknown(), 0) << c.expression;
  }
}

}  // namespace
}  // namespace ulpforge
