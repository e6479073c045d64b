#include "engine/proposer.h"

#include <algorithm>
#include <utility>

#include "dsl/canonical.h"
#include "fitting/tape.h"

namespace ulpforge {
namespace {

constexpr int kTries = 12;
constexpr int kScratchOps = 4;  // programs from scratch begin small and grow
constexpr double kSeedParent = 0.05;
constexpr double kOtherFrame = 0.1;
constexpr double kFrameAlone = 0.5;  // of the candidates with another frame: the program stays

// True if some constant can be traded for the others, as in (x + a) + b: then there is nearly always a
// program with fewer ops for the same functions. Only told of smooth programs; where a program has steps,
// derivatives say nothing.
bool HasRedundantConstant(const Program& program) {
  const bool smooth =
      std::none_of(program.instructions.begin(), program.instructions.end(),
                   [](const Instruction& i) { return Info(i.op).algebra == Algebra::kPiecewise; });
  return smooth && ConstantRank(program) < static_cast<int>(program.constants.size());
}

}  // namespace

Program Simplified(const Program& program) {
  return Canonicalize(NormalizeFreeConstants(FoldConstants(program)));
}

Proposer::Proposer(Mutator mutator, const Arithmetic& arithmetic, uint64_t seed,
                   const std::vector<Program>& seeds)
    : mutator_(std::move(mutator)), arithmetic_(arithmetic), seed_(seed) {
  for (const Program& program : seeds) {
    for (int frame = 0; frame < arithmetic_.frames(); ++frame) {
      Individual individual{.program = Simplified(program), .frame = frame, .origin = seeds_.size()};
      individual.key = arithmetic_.Key(individual.program, frame);
      seeds_.push_back(std::move(individual));
    }
  }
}

// Populations forget what is old; a seed stays.
const Individual* Proposer::Parent(const SearchAlgorithm& algorithm, Rng& rng) const {
  if (!seeds_.empty() && rng.Chance(kSeedParent)) return &seeds_[rng.Below(seeds_.size())];
  return algorithm.Ask(rng);
}

bool Proposer::Accept(const Draft& draft, Candidate& candidate) const {
  const SearchSpace& space = mutator_.space();
  Program program = Simplified(ToProgram(draft));
  if (!Tape::Accepts(program) || OpCount(program) > space.max_ops) return false;
  if (static_cast<int>(program.constants.size()) > space.max_constants) return false;
  candidate.program = std::move(program);
  return true;
}

Candidate Proposer::Propose(const SearchAlgorithm& algorithm, uint64_t index, Stopwatch& watch) const {
  watch.Start();
  Rng rng(seed_, 2 * index);
  Candidate candidate{.index = index};
  if (index < seeds_.size()) {
    candidate.made = true;
    candidate.program = seeds_[index].program;
    candidate.frame = seeds_[index].frame;
    candidate.key = seeds_[index].key;
    watch.Lap(Phase::kPropose);
    return candidate;
  }
  const Individual* parent = Parent(algorithm, rng);
  if (parent != nullptr) candidate.parent = parent->origin;
  const Draft parent_draft = parent != nullptr ? ToDraft(parent->program) : Draft();
  const SearchSpace& space = mutator_.space();
  const bool has_frames = arithmetic_.frames() > 1;
  int frame = 0;
  if (parent != nullptr) {
    frame = parent->frame;
  } else if (has_frames) {
    frame = static_cast<int>(rng.Below(arithmetic_.frames()));
  }
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const int scratch_ops = 1 + static_cast<int>(rng.Below(std::min(kScratchOps, space.max_ops)));
    candidate.frame = has_frames && rng.Chance(kOtherFrame) ? arithmetic_.OtherFrame(frame, rng) : frame;
    const bool only_frame = candidate.frame != frame && rng.Chance(kFrameAlone);
    const Draft draft = parent == nullptr ? RandomDraft(space, scratch_ops, rng)
                        : only_frame      ? parent_draft
                                          : mutator_.Mutate(parent_draft, rng, &candidate.mutations);
    if (only_frame) candidate.mutations = {};
    const bool accepted = Accept(draft, candidate);
    watch.Lap(Phase::kPropose);
    if (!accepted) continue;
    candidate.key = arithmetic_.Key(candidate.program, candidate.frame);
    watch.Lap(Phase::kKey);
    if (parent != nullptr && candidate.key == parent->key) {
      ++candidate.unchanged;
      continue;
    }
    const bool redundant = HasRedundantConstant(candidate.program);
    watch.Lap(Phase::kKey);
    if (redundant) {
      ++candidate.redundant;
      continue;
    }
    candidate.made = true;
    break;
  }
  return candidate;
}

}  // namespace ulpforge
