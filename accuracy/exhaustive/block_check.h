// BlockCheck: one worker of an exhaustive check. It evaluates functions on a block of inputs, compares with
// the true values, which all functions share, and settles what the enclosures of the true values leave open.
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
#include "accuracy/exhaustive/error_meter.h"
#include "accuracy/exhaustive/exhaustive.pb.h"

namespace ulpforge {

class BlockCheck {
 public:
  // Of functions with inputs in `format` and results in `result`. REQUIRES: the row of the target and the
  // formats outlive this object. Without a contract nothing is excused and no symmetry is counted.
  // With a measure, errors in it are counted as well.
  BlockCheck(const Target& target, const FloatFormat& format, const FloatFormat& result,
             const std::optional<Contract>& contract, std::vector<ArrayFunction<float>> functions,
             const std::optional<ResultError>& measure = std::nullopt);

  // The tally of the block for each function, but with the extremes of `known`, which is about other blocks,
  // where those are larger: nobody looks at smaller errors. REQUIRES: as many tallies as functions.
  std::vector<ExhaustiveTally> Check(const InputBlock& block, std::span<const ExhaustiveTally> known);

 private:
  // Of the function whose results the chunk has.
  void CheckChunk();
  bool MayHoldExtreme(const ChunkSummary& summary) const;

  // Everything but the extremes, input by input.
  void CountAll();
  // The correctly rounded values of the chunk, with MPFR where they are not certain.
  void FindCorrect();
  void FindExcuses();
  // Whether the contract can excuse a result of the chunk whose summary this is.
  bool MayExcuse(const ChunkSummary& summary, bool is_uniform) const;
  // All of the chunk is not covered, as it is seen at a glance.
  bool IsUncovered() const;
  void CheckSymmetry();
  void MeasureErrors();
  void CountInput(size_t i);
  void CheckPair(size_t i);
  std::partial_ordering Order(size_t i);
  void ResolveCorrect(std::span<const size_t> open);
  bool AreZeros(std::span<const size_t> open) const;
  void Ask(size_t i);
  bool IsUnknown(size_t i) const { return !known_.empty() && !known_[i].known; }
  // Nothing is asked of a result.
  bool IsExempt(size_t i) const;

  const FloatFormat& result_;  // format of the results
  std::vector<ArrayFunction<float>> functions_;
  Chunk chunk_;
  ExactReference exact_;
  std::optional<ErrorMeter> meter_;   // if there is a measure
  std::optional<Coverage> coverage_;  // if there is a contract
  std::vector<float> correct_;        // the correctly rounded values of the chunk; empty: not found yet
  bool all_decided_ = true;           // MPFR had none of them to decide
  std::vector<RoundedValue> known_;   // what is known of the loaded inputs; empty: all
  std::vector<Excuse> excuses_;       // of the loaded inputs; empty: none
  ExhaustiveTally* tally_ = nullptr;  // of the function whose results the chunk has
};

}  // namespace ulpforge
