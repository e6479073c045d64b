#include "engine/space/free_evaluator.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/variation/free_operand.h"
#include "fitting/format/tunable.h"
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

RefineOptions Refinement() {
  return {.tuning = kTuneFromAfar,
          .rounds = 3,
          .scans = {192},
          .worst_inputs = 96,
          .appended = 256,
          .scans_first = true,
          .seed = 0x667363616e};
}

// A constant of the kind that bit tricks are made of.
int64_t RandomOrdinal(bool is_integer, Rng& rng) {
  const DraftOperand constant = RandomConstant(is_integer ? Type::kInteger : Type::kFloat, rng);
  const Program program{.constants = {constant.value}, .integers = {constant.integer}};
  return Ordinal(kFloat32, program, {is_integer, 0});
}

// Every so many samples.
UlpSamples Some(const UlpSamples& all, size_t count) {
  UlpSamples some;
  for (size_t k = 0; k < count; ++k) {
    const size_t i = k * all.size() / count;
    some.AppendOne(all, i);
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
      scorer_(space.objective()),
      tuner_(space.objective()),
      refiner_(space.objective(), space.samples(), space.more_samples(), space.Refinement(Refinement())) {}

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
  Score score = scorer_.Measure(program, few_);
  const bool is_hopeless = score.objective > kHopeless * space_.max_error();
  const UlpSamples& samples = is_hopeless ? few_ : space_.samples();
  if (!is_hopeless) score = scorer_.Measure(program, samples);
  evaluation.error = score.objective;
  watch.Lap(Phase::kMeasure);
  const Score nudged = tuner_.TryRandomMoves(samples, kNudges, RandomOrdinal, rng, program);
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
  const double least = space_.measure().least;
  const double reachable = least + kTuned * (error - least);
  if (!(reachable < space_.max_error())) return std::nullopt;
  FrontMember member{.found_at = candidate.index};
  member.cost = Cost(program);
  const double wanted = std::min(front.Best(member.cost), space_.max_error());
  if (!(reachable < wanted)) return std::nullopt;
  if (IsKnown(program, error, front) && !rng.Chance(kAgain)) return std::nullopt;
  // Few samples cost little, and show less than the whole error.
  Program trial = program;
  if (!(tuner_.TakeMinimaxSteps(few_, kQuickSteps, trial).error < kQuickExcess * wanted)) return std::nullopt;
  const std::vector<TunableNumber> numbers = TunableNumbers(program);
  if (!(tuner_.Tune(few_, numbers, kTuneFromAfar, trial).error < kFewShare * wanted)) return std::nullopt;
  if (scorer_.Measure(trial, space_.samples()).objective <
      scorer_.Measure(program, space_.samples()).objective) {
    program = std::move(trial);
  }
  if (!std::isfinite(space_.SubnormalCost(program))) return std::nullopt;
  const Refined refined = refiner_.Refine({candidate.program, program}, numbers, wanted);
  if (refined.score.violations > 0 || !(refined.score.error < wanted)) return std::nullopt;
  // Other constants can meet other subnormal numbers.
  member.cost += space_.SubnormalCost(refined.program);
  if (!std::isfinite(member.cost) || !(refined.score.error < front.Best(member.cost))) return std::nullopt;
  member.error = refined.score.error;
  member.program = refined.program;
  return member;
}

}  // namespace ulpforge
