// Fits against values from the literature: minimax errors of polynomials and of programs published with
// AutoNumerics-Zero (arXiv 2312.08472).
#include "fitting/real/minimax.h"

#include <algorithm>
#include <cmath>

#include "accuracy/dense/dense_check.h"
#include "fitting/real/finisher.h"
#include "fitting/real/fitter.h"
#include "fitting/real/least_squares.h"
#include "fitting/real/rounding.h"
#include "fitting/solvers/chebyshev.h"
#include "tests/fitting_problem.h"

namespace ulpforge {
namespace {

double DenseError(const Program& program, std::string_view target) {
  const absl::StatusOr<DenseResult> result =
      CheckReal(program, ProblemOf(target), {.points = 20000, .points_per_binade = 0});
  EXPECT_TRUE(result.ok()) << result.status();
  return result->error;
}

TEST(ChebyshevTest, LineThroughAParabolaEquioscillates) {
  // The best line for x^2 on [0, 1] is x - 1/8, with error 1/8 (Chebyshev).
  constexpr size_t kPoints = 64;
  std::vector<double> jacobian(2 * kPoints, 1.0), residuals(kPoints);
  for (size_t i = 0; i < kPoints; ++i) {
    const double x = static_cast<double>(i) / 63;
    jacobian[i] = x;
    residuals[i] = -x * x;
  }
  Basis<double> basis;
  basis.Reset(jacobian.data(), {true, true}, kPoints);
  const ChebyshevStep step = SolveChebyshev(basis, residuals.data());
  // The middle lies between two of the points, so the discrete error is that much smaller.
  EXPECT_NEAR(step.level, 0.125 - 0.125 / 63 / 63, 1e-9);
  EXPECT_NEAR(basis.Back(step.coordinates)[0], 1, 1e-8);
}

TEST(ChebyshevTest, RedundantAndInactiveColumnsGetNoStep) {
  constexpr size_t kPoints = 16;
  std::vector<double> jacobian(3 * kPoints), residuals(kPoints);
  for (size_t i = 0; i < kPoints; ++i) {
    jacobian[i] = 1;
    jacobian[kPoints + i] = 2;                               // the same direction
    jacobian[2 * kPoints + i] = static_cast<double>(i) - 3;  // held
    residuals[i] = static_cast<double>(i % 5);
  }
  Basis<double> basis;
  basis.Reset(jacobian.data(), {true, true, false}, kPoints);
  EXPECT_EQ(basis.size(), 1);
  const ChebyshevStep step = SolveChebyshev(basis, residuals.data());
  EXPECT_NEAR(step.level, 2, 1e-8);
  const UnknownVector back = basis.Back(step.coordinates);
  EXPECT_EQ(back[2], 0);
  EXPECT_TRUE(back[0] == 0 || back[1] == 0);
}

TEST(ChebyshevTest, ZeroResidualsNeedNoStep) {
  const std::vector<double> jacobian(8, 1.0), residuals(8, 0.0);
  Basis<double> basis;
  basis.Reset(jacobian.data(), {true}, 8);
  EXPECT_EQ(SolveChebyshev(basis, residuals.data()).level, 0);
}

TEST(FinisherTest, PolynomialsReachTheirMinimaxError) {
  // Sollya: p = remez(1, d, [0;1], 2^(-x)); dirtyinfnorm(p * 2^(-x) - 1, [0;1]) for d = 3 and 1.
  Program cubic = Cubic();
  const double error = Finisher(ProblemOf("exp2")).Finish(ConstantFormat::kDouble, cubic);
  EXPECT_TRUE(HasDoubleConstants(cubic));
  EXPECT_NEAR(error, 7.478163e-5, 4e-6 * error);  // the fit stops 2^-24 beside the open end
  EXPECT_NEAR(DenseError(cubic, "exp2"), error, 2e-5 * error);
  Program line = ParseOrDie("const a = 1\nconst b = 1\nv0 = mul x a\nv1 = add v0 b\nreturn v1\n");
  EXPECT_NEAR(Finisher(ProblemOf("exp2")).Finish(ConstantFormat::kDouble, line), 2.982121e-2, 1e-7);
}

// The polynomial of the given degree by Horner, all constants one.
Program Horner(int degree) {
  Program program;
  program.constants.assign(degree + 1, Extended(1));
  Operand value = ConstantOperand(0);
  for (int k = 1; k <= degree; ++k) {
    program.instructions.push_back({OpCode::kMul, {value, InputOperand()}});
    program.instructions.push_back(
        {OpCode::kAdd, {InstructionOperand(program.instructions.size() - 1), ConstantOperand(k)}});
    value = InstructionOperand(program.instructions.size() - 1);
  }
  program.output = value;
  return program;
}

TEST(FinisherTest, PolynomialsForLog2AgreeWithSollya) {
  // Sollya: for d from 1 to 9: dirtyinfnorm(remez(log2(x), d, [1;2]) - log2(x), [1;2]).
  constexpr double kSollya[] = {4.303566609378e-2, 4.939759978420e-3, 6.371172921594e-4,
                                8.759192429519e-5, 1.253874678948e-5, 1.845688947936e-6,
                                2.772907119212e-7, 4.231464208729e-8, 6.537231519951e-9};
  const Problem problem = ProblemOf("log2");
  for (int degree = 1; degree <= 9; ++degree) {
    Program program = Horner(degree);
    Rng rng(1);
    Fitter(problem, {.starts = 1}).Fit(rng, program);
    const double error = Finisher(problem).Finish(ConstantFormat::kDouble, program);
    EXPECT_NEAR(error, kSollya[degree - 1], 1e-5 * kSollya[degree - 1]) << degree;
  }
}

TEST(FinisherTest, ThePublishedShapeReachesItsBestKnownConstants) {
  const Problem problem = ProblemOf("exp2");
  Program program = PublishedShape();
  Rng rng(1);
  Fitter fitter(problem, {.starts = 1});
  EXPECT_LT(fitter.Fit(rng, program), 1e-14);
  Program extended = program;
  const double error = Finisher(problem).Finish(ConstantFormat::kExtended, extended);
  EXPECT_NEAR(error, 2.19e-15, 0.01e-15);
  EXPECT_FALSE(HasDoubleConstants(extended));
  // Rounding costs a little; the published constants reach 3.55e-15.
  const double rounded = Finisher(problem).Finish(ConstantFormat::kDouble, program);
  EXPECT_TRUE(HasDoubleConstants(program));
  EXPECT_GE(rounded, error * (1 - 1e-4));
  EXPECT_LT(rounded, 3.55e-15);
  EXPECT_NEAR(DenseError(program, "exp2"), rounded, 1e-3 * rounded);
}

TEST(FinisherTest, TheErrorEquioscillates) {
  const Problem problem = ProblemOf("exp2");
  Program cubic = Cubic();
  const double error = Finisher(problem).Finish(ConstantFormat::kExtended, cubic);
  const FitPoints points(FitSamples(problem, 1024));
  TapeWorkspace workspace(points.size());
  std::vector<double> residuals(points.size());
  Model(Tape(cubic), points, workspace).Residuals(cubic.constants, Precision::kExtended, residuals.data());
  int alternations = 0;
  double sign = 0;
  for (const double r : residuals) {
    if (std::fabs(r) < 0.999 * error || r * sign > 0) continue;
    ++alternations;
    sign = r;
  }
  EXPECT_EQ(alternations, 5);  // four constants
}

TEST(RefineTest, LeavesTheCurvedValleyThatStopsLevenbergMarquardt) {
  const FitPoints points(FitSamples(ProblemOf("exp2"), 32));
  TapeWorkspace workspace(points.size());
  Program program = PublishedShape();
  const Tape tape(program);
  const Model model(tape, points, workspace);
  const double stalled = FitLeastSquares(model, {.iterations = 100}, program.constants);
  EXPECT_GT(stalled, 2e-14);
  EXPECT_LT(RefineLeastSquares(model, Precision::kExtended, 20, program.constants), 3e-15);
}

TEST(FitterTest, HopelessAndUndefinedProgramsHaveNoFit) {
  Fitter fitter(ProblemOf("exp2"), {});
  Rng rng(1);
  Program undefined = ParseOrDie("const a = 1\nv0 = sub x x\nv1 = div a v0\nreturn v1\n");
  EXPECT_EQ(fitter.Fit(rng, undefined), kNoFit);
  Program hopeless = ParseOrDie("v0 = sub x x\nreturn v0\n");
  EXPECT_EQ(fitter.Fit(rng, hopeless), kNoFit);
}

// Regression: a constant whose ulp is no number was no candidate for rounding, and nothing else was left.
TEST(FitterTest, ConstantsThatFloatCannotHoldAreRoundedLast) {
  Fitter fitter(ProblemOf("exp2"), {.starts = 1});
  Program program = PublishedShape();
  for (Extended& constant : program.constants) constant = 0x1p+200;
  fitter.RoundToFloat(program, 0);
  EXPECT_TRUE(std::any_of(program.constants.begin(), program.constants.end(),
                          [](const Extended& constant) { return std::isinf(constant.hi); }));
}

TEST(FitterTest, SameArgumentsSameResult) {
  const Problem problem = ProblemOf("log2");
  Fitter one(problem, {}), other(problem, {});
  Program warm = PublishedShape();
  Rng rng(5);
  one.Fit(rng, warm);  // the state of a used fitter must not matter
  Program a = Cubic(), b = Cubic();
  Rng rng_a(3), rng_b(3);
  const double error_a = one.Fit(rng_a, a);
  EXPECT_EQ(error_a, other.Fit(rng_b, b));
  EXPECT_EQ(a, b);
}

}  // namespace
}  // namespace ulpforge
