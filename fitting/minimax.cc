#include "fitting/minimax.h"

#include "fitting/chebyshev.h"
#include "fitting/corrected_step.h"

namespace ulpforge {
namespace {

constexpr double kSufficient = 0.1;

}  // namespace

double FitMinimax(const Model& model, const MinimaxOptions& options, const std::vector<bool>& active,
                  std::span<Extended> constants) {
  Stepper stepper(model, options.precision, Norm::kLargest, active, constants);
  if (constants.empty() || stepper.size() == kNoFit) return stepper.size();
  for (int iteration = 0; iteration < options.iterations; ++iteration) {
    if (!stepper.Linearize()) break;
    const ChebyshevStep solution = SolveChebyshev(stepper.basis(), stepper.residuals(), model.points());
    if (!(stepper.size() - solution.level > options.tolerance * stepper.size())) break;
    if (!stepper.Advance(solution.step, solution.level, kSufficient)) break;
  }
  return stepper.largest();
}

}  // namespace ulpforge
