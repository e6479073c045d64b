// What is known of structures that were seen lately, by their StructureKey: half of the programs that a
// search proposes repeat the structure of another, and the other keys and ConstantRank, which are functions
// of the structure alone, cost ten times as much as this key. It remembers only what could be computed again,
// so what it holds never changes a result.
//
// Thread safety: one StructureMemo per thread.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "hashing/function_key.h"

namespace ulpforge {

class StructureMemo {
 public:
  struct Facts {
    std::optional<FunctionKey> key;
    std::optional<bool> redundant;  // whether a constant is
  };

  // What is known of the structure, for the caller to complete. Valid until the next call. All calls must be
  // of one key function with one set of options.
  Facts& Of(const FunctionKey& structure) {
    Slot& slot = slots_[structure.low % kSlots];
    if (slot.structure != structure) slot = {structure, {}};
    return slot.facts;
  }

 private:
  // Directly mapped; fits into the second-level cache of a core.
  static constexpr size_t kSlots = size_t{1} << 14;
  struct Slot {
    FunctionKey structure;
    Facts facts;
  };

  std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
};

}  // namespace ulpforge
