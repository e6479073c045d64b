#include "classical/opponent.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "accuracy/dense/dense_check.h"
#include "accuracy/dense/samples.h"
#include "accuracy/proof/certified_bound.h"
#include "base/check.h"
#include "classical/constructions.h"

namespace ulpforge {
namespace {

// The error of a near-minimax start is at most this much above that of the fitted constants.
constexpr double kStartExcess = 16;
constexpr size_t kSelectionPoints = 192;
// A smaller gain over fewer ops is that of a luckier rounding of the constants.
constexpr double kGain = 0.999;

class Judge {
 public:
  Judge(const Problem& problem, const OpponentOptions& options)
      : options_(options),
        selection_(SelectionSamples(problem, kSelectionPoints)),
        workspace_(selection_.size()),
        finisher_(problem),
        problem_(problem) {}

  bool Accepts(const Construction& construction) const {
    const auto& instructions = construction.program.instructions;
    return std::all_of(instructions.begin(), instructions.end(), [&](const Instruction& instruction) {
      return std::count(options_.ops.begin(), options_.ops.end(), instruction.op) > 0;
    });
  }

  // The error of a construction as it stands. Level: sampled.
  double StartError(const Construction& construction) {
    std::vector<double> residuals(selection_.size());
    const Tape tape(construction.program);
    return Model(tape, selection_, workspace_)
        .Residuals(construction.program.constants, Precision::kExtended, residuals.data());
  }

  double magnitude() const { return selection_.magnitude(); }

  // Fits the constants that are free and brings all into their format.
  Program Finished(const Construction& construction) {
    Program program = construction.program;
    if (construction.has_free_constants) {
      finisher_.Finish(options_.constants, program);
    } else if (options_.constants == ConstantFormat::kDouble) {
      for (Extended& constant : program.constants) constant = constant.hi;
    }
    return program;
  }

  // With its error: a proved bound where there is one, as the points of a dense check are many.
  Opponent Checked(const Construction& construction, Program program) {
    const absl::StatusOr<CertifiedBound> proof = Certify(program, problem_);
    if (proof.ok() && proof->outcome == CertifyOutcome::kProved && proof->is_tight &&
        proof->continued.empty()) {
      return {construction.kind, std::move(program), proof->bound, true, proof->worst_input};
    }
    if (!points_) points_ = *DensePoints::Create(problem_);
    const absl::StatusOr<DenseResult> dense = CheckReal(program, *points_);
    ULPFORGE_CHECK(dense.ok());
    return {construction.kind, std::move(program), dense->error, false, dense->worst_input};
  }

 private:
  const OpponentOptions& options_;
  FitPoints selection_;
  TapeWorkspace workspace_;
  Finisher finisher_;
  const Problem& problem_;
  std::optional<DensePoints> points_;  // once one has no proof
};

struct Contender {
  const Construction* construction;
  double start_error;
};

// Ascending op counts, at each the most promising first.
std::map<int, std::vector<Contender>> Contenders(std::span<const Construction> constructions, Judge& judge) {
  std::map<int, std::vector<Contender>> contenders;
  for (const Construction& construction : constructions) {
    if (!judge.Accepts(construction)) continue;
    const double error = judge.StartError(construction);
    if (error < judge.magnitude()) {
      contenders[OpCount(construction.program)].push_back({&construction, error});
    }
  }
  for (auto& [ops, group] : contenders) {
    std::stable_sort(group.begin(), group.end(),
                     [](const Contender& a, const Contender& b) { return a.start_error < b.start_error; });
  }
  return contenders;
}

}  // namespace

std::vector<Opponent> BestConstructions(const Problem& problem, const OpponentOptions& options) {
  Judge judge(problem, options);
  const std::vector<Construction> constructions = EnumerateConstructions(problem, options.max_ops);
  std::vector<Opponent> best;
  for (const auto& [ops, group] : Contenders(constructions, judge)) {
    std::optional<Opponent> winner;
    double to_beat = best.empty() ? judge.magnitude() : kGain * best.back().error;
    for (const Contender& contender : group) {
      const double excess = contender.construction->has_free_constants ? kStartExcess : 1;
      if (contender.start_error > excess * to_beat) continue;
      Construction finished = *contender.construction;
      finished.program = judge.Finished(*contender.construction);
      if (!(judge.StartError(finished) < to_beat)) continue;
      Opponent opponent = judge.Checked(finished, finished.program);
      if (!(opponent.error < to_beat)) continue;
      to_beat = opponent.error;
      winner = std::move(opponent);
    }
    if (winner) best.push_back(*std::move(winner));
  }
  return best;
}

std::vector<Opponent> AllConstructions(const Problem& problem, const OpponentOptions& options) {
  Judge judge(problem, options);
  const std::vector<Construction> constructions = EnumerateConstructions(problem, options.max_ops);
  std::vector<Opponent> all;
  for (const auto& [ops, group] : Contenders(constructions, judge)) {
    for (const Contender& contender : group) {
      Opponent opponent = judge.Checked(*contender.construction, judge.Finished(*contender.construction));
      if (opponent.error < judge.magnitude()) all.push_back(std::move(opponent));
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Opponent& a, const Opponent& b) {
    const int ops_a = OpCount(a.program), ops_b = OpCount(b.program);
    return ops_a != ops_b ? ops_a < ops_b : a.error < b.error;
  });
  return all;
}

}  // namespace ulpforge
