// BlockCheck: one worker of an exhaustive check. It evaluates a function on a block of inputs, compares with
// the true values, and settles what the enclosures of the true values leave open.
//
// Thread safety: one per thread.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "accuracy/contract/coverage.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/chunk.h"
#include "accuracy/exhaustive/exhaustive.pb.h"

namespace ulpforge {

class BlockCheck {
 public:
  // REQUIRES: the row of the target and the format outlive this object.
  // Without a contract nothing is excused and no symmetry is counted.
  BlockCheck(const Target& target, const FloatFormat& format, const std::optional<Contract>& contract,
             ArrayFunction<float> function);

  // The tally of the block, but with the extremes of `known`, which is about other blocks, where those are
  // larger: nobody looks at smaller errors.
  ExhaustiveTally Check(const InputBlock& block, const ExhaustiveTally& known);

 private:
  void CheckChunk();
  bool MayHoldExtreme(const ChunkSummary& summary) const;

  // Everything but the extremes, input by input. True if MPFR had no correctly rounded value to decide.
  bool CountAll();
  void FindExcuses();
  // Whether the contract can excuse a result of the chunk whose summary this is.
  bool MayExcuse(const ChunkSummary& summary, bool is_uniform) const;
  // All of the chunk is not covered, as it is seen at a glance.
  bool IsUncovered() const;
  void CheckSymmetry();
  void CountInput(size_t i);
  void CheckPair(size_t i);
  std::partial_ordering Order(size_t i);
  void ResolveCorrect(std::span<const size_t> open);

  const FloatFormat& format_;
  Chunk chunk_;
  std::optional<Coverage> coverage_;  // if there is a contract
  std::vector<float> correct_;        // the correctly rounded values of the chunk, after CountAll
  std::vector<Excuse> excuses_;       // of the loaded inputs; empty: none
  ExhaustiveTally tally_;
};

}  // namespace ulpforge
