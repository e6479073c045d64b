// The functional equivalence cache (FEC): what is known about functions that were evaluated before, by
// functional key. Bounded in bytes; the least recently used entry goes first. Its whole state, order
// included, can be saved and restored, because a search that resumes must give the same answers.
//
// Thread safety: none; the engine uses it from one thread, between the parallel phases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "hashing/function_key.h"
#include "hashing/same_family.h"
#include "hashing/structure.h"

namespace ulpforge {

struct CachedEvaluation {
  double error = 0;
  int ops = 0;                      // op count of the program that was evaluated
  uint32_t hits = 0;                // how often Find has answered with it, since it was inserted first
  std::vector<Extended> constants;  // fitted, in canonical slots
  std::string program;              // compact form of the program that was evaluated, for the audit

  friend bool operator==(const CachedEvaluation&, const CachedEvaluation&) = default;
};

class EvaluationCache {
 public:
  explicit EvaluationCache(size_t capacity_bytes);

  // A move takes the entries along; a copy would leave the index pointing into the original.
  EvaluationCache(EvaluationCache&&) = default;
  EvaluationCache& operator=(EvaluationCache&&) = default;

  // The entry of `key`, now the most recently used and with one more hit, or nullptr. Valid until the next
  // Insert.
  const CachedEvaluation* Find(const FunctionKey& key);

  // The same without touching the order or the hits.
  const CachedEvaluation* Peek(const FunctionKey& key) const;

  // Adds or replaces, as the most recently used entry; evicts until the bound holds. An entry larger than
  // the bound is not kept, nor is an older one of that key.
  void Insert(const FunctionKey& key, CachedEvaluation evaluation);

  size_t size() const;

  // The memory of the entries with their share of the tables: 192 for the list node, its slot in the
  // index and the allocator, 16 for each constant, 1 for each byte of the program. A function of what is
  // stored alone, so that a restored cache evicts as the original would have.
  size_t bytes() const;

  uint64_t evictions() const { return evictions_; }

  // Calls `visit` for each entry, least recently used first; inserting in that order restores the cache.
  void ForEach(const std::function<void(const FunctionKey&, const CachedEvaluation&)>& visit) const;
  void set_evictions(uint64_t evictions) { evictions_ = evictions; }

 private:
  struct Entry {
    FunctionKey key;
    CachedEvaluation evaluation;
    size_t bytes = 0;
  };

  void Erase(std::list<Entry>::iterator entry);

  size_t capacity_bytes_;
  size_t bytes_ = 0;
  std::list<Entry> entries_;  // least recently used first
  absl::flat_hash_map<FunctionKey, std::list<Entry>::iterator> index_;
  uint64_t evictions_ = 0;
};

}  // namespace ulpforge
