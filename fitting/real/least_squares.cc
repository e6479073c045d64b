#include "fitting/real/least_squares.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "fitting/real/corrected_step.h"
#include "fitting/solvers/linear_algebra.h"

namespace ulpforge {
namespace {

using Constants = std::array<Extended, kMaxTapeConstants>;

constexpr double kFirstDamping = 1e-2;
constexpr double kLeastDamping = 1e-14;
constexpr int kTries = 6;            // dampings tried before a stall is accepted
constexpr double kProgress = 0.99;   // a smaller reduction of the sum of squares counts as none
constexpr double kSufficient = 0.1;  // share of the promised decrease that a refining step must deliver

struct NormalEquations {
  UnknownMatrix matrix;  // lower triangle of J J^T
  UnknownVector gradient;
};

void Form(const double* jacobian, const double* residuals, int n, size_t points, NormalEquations& out) {
  for (int a = 0; a < n; ++a) {
    for (int b = 0; b <= a; ++b) out.matrix[a][b] = Dot(jacobian + a * points, jacobian + b * points, points);
    out.gradient[a] = Dot(jacobian + a * points, residuals, points);
  }
}

// step = -(A + damping diag(A))^-1 g, false if that does not exist.
bool DampedStep(const NormalEquations& equations, int n, double damping, UnknownVector& step) {
  UnknownMatrix matrix;
  for (int a = 0; a < n; ++a) {
    for (int b = 0; b <= a; ++b) matrix[a][b] = equations.matrix[a][b];
    matrix[a][a] += damping * matrix[a][a] + 1e-300;
    step[a] = -equations.gradient[a];
  }
  if (!CholeskyFactor(matrix, n)) return false;
  CholeskySolve(matrix, n, step);
  return true;
}

void Advance(std::span<const Extended> from, const UnknownVector& step, Precision precision, Constants& to) {
  for (size_t k = 0; k < from.size(); ++k) {
    to[k] = precision == Precision::kDouble ? Extended(from[k].hi + step[k]) : from[k] + Extended(step[k]);
  }
}

// Gauss-Newton with derivatives and steps in T.
template <class T>
double Refine(const Model& model, Precision precision, int iterations, std::span<Extended> constants) {
  const std::vector<bool> active(constants.size(), true);
  Stepper<T> stepper(model, precision, Norm::kSumOfSquares, active, constants);
  if (constants.empty() || stepper.size() == kNoFit) return stepper.largest();
  for (int iteration = 0; iteration < iterations; ++iteration) {
    if (!stepper.Linearize()) break;
    const UnknownVector step = stepper.basis().LeastSquares(stepper.residuals());
    double projected = 0;  // what the step removes from the sum of squares
    for (const double part : step) projected += part * part;
    if (!(projected > (1 - kProgress) * stepper.size())) break;
    if (!stepper.Advance(step, stepper.size() - projected, kSufficient)) break;
  }
  return stepper.largest();
}

}  // namespace

double FitLeastSquares(const Model& model, const LeastSquaresOptions& options,
                       std::span<Extended> constants) {
  const int n = model.constants();
  const size_t points = model.points();
  thread_local std::vector<double> jacobian, residuals, trial_residuals;
  jacobian.resize(n * points);
  residuals.resize(points);
  trial_residuals.resize(points);

  double largest = model.Residuals(constants, options.precision, residuals.data());
  if (n == 0 || largest == kNoFit) return largest;
  double sum = Dot(residuals.data(), residuals.data(), points);
  double damping = kFirstDamping;
  int stalls = 0;
  NormalEquations equations;
  UnknownVector step;
  Constants trial;
  for (int iteration = 0; iteration < options.iterations && stalls < 2; ++iteration) {
    if (iteration == options.probation && sum > options.hopeless * options.hopeless * points) break;
    model.Jacobian(constants, jacobian.data());
    Form(jacobian.data(), residuals.data(), n, points, equations);
    bool accepted = false;
    for (int attempt = 0; attempt < kTries && !accepted; ++attempt, damping *= 10) {
      if (!DampedStep(equations, n, damping, step)) continue;
      Advance(constants, step, options.precision, trial);
      const double trial_largest =
          model.Residuals({trial.data(), constants.size()}, options.precision, trial_residuals.data());
      if (trial_largest == kNoFit) continue;
      const double trial_sum = Dot(trial_residuals.data(), trial_residuals.data(), points);
      if (!(trial_sum < sum)) continue;
      stalls = trial_sum > kProgress * sum ? stalls + 1 : 0;
      accepted = true;
      sum = trial_sum;
      largest = trial_largest;
      std::copy_n(trial.begin(), constants.size(), constants.begin());
      residuals.swap(trial_residuals);
    }
    if (!accepted) break;
    damping = std::max(damping * 1e-2, kLeastDamping);  // the loop above has multiplied by 10 once more
  }
  return largest;
}

double RefineLeastSquares(const Model& model, Precision precision, int iterations,
                          std::span<Extended> constants) {
  const double largest = Refine<double>(model, precision, iterations, constants);
  if (precision == Precision::kDouble || !model.NeedsExtendedSteps(largest)) return largest;
  return Refine<Extended>(model, precision, 4 * iterations, constants);
}

}  // namespace ulpforge
