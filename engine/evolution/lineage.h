// The Lineage says how programs came about: for every candidate that is still of use it knows the parent,
// the mutations in between, and so on back to a program from scratch. What no living program descends from is
// forgotten, so that its size follows the populations and not the length of the search.
//
// Thread safety: const members are safe to call concurrently.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "engine/schema/run.pb.h"
#include "engine/variation/mutation.h"

namespace ulpforge {

// The parent of a program from scratch, and of one that the search was given.
inline constexpr uint64_t kNoParent = std::numeric_limits<uint64_t>::max();

struct Ancestor {
  uint64_t parent = kNoParent;  // index of the candidate
  AppliedMutations mutations;   // from the parent to this program
  uint32_t frame = 0;
  double error = 0;       // as the algorithm was told
  std::string structure;  // PackStructure of the program
};

class Lineage {
 public:
  Lineage() = default;
  Lineage(Lineage&&) = default;
  Lineage& operator=(Lineage&&) = default;

  void Add(uint64_t candidate, Ancestor ancestor) { ancestors_[candidate] = std::move(ancestor); }

  size_t size() const { return ancestors_.size(); }

  // True if so much was added since the last Prune that it is time for the next.
  bool IsDue() const { return ancestors_.size() > limit_; }

  // Forgets all but the `living` candidates and their ancestors.
  void Prune(const std::vector<uint64_t>& living);

  // The `living` candidates and their ancestors, by rising index: the same whenever Prune was called.
  LineageState Save(const std::vector<uint64_t>& living) const;

  // DataLoss for references to mutations that the state does not name.
  absl::Status Load(const LineageState& state);

 private:
  // Those that are known, by rising index.
  std::vector<uint64_t> WithAncestors(const std::vector<uint64_t>& living) const;

  static constexpr size_t kRoom = 1 << 17;  // between two prunings, at least

  absl::flat_hash_map<uint64_t, Ancestor> ancestors_;
  std::set<std::string> names_;  // of mutations that were loaded; their addresses stay
  size_t limit_ = kRoom;
};

}  // namespace ulpforge
