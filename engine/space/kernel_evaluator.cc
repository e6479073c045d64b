#include "engine/space/kernel_evaluator.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "dsl/reads.h"
#include "fitting/real/tape.h"
#include "kernels/kernel_template.h"

namespace ulpforge {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Naive rounding of the constants costs at most about this factor.
constexpr double kRoundingLoss = 8;
// An estimated cost is at most about this much too high.
constexpr double kEstimateExcess = 1.08;
// Tuning one constant at a time ends at most about this factor above tuning pairs.
constexpr TuneOptions kQuick{.best_moves = 1, .pairs = false};
constexpr double kQuickExcess = 1.1;

// What passes the first scan has to pass the second: near an ULP a kernel that was tuned for some inputs is
// easily a tenth worse on others.
RefineOptions Refinement() {
  return {.tuning = kTuneLastPlaces,
          .rounds = 3,
          .scans = {192, 2048},
          .worst_inputs = 96,
          .appended = 256,
          .takes_last = true,
          .seed = 0x6861726473};
}

// The core with the constants that it has in an expanded program, where they are the last ones.
Program CoreOf(const Program& core, const Program& expanded) {
  Program fitted = core;
  std::copy(expanded.constants.end() - static_cast<std::ptrdiff_t>(core.constants.size()),
            expanded.constants.end(), fitted.constants.begin());
  return fitted;
}

}  // namespace

KernelEvaluator::KernelEvaluator(const KernelSpace& space, const FitterOptions& fitter, uint64_t seed)
    : space_(space),
      seed_(seed),
      estimate_(space),
      scorer_(space.objective()),
      tuner_(space.objective()),
      refiner_(space.objective(), space.samples(), space.more_samples(), space.Refinement(Refinement())) {
  for (size_t frame = 0; frame < space.frames().size(); ++frame) {
    fitters_.push_back(std::make_unique<Fitter>(space.problem(static_cast<int>(frame)), fitter));
  }
}

Evaluation KernelEvaluator::Evaluate(const Candidate& candidate, const Front& front, Stopwatch& watch) {
  watch.Start();
  Rng rng(seed_, 2 * candidate.index + 1);
  const KernelTemplate& frame = space_.frames()[candidate.frame];
  Evaluation evaluation{.error = kInfinity};
  Program reduced = ExpandReduced(frame, candidate.program);
  const int fixed = static_cast<int>(frame.reduced.program.constants.size());
  // A core may be a quotient of constants that is not folded, of which one is 0.
  const bool reads_input = FindReads(candidate.program).input;
  if (!reads_input || !Tape::Accepts(reduced) ||
      fitters_[candidate.frame]->Fit(rng, reduced, fixed) == kNoFit) {
    watch.Lap(Phase::kFit);
    return evaluation;
  }
  Program core = CoreOf(candidate.program, reduced);
  evaluation.constants = core.constants;
  watch.Lap(Phase::kFit);
  evaluation.error = Error(core, candidate.frame);
  // What is rounded to a shorter format in the end does not feel how constants are rounded.
  if (!space_.measure().counts && space_.objective().compute == &kFloat32 &&
      evaluation.error < kRoundingLoss * space_.max_error()) {
    fitters_[candidate.frame]->RoundToFloat(reduced, fixed);
    const Program rounded = CoreOf(core, reduced);
    const double error = Error(rounded, candidate.frame);
    if (error < evaluation.error) {
      evaluation.error = error;
      core = rounded;
    }
  }
  watch.Lap(Phase::kMeasure);
  evaluation.finished = Finish(candidate, std::move(core), evaluation.error, front);
  watch.Lap(Phase::kFinish);
  return evaluation;
}

double KernelEvaluator::Error(const Program& core, int frame) {
  const Program kernel = space_.Kernel(core, frame);
  if (!space_.measure().counts) return scorer_.Error(kernel, space_.samples());
  return scorer_.Measure(kernel, space_.samples()).objective;
}

std::optional<FrontMember> KernelEvaluator::Finish(const Candidate& candidate, Program core, double error,
                                                   const Front& front) {
  // What may be a finalist one day: no kernel of the frame that costs as much or less is as good, nor one of
  // any frame that costs much less.
  const auto wanted_at = [&](double cost) {
    return std::min({front.Best(cost, candidate.frame), front.Best(cost / kCostSlack), space_.max_error()});
  };
  const double reachable = space_.Reachable(error);
  if (!(reachable < space_.max_error())) return std::nullopt;
  if (!(reachable < wanted_at(estimate_(core, candidate.frame) / kEstimateExcess))) return std::nullopt;
  FrontMember member{
      .program = space_.Kernel(core, candidate.frame), .found_at = candidate.index, .frame = candidate.frame};
  member.cost = space_.Cost(member.program) + space_.SubnormalCost(member.program);
  if (!std::isfinite(member.cost)) return std::nullopt;
  const double wanted = wanted_at(member.cost);
  if (!(reachable < wanted)) return std::nullopt;
  const std::vector<TunableNumber> tunable = space_.TunableConstants(core, candidate.frame);
  if (!(tuner_.Tune(space_.samples(), tunable, kQuick, member.program).error < kQuickExcess * wanted))
    return std::nullopt;
  const Refined refined = refiner_.Refine({member.program}, tunable, wanted);
  if (refined.score.violations > 0 || !(refined.score.error < wanted)) return std::nullopt;
  member.program = refined.program;
  member.error = refined.score.error;
  member.core = CoreOf(core, member.program);
  return member;
}

}  // namespace ulpforge
