#include "fitting/real/fitter.h"

#include <algorithm>
#include <cmath>

#include "fitting/real/least_squares.h"
#include "fitting/real/minimax.h"
#include "fitting/real/rounding.h"
#include "fitting/real/scaling.h"

namespace ulpforge {
namespace {

constexpr size_t kSelectionPoints = 192;
// Shares of the magnitude of the function.
constexpr double kAbandoned = 0.1;  // root mean square, after the first iterations of a start
constexpr double kWorthRefining = 0.3;
constexpr double kHopeless = 0.9;
constexpr double kLargestConstant = 0x1p256;
constexpr int kRefineIterations = 8;
constexpr double kRescaled = 0.5;  // of the starts near the inherited constants

bool HaveSaneConstants(const std::vector<Extended>& constants) {
  return std::all_of(constants.begin(), constants.end(),
                     [](const Extended& c) { return std::fabs(c.hi) <= kLargestConstant; });
}

double Refine(const Model& model, std::vector<Extended>& constants) {
  return RefineLeastSquares(model, Precision::kExtended, kRefineIterations, constants);
}

}  // namespace

Fitter::Fitter(const Problem& problem, const FitterOptions& options)
    : options_(options),
      fit_points_(FitSamples(problem, options.fit_points)),
      selection_points_(SelectionSamples(problem, kSelectionPoints)),
      magnitude_(fit_points_.magnitude()),
      fit_workspace_(fit_points_.size()),
      selection_workspace_(selection_points_.size()) {}

double Fitter::RandomConstant(Rng& rng) {
  const double mantissa = 1 + rng.Uniform();
  const int exponent = static_cast<int>(rng.Below(10)) - 5;
  return std::ldexp(rng.Chance(0.5) ? mantissa : -mantissa, exponent);
}

void Fitter::Start(int start, Rng& rng, const Program& program, int fixed,
                   std::vector<Extended>& constants) const {
  constants.assign(program.constants.begin() + fixed, program.constants.end());
  if (start == 0) return;
  if (start % 2 == 1 && fixed == 0 && rng.Chance(kRescaled)) {
    const int doublings = rng.Chance(0.5) ? 1 : -1;
    if (const auto weights = ScalingWeights(program)) {
      const std::vector<double> factors = ScalingFactors(*weights, doublings);
      for (size_t k = 0; k < constants.size(); ++k) constants[k] *= factors[k];
      return;
    }
  }
  for (Extended& constant : constants) {
    constant = start % 2 == 1 ? constant.hi * (0.6 + 1.05 * rng.Uniform()) : RandomConstant(rng);
  }
}

double Fitter::Fit(Rng& rng, Program& program, int fixed) {
  const Tape tape(program, fixed);
  const Model model(tape, fit_points_, fit_workspace_);
  std::vector<Extended> best(program.constants.begin() + fixed, program.constants.end()), constants;
  double error = kNoFit;
  bool refined = false;
  const int starts = best.empty() ? 1 : options_.starts;
  for (int start = 0; start < starts; ++start) {
    Start(start, rng, program, fixed, constants);
    double start_error = FitLeastSquares(model, {.hopeless = kAbandoned * magnitude_}, constants);
    // In double precision all good starts look alike.
    const bool needs_refining = start_error < kExtendedBelow * magnitude_;
    if (needs_refining) start_error = Refine(model, constants);
    if (start_error < error) {
      error = start_error;
      best = constants;
      refined = needs_refining;
    }
  }
  if (!(error < kHopeless * magnitude_)) return kNoFit;
  if (!refined && error < kWorthRefining * magnitude_) error = Refine(model, best);
  if (!HaveSaneConstants(best)) return kNoFit;
  std::copy(best.begin(), best.end(), program.constants.begin() + fixed);
  const Precision precision = error < kExtendedBelow * magnitude_ ? Precision::kExtended : Precision::kDouble;
  std::vector<double> residuals(selection_points_.size());
  const double selected =
      Model(tape, selection_points_, selection_workspace_).Residuals(best, precision, residuals.data());
  return std::max(error, selected);
}

double Fitter::RoundToFloat(Program& program, int fixed) {
  const Tape tape(program, fixed);
  return RoundConstants<float>(Model(tape, fit_points_, fit_workspace_), Precision::kDouble,
                               std::span(program.constants).subspan(static_cast<size_t>(fixed)));
}

double Fitter::MinimaxOnFitPoints(Program& program) {
  const Tape tape(program);
  const std::vector<bool> active(program.constants.size(), true);
  return FitMinimax(Model(tape, fit_points_, fit_workspace_), {.precision = Precision::kExtended}, active,
                    program.constants);
}

}  // namespace ulpforge
