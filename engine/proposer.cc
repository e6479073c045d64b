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

Proposer::Proposer(Mutator mutator, const KeyRow& key, KeyOptions key_options, uint64_t seed,
                   const std::vector<Program>& seeds)
    : mutator_(std::move(mutator)), key_(key), key_options_(std::move(key_options)), seed_(seed) {
  for (const Program& program : seeds) {
    Individual individual{.program = Simplified(program)};
    individual.key = key_.key(individual.program, key_options_);
    seeds_.push_back(std::move(individual));
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
    candidate.key = seeds_[index].key;
    watch.Lap(Phase::kPropose);
    return candidate;
  }
  const Individual* parent = Parent(algorithm, rng);
  const Draft parent_draft = parent != nullptr ? ToDraft(parent->program) : Draft();
  const SearchSpace& space = mutator_.space();
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const int scratch_ops = 1 + static_cast<int>(rng.Below(std::min(kScratchOps, space.max_ops)));
    const Draft draft =
        parent != nullptr ? mutator_.Mutate(parent_draft, rng) : RandomDraft(space, scratch_ops, rng);
    const bool accepted = Accept(draft, candidate);
    watch.Lap(Phase::kPropose);
    if (!accepted) continue;
    candidate.key = key_.key(candidate.program, key_options_);
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
