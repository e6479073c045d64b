// A population in which only age kills: members leave in the order they came. No two members compute
// the same function, or reach the same error to a few digits, which is how equivalent parametrisations
// of one function show after fitting.
//
// Thread safety: const members are safe to call concurrently.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "absl/container/flat_hash_set.h"
#include "base/rng.h"
#include "engine/evolution/individual.h"

namespace ulpforge {

class AgingPopulation {
 public:
  explicit AgingPopulation(size_t capacity) : capacity_(capacity) {}

  bool empty() const { return members_.empty(); }
  size_t size() const { return members_.size(); }
  const std::deque<Individual>& members() const { return members_; }  // oldest first

  // Adds `child` and removes the oldest beyond the capacity; false if a member has the same key or error.
  bool Add(Individual child);

  // The member with the smallest error among `size` random ones. REQUIRES: not empty.
  const Individual& Tournament(int size, Rng& rng) const;

  PopulationState Save() const;
  absl::Status Load(const PopulationState& state);

 private:
  size_t capacity_;
  std::deque<Individual> members_;  // oldest first
  absl::flat_hash_set<FunctionKey> keys_;
  absl::flat_hash_set<uint64_t> error_classes_;
};

}  // namespace ulpforge
