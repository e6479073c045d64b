#include "report/error_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "dsl/text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing.h"

namespace ulpforge {
namespace {

// f3 of arXiv 2312.08472, whose relative error is 1.23e-3.
constexpr char kPublished[] =
    "const a = -8.387819235563974\nconst b = -3.4355225277901402\nconst c = -1.4427239805682266\n"
    "v0 = add x b\nv1 = div a v0\nv2 = add v1 c\nreturn v2\n";

TEST(RealErrorCurveTest, IsTheErrorWithItsExtrema) {
  const Problem problem = *MakeProblem("exp2", "(0,1]", "relative");
  const ReportCurve curve = RealErrorCurve(ParseOrDie(kPublished), problem);
  ASSERT_GT(curve.x_size(), 500);
  ASSERT_EQ(curve.x_size(), curve.error_size());
  EXPECT_TRUE(std::ranges::is_sorted(curve.x()));
  double largest = 0;
  for (int k = 0; k < curve.x_size(); ++k) {
    const long double x = curve.x(k);
    const long double p = -8.387819235563974L / (x - 3.4355225277901402L) - 1.4427239805682266L;
    EXPECT_NEAR(curve.error(k), static_cast<double>(p / exp2l(x) - 1), 1e-12);
    largest = std::max(largest, std::fabs(curve.error(k)));
  }
  EXPECT_NEAR(largest, 1.23e-3, 1e-5);
  EXPECT_EQ(std::fabs(curve.worst_error()), largest);
  // Three parameters, so four places where a minimax error is as large as it gets; two are the ends.
  EXPECT_EQ(curve.extrema_size(), 4);
  EXPECT_EQ(curve.extrema(3), 1);
}

TEST(RealErrorCurveTest, AbsoluteErrorsPolesAndProgramsOfMachines) {
  const Problem sine = *MakeProblem("sin", "[-1,1]", "absolute");
  const ReportCurve line = RealErrorCurve(ParseOrDie("return x\n"), sine);
  EXPECT_NEAR(std::fabs(line.worst_error()), 1 - std::sin(1), 1e-15);
  EXPECT_EQ(std::fabs(line.worst_x()), 1);

  const Problem exp2 = *MakeProblem("exp2", "[-1,1]", "relative");
  const ReportCurve pole = RealErrorCurve(ParseOrDie("const c = 1\nv0 = div c x\nreturn v0\n"), exp2);
  EXPECT_GT(pole.x_size(), 500);
  for (const double error : pole.error()) EXPECT_TRUE(std::isfinite(error));

  const Program machine = ParseOrDie("int k = 1\nv0 = bits x\nv1 = iadd v0 k\nv2 = frombits v1\nreturn v2\n");
  EXPECT_EQ(RealErrorCurve(machine, exp2).x_size(), 0);
}

// Every column against all of its floats, with libm in double.
TEST(FloatErrorCurveTest, ColumnsAreWithinWhatAllInputsShow) {
  const Target& target = *FindTarget("exp2");
  const Program line = ParseOrDie("const c = 1\nv0 = add x c\nreturn v0\n");
  const float lo = 0.5F, hi = std::nextafterf(0.5F, 1) + 0x1p-10F;
  const CurveInputs inputs(target, {lo, hi, false, false});
  const ReportCurve curve = inputs.Curve(line, hi);
  ASSERT_GT(curve.x_size(), 300);
  ASSERT_FALSE(curve.logarithmic());
  const auto error_at = [](float x) {
    return (static_cast<double>(x + 1.0F) - std::exp2(static_cast<double>(x))) * 0x1p23;
  };
  for (int k = 0; k < curve.x_size(); ++k) {
    const auto end = static_cast<float>(k + 1 < curve.x_size() ? curve.x(k + 1) : std::nextafterf(hi, 2));
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (auto x = static_cast<float>(curve.x(k)); x < end; x = std::nextafterf(x, 2)) {
      low = std::min(low, error_at(x));
      high = std::max(high, error_at(x));
    }
    const double rounding = 1e-6 * std::fabs(high);
    EXPECT_GE(curve.low(k), low - rounding) << k;
    EXPECT_LE(curve.high(k), high + rounding) << k;
    EXPECT_LE(curve.low(k), curve.high(k));
  }
  EXPECT_EQ(curve.worst_x(), hi);
  EXPECT_NEAR(curve.worst_error(), error_at(hi), 1e-6 * error_at(hi));
}

TEST(FloatErrorCurveTest, WideDomainsAreSpreadOverTheBinadesOrCut) {
  const Program line = ParseOrDie("return x\n");
  const float largest = std::numeric_limits<float>::max();
  const ReportCurve log = CurveInputs(*FindTarget("log"), {0, largest, true, false}).Curve(line, 1);
  EXPECT_TRUE(log.logarithmic());
  EXPECT_GT(log.x(0), 0);
  EXPECT_LT(log.x(0), 1e-37);
  EXPECT_GT(log.x(log.x_size() - 1), 1e37);
  const ReportCurve tanh = CurveInputs(*FindTarget("tanh"), kAllReals).Curve(line, 1);
  EXPECT_FALSE(tanh.logarithmic());
  EXPECT_EQ(tanh.x(0), -100);
  EXPECT_LE(tanh.x(tanh.x_size() - 1), 100);
  // Results that are NaN are no error that can be drawn.
  const Program nan = ParseOrDie("v0 = sub x x\nv1 = div v0 v0\nreturn v1\n");
  const ReportCurve none = CurveInputs(*FindTarget("exp2"), {0, 1, false, false}).Curve(nan, 0.5F);
  EXPECT_EQ(none.x_size(), 0);
  EXPECT_FALSE(none.has_worst_x());
}

}  // namespace
}  // namespace ulpforge
