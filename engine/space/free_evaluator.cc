#include "engine/space/free_evaluator.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "hashing/structure.h"

namespace ulpforge {
namespace {

constexpr size_t kFewSamples = 64;
constexpr double kHopeless = 64;  // times the largest error of interest
constexpr int kNudges = 24;
constexpr double kTuned = 0.25;       // tuning leaves at least about this share of an error
constexpr double kQuickExcess = 1.2;  // an error after a first tuning against what more of it leaves
constexpr int kQuickSteps = 3;
constexpr double kFewShare = 0.96;  // of an error, that few samples show at most
constexpr double kTie = 1.03;
constexpr double kAgain = 0.05;  // of the programs that the front knows already
constexpr size_t kMostCosts = 1 << 16;

// Every so many samples.
UlpSamples Some(const UlpSamples& all, size_t count) {
  UlpSamples some;
  for (size_t k = 0; k < count; ++k) {
    const size_t i = k * all.size() / count;
    some.x.push_back(all.x[i]);
    some.f.push_back(all.f[i]);
    some.per_ulp.push_back(all.per_ulp[i]);
  }
  return some;
}

// Whether the front has a program that is as good and differs in its constants only, or is as good to a few
// percent: most variants of it are neither better nor worse.
bool IsKnown(const Program& program, double error, const Front& front) {
  return std::ranges::any_of(front.Members(), [&](const FrontMember* member) {
    return member->error <= error &&
           (error < kTie * member->error || member->program.instructions == program.instructions);
  });
}

}  // namespace

FreeEvaluator::FreeEvaluator(const FloatSpace& space, uint64_t seed)
    : space_(space),
      seed_(seed),
      few_(Some(space.samples(), kFewSamples)),
      meter_(space),
      tuner_(space),
      refiner_(space, {}) {}

double FreeEvaluator::Cost(const Program& program) {
  const std::string structure = PackStructure(program);
  if (const auto known = costs_.find(structure); known != costs_.end()) return known->second;
  if (costs_.size() >= kMostCosts) costs_.clear();
  return costs_[structure] = space_.Cost(program);
}

Evaluation FreeEvaluator::Evaluate(const Candidate& candidate, const Front& front, Stopwatch& watch) {
  watch.Start();
  Rng rng(seed_, 2 * candidate.index + 1);
  Program program = candidate.program;
  Evaluation evaluation{.constants = program.constants};
  FreeScore score = meter_.Measure(program, few_);
  const bool is_hopeless = score.objective > kHopeless * space_.max_error();
  const UlpSamples& samples = is_hopeless ? few_ : space_.samples();
  if (!is_hopeless) score = meter_.Measure(program, samples);
  evaluation.error = score.objective;
  watch.Lap(Phase::kMeasure);
  const FreeScore nudged = tuner_.Nudge(samples, kNudges, rng, program);
  if (nudged.objective < score.objective) evaluation.improved = {program, nudged.objective};
  watch.Lap(Phase::kFit);
  if (is_hopeless || nudged.violations > 0) return evaluation;
  evaluation.finished = Finish(candidate, std::move(program), nudged.error, front, rng);
  if (evaluation.finished) evaluation.improved = {evaluation.finished->program, evaluation.finished->error};
  watch.Lap(Phase::kFinish);
  return evaluation;
}

std::optional<FrontMember> FreeEvaluator::Finish(const Candidate& candidate, Program program, double error,
                                                 const Front& front, Rng& rng) {
  const double least = space_.is_relative() ? 0 : 0.5;  // no error in ULP falls below half of one
  const double reachable = least + kTuned * (error - least);
  if (!(reachable < space_.max_error())) return std::nullopt;
  FrontMember member{.found_at = candidate.index};
  member.cost = Cost(program);
  const double wanted = std::min(front.Best(member.cost), space_.max_error());
  if (!(reachable < wanted)) return std::nullopt;
  if (IsKnown(program, error, front) && !rng.Chance(kAgain)) return std::nullopt;
  // Few samples cost little, and show less than the whole error.
  Program trial = program;
  if (!(tuner_.Descend(few_, kQuickSteps, trial).error < kQuickExcess * wanted)) return std::nullopt;
  if (!(tuner_.Tune(few_, trial).error < kFewShare * wanted)) return std::nullopt;
  if (meter_.Measure(trial, space_.samples()).objective <
      meter_.Measure(program, space_.samples()).objective) {
    program = std::move(trial);
  }
  const Refined refined = refiner_.Refine({candidate.program, program}, wanted);
  if (refined.score.violations > 0 || !(refined.score.error < wanted)) return std::nullopt;
  const double subnormal = space_.SubnormalCost(refined.program);
  if (!std::isfinite(subnormal)) return std::nullopt;
  member.cost += subnormal;
  if (!(refined.score.error < front.Best(member.cost))) return std::nullopt;
  member.error = refined.score.error;
  member.program = refined.program;
  return member;
}

}  // namespace ulpforge
