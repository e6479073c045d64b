// FastReference: the values of a target at consecutive floats, with proved error bounds, some nanoseconds
// each: the reference of a check of all 2^32 floats. It knows a function only by its row of the target table.
//
// The floats are divided into ranges on which one Taylor polynomial is good enough (taylor_piece.h,
// piece_map.h); periodic functions are reduced to an eighth of a turn first (quarter_turns.h). Both are built
// when they are first needed.
//
// Thread safety: one FastReference per thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "accuracy/reference/fast_value.h"
#include "accuracy/reference/piece_map.h"
#include "accuracy/reference/quarter_turns.h"
#include "targets/target_table.h"

namespace ulpforge {

class FastReference {
 public:
  // REQUIRES: the row of the target outlives this object, as those of Targets() do, and has a series.
  explicit FastReference(const Target& target);

  const Target& target() const { return target_; }

  // values[i] belongs to the float with the bits first_bits + i. Runs of some 1000 to 10000 floats are
  // fastest: the values of longer ones leave the cache before they are read.
  // REQUIRES: all these floats are finite and have the same sign.
  void Evaluate(uint32_t first_bits, std::span<FastValue> values);

 private:
  const Target& target_;
  PieceMap pieces_;
  std::optional<QuarterTurnTable> turns_;
};

}  // namespace ulpforge
