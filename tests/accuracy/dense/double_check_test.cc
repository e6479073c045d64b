#include "accuracy/dense/double_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "accuracy/dense/dense_check.h"
#include "dsl/interpreter.h"
#include "targets/function_target.h"
#include "targets/problem.h"
#include "tests/formula.h"

namespace ulpforge {
namespace {

using enum OpCode;
using testing::ExpectDigits;
using testing::F10;
using testing::F3;
using testing::Formula;
using testing::SimplePole;

// Fewer points than by default, and few in each binade: the tests are many.
constexpr DenseOptions kFew = {.points = 20000, .points_per_binade = 4};

DoubleResult MustCheckDouble(const Program& program, std::string_view target, std::string_view domain = "",
                             std::string_view measure = "") {
  const auto problem = MakeProblem(target, domain, measure);
  EXPECT_TRUE(problem.ok()) << problem.status();
  const auto points = DoublePoints::Create(*problem->target, problem->domain, kFew);
  EXPECT_TRUE(points.ok()) << points.status();
  const absl::StatusOr<DenseResult> real = CheckReal(program, *problem, kFew);
  const double suspect = real.ok() ? real->worst_input : problem->domain.lo;
  const auto result = CheckDouble(program, *points, ErrorMeasureOf(problem->measure), {{suspect}});
  EXPECT_TRUE(result.ok()) << result.status();
  return *result;
}

TEST(CheckDouble, ContainsTheRealErrorUpToRounding) {
  const double f3 = MustCheckDouble(F3(), "exp2").error;
  ExpectDigits(f3, 1.226604924662e-03, 11);
  const double f10 = MustCheckDouble(F10(), "exp2").error;
  EXPECT_GT(f10, 3.552713678800e-15);
  EXPECT_LT(f10, 2e-14);
}

TEST(CheckDouble, SeesRoundingErrors) {
  // (x + 2^53) - 2^53 is 2 for 1 < x <= 2; worst for log2 at the double after 1.
  Formula f;
  const Program p = f.Returning(f.Sub(f.Add(f.X(), f.C(0x1p53)), f.C(0x1p53)));
  const DoubleResult result = MustCheckDouble(p, "log2");
  EXPECT_EQ(result.error, 2 - 0x1p-52);  // 2 - 3.2e-16, rounded up
  EXPECT_EQ(result.worst.input, 1 + 0x1p-52);
}

TEST(CheckDouble, TakesFunctions) {
  const Problem problem = *MakeProblem("exp2", "", "");
  const DoublePoints points = *DoublePoints::Create(*problem.target, problem.domain, kFew);
  const Program f3 = F3();
  Interpreter<double> interpreter = *Interpreter<double>::Create(f3);
  const DoubleResult result =
      CheckDouble([&](const double* in, double* out, size_t n) { interpreter.Run({in, n}, {out, n}); },
                  points, ErrorMeasure::kRelative);
  const DoubleResult of_program = *CheckDouble(f3, points, ErrorMeasure::kRelative);
  EXPECT_LE(result.error, of_program.error);
  EXPECT_GT(result.error, 0.999999 * of_program.error);
  const DoubleResult undefined =
      CheckDouble([](const double*, double* out, size_t n) { std::fill_n(out, n, NAN); }, points,
                  ErrorMeasure::kRelative);
  EXPECT_EQ(undefined.ErrorWithSpecials(), HUGE_VAL);
  EXPECT_EQ(undefined.wrong_specials, undefined.points);
}

TEST(CheckDouble, NotFiniteValues) {
  Formula f;
  EXPECT_EQ(
      MustCheckDouble(f.Returning(f.Do(kSqrt, f.Sub(f.X(), f.C(0.999999)))), "exp2").ErrorWithSpecials(),
      HUGE_VAL);
  // A pole at a double that is on no plan.
  const DoubleResult pole = MustCheckDouble(SimplePole(0.3333333, 1e-10), "exp2");
  EXPECT_EQ(pole.ErrorWithSpecials(), HUGE_VAL);
  EXPECT_EQ(pole.first_special.input, 0.3333333);
  EXPECT_EQ(pole.wrong_specials, 1u);
}

TEST(CheckDouble, TakesMachineOps) {
  Formula f;  // the bits of x and back
  const Program identity = f.Returning(f.Do(kFromBits, f.Do(kBits, f.X())));
  const DoubleResult result = MustCheckDouble(identity, "exp2", "[1,2]");
  EXPECT_EQ(result.error, 0.5);  // 1 / 2 - 1 and 2 / 4 - 1
}

DoubleResult CheckCode(double (*function)(double), std::string_view target, std::string_view domain,
                       ErrorMeasure measure = ErrorMeasure::kRelative) {
  const DoublePoints points =
      *DoublePoints::Create(**ResolveTarget(target), *ParseInterval(domain), {.threads = 2});
  return CheckDouble(
      [function](const double* in, double* out, size_t n) { std::transform(in, in + n, out, function); },
      points, measure);
}

TEST(CheckDouble, SeesEveryBinade) {
  // Right where points spread evenly over the domain lie, and for tiny x.
  const DoubleResult root = CheckCode([](double x) { return x > 1e-20 && x < 1e10 ? -1 : std::sqrt(x); },
                                      "sqrt(x)", "[1e-30,1e30]");
  EXPECT_GE(root.error, 0.99e10);
  EXPECT_EQ(root.binades, 200u);
  EXPECT_GE(root.points, 1000 * root.binades);
  // Of a strip of a hundredth of a per cent every point of the plan could be beside.
  const DoubleResult strip = CheckCode(
      [](double x) { return std::exp(x) * (x >= 0.31410 && x <= 0.31414 ? 1.01 : 1); }, "exp", "[0,1]");
  EXPECT_GT(strip.error, 0.0099);
  EXPECT_EQ(strip.binades, 1075u);
}

TEST(CheckDouble, SeesWhatIsWrongInOneBinade) {
  const DoublePoints points =
      *DoublePoints::Create(**ResolveTarget("x"), {-1e308, 1e308}, {.points = 100, .points_per_binade = 20});
  EXPECT_EQ(points.binades(), 2u * 2098);
  for (const double place : {1e-310, 1e-300, 1e-150, 1e-17, 1e-3, 1e15, 1e300}) {
    for (const double wrong : {place, -place}) {
      const DoubleResult result = CheckDouble(
          [wrong](const double* in, double* out, size_t n) {
            for (size_t i = 0; i < n; ++i)
              out[i] = in[i] / wrong >= 1 && in[i] / wrong < 2 ? 1.5 * in[i] : in[i];
          },
          points, ErrorMeasure::kAbsolute);
      EXPECT_GT(result.error, 0.4 * place) << wrong;  // 0 elsewhere
      EXPECT_LT(result.error, 1.1 * place) << wrong;
    }
  }
}

TEST(CheckDouble, MeasuresInUlp) {
  // Half an ULP and one more: a step above the right result.
  const DoubleResult above = CheckCode([](double x) { return std::nextafter(std::sqrt(x), HUGE_VAL); },
                                       "sqrt(x)", "[1,4]", ErrorMeasure::kUlp);
  EXPECT_GT(above.error, 1.49);
  EXPECT_LE(above.error, 1.5);
  // Of a subnormal result, in units of the smallest one.
  const DoubleResult tiny =
      CheckCode([](double x) { return x; }, "x*(1+2^-40)", "[1e-310,2e-310]", ErrorMeasure::kUlp);
  EXPECT_LT(tiny.error, 40);
  EXPECT_GT(tiny.error, 36);
}

TEST(CheckDouble, CountsMisroundedResults) {
  const DoubleResult none =
      CheckCode([](double x) { return std::sqrt(x); }, "sqrt(x)", "[1,4]", ErrorMeasure::kMisrounded);
  EXPECT_EQ(none.error, 0);
  const DoubleResult one = CheckCode([](double x) { return x == 1 ? 2 : std::sqrt(x); }, "sqrt(x)", "[1,4]",
                                     ErrorMeasure::kMisrounded);
  EXPECT_EQ(one.error, 1);
  EXPECT_EQ(one.worst.input, 1);
  EXPECT_EQ(one.worst.result, 2);
  EXPECT_EQ(one.worst.correct, 1);
}

// Domains as thin as a few doubles, with zeros of the function or values that overflow.
TEST(CheckDouble, TakesAnyDomain) {
  const DoubleResult thin = CheckCode([](double x) { return x; }, "x", "[1,1.0000000000000004]");
  EXPECT_EQ(thin.points, 3u);
  EXPECT_EQ(thin.error, 0);
  const DoubleResult zero = CheckCode([](double x) { return x; }, "x", "[-1,1]");
  EXPECT_EQ(zero.error, 0);
  const DoubleResult overflow =
      CheckCode([](double x) { return std::exp(x); }, "exp", "[700,720]", ErrorMeasure::kUlp);
  EXPECT_LT(overflow.error, 1);
  EXPECT_EQ(overflow.wrong_specials, 0u);
  const DoubleResult early = CheckCode([](double x) { return x > 709.78 ? HUGE_VAL : std::exp(x); }, "exp",
                                       "[700,720]", ErrorMeasure::kUlp);
  EXPECT_LT(early.error, 1);
  EXPECT_GT(early.wrong_specials, 0u);
  EXPECT_GT(early.first_special.input, 709.78);
  EXPECT_EQ(early.first_special.result, HUGE_VAL);
  EXPECT_LT(early.first_special.correct, HUGE_VAL);
}

TEST(CheckDouble, LeavesOutWhatIsNotKnown) {
  const DoubleResult result =
      CheckCode([](double x) { return x == 1 ? 7 : 1 / (x - 1); }, "1/(x-1)", "[0.5,2]");
  EXPECT_EQ(result.unknown, 1u);
  EXPECT_EQ(result.wrong_specials, 0u);
  EXPECT_LT(result.error, 1e-15);
}

TEST(DoublePoints, HasTheNeighboursOfSpecialPoints) {
  // Beside a zero of the function, a threshold, an end, a half, a power of two, a multiple of pi / 2.
  struct Case {
    std::string_view target, domain;
    double x;
  };
  const Case cases[] = {
      {"x-0.7", "[0,1]", 0.7},
      {"exp", "[-745,709]", -0x1.6232bdd7abcd2p+9},  // the last normal result
      {"exp", "[0.1,0.9]", std::nextafter(0.9, 0)},
      {"exp", "[-3,3]", std::nextafter(-2.5, 0)},
      {"exp", "[1,100]", std::nextafter(64, 0)},
      {"sin", "[1,100]", 0x1.921fb54442d18p+5},
  };
  for (const auto& [target, domain, x] : cases) {
    const DoublePoints points = *DoublePoints::Create(**ResolveTarget(target), *ParseInterval(domain),
                                                      {.points = 100, .points_per_binade = 10});
    EXPECT_TRUE(std::binary_search(points.x().begin(), points.x().end(), x)) << target << " at " << x;
  }
}

}  // namespace
}  // namespace ulpforge
