#include "engine/run/proposer.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ulpforge {
namespace {

constexpr int kTries = 12;
constexpr int kScratchOps = 4;  // programs from scratch begin small and grow
constexpr double kSeedParent = 0.05;
constexpr double kOtherFrame = 0.1;
constexpr double kFrameAlone = 0.5;  // of the candidates with another frame: the program stays

}  // namespace

Proposer::Proposer(std::unique_ptr<const Variation> variation, const Arithmetic& arithmetic, uint64_t seed,
                   const std::vector<Program>& seeds)
    : variation_(std::move(variation)), arithmetic_(arithmetic), seed_(seed) {
  for (const Program& program : seeds) {
    for (int frame = 0; frame < arithmetic_.frames(); ++frame) {
      Individual individual{
          .program = variation_->Simplify(program), .frame = frame, .origin = seeds_.size()};
      individual.key = arithmetic_.Key(individual.program, frame);
      seeds_.push_back(std::move(individual));
    }
  }
}

// Populations forget what is old; a seed stays.
const Individual* Proposer::Parent(const SearchAlgorithm& algorithm, Rng& rng) const {
  if (!seeds_.empty() && rng.Chance(kSeedParent)) return &seeds_[rng.Below(seeds_.size())];
  if (variation_->fresh() > 0 && rng.Chance(variation_->fresh())) return nullptr;
  return algorithm.Ask(rng);
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
  const bool has_frames = arithmetic_.frames() > 1;
  int frame = 0;
  if (parent != nullptr) {
    frame = parent->frame;
  } else if (has_frames) {
    frame = static_cast<int>(rng.Below(arithmetic_.frames()));
  }
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const int scratch_ops = 1 + static_cast<int>(rng.Below(std::min(kScratchOps, variation_->max_ops())));
    candidate.frame = has_frames && rng.Chance(kOtherFrame) ? arithmetic_.OtherFrame(frame, rng) : frame;
    const bool only_frame = candidate.frame != frame && rng.Chance(kFrameAlone);
    std::optional<Program> program = parent == nullptr ? variation_->Random(scratch_ops, rng)
                                     : only_frame
                                         ? parent->program
                                         : variation_->Mutate(parent->program, rng, &candidate.mutations);
    if (only_frame) candidate.mutations = {};
    watch.Lap(Phase::kPropose);
    if (!program) continue;
    candidate.program = *std::move(program);
    candidate.key = arithmetic_.Key(candidate.program, candidate.frame);
    watch.Lap(Phase::kKey);
    if (parent != nullptr && candidate.key == parent->key) {
      ++candidate.unchanged;
      continue;
    }
    const bool redundant = variation_->IsRedundant(candidate.program, rng);
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
