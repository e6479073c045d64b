#include "fitting/real/minimax.h"

#include "fitting/real/corrected_step.h"
#include "fitting/solvers/chebyshev.h"

namespace ulpforge {
namespace {

constexpr double kSufficient = 0.1;

template <class T>
double Descend(const Model& model, const MinimaxOptions& options, const std::vector<bool>& active,
               std::span<Extended> constants) {
  Stepper<T> stepper(model, options.precision, Norm::kLargest, active, constants);
  if (constants.empty() || stepper.size() == kNoFit) return stepper.size();
  for (int iteration = 0; iteration < options.iterations; ++iteration) {
    if (!stepper.Linearize()) break;
    const ChebyshevStep solution = SolveChebyshev(stepper.basis(), stepper.residuals());
    if (!(stepper.size() - solution.level > options.tolerance * stepper.size())) break;
    if (!stepper.Advance(solution.coordinates, solution.level, kSufficient)) break;
  }
  return stepper.largest();
}

}  // namespace

double FitMinimax(const Model& model, const MinimaxOptions& options, const std::vector<bool>& active,
                  std::span<Extended> constants) {
  const double largest = Descend<double>(model, options, active, constants);
  if (options.precision == Precision::kDouble || !model.NeedsExtendedSteps(largest)) return largest;
  return Descend<Extended>(model, options, active, constants);
}

}  // namespace ulpforge
