// The mutation table: one row per way of changing a program. A mutation edits a draft; what comes out is
// simplified afterwards, so a row need not care about dead code or constant subexpressions. Behind the rows
// stand the mutations that a program registered, in the order of their names.
//
// Thread safety: the table is immutable once all mutations are registered; pure functions.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "base/rng.h"
#include "engine/variation/draft.h"

namespace ulpforge {

struct Mutation {
  std::string_view name;
  std::string_view description;
  double weight;  // default, relative to the others
  // False if the mutation does not apply to this draft, which is then unchanged. True if it was applied,
  // which can give the same program again (an op chosen for itself, equal operands swapped).
  bool (*apply)(const SearchSpace& space, Rng& rng, Draft& draft);
};

std::span<const Mutation> Mutations();

// A mutation of one's own, of programs over the reals and of cores of kernels.
struct CustomMutation {
  std::string name;  // lower-case letters, digits and -, as in the key `mutation`
  std::string description;
  // As Mutation::apply: random numbers come from `rng` alone and nothing is kept between calls, or runs are
  // not reproducible; called from several threads at once. Node operands name earlier nodes, ops are those of
  // the space, and there are at most space.max_ops.
  bool (*apply)(const SearchSpace& space, Rng& rng, Draft& draft) = nullptr;
};

// Adds the mutation with weight 0: a search applies it if its configuration says mutation: "NAME=WEIGHT",
// which a run records. Nothing is added if there is an error: InvalidArgument if the name is no name or is
// taken or there is no function; ResourceExhausted if there are too many. Register before the first search,
// from one thread.
absl::Status RegisterMutation(const CustomMutation& mutation);

// The names of the mutations between a parent and its child, in the order they were applied. The texts live
// as long as the table, or whatever else they come from.
class AppliedMutations {
 public:
  static constexpr size_t kMost = 3;

  bool full() const { return count_ == kMost; }
  // REQUIRES: !full().
  void Add(std::string_view name) { names_[count_++] = name; }
  const std::string_view* begin() const { return names_.data(); }
  const std::string_view* end() const { return names_.data() + count_; }

 private:
  std::array<std::string_view, kMost> names_{};
  size_t count_ = 0;
};

// Picks mutations by weight.
class Mutator {
 public:
  // `weights` stand beside the rows of `table`, which is static. REQUIRES: none negative, not all zero.
  Mutator(SearchSpace space, std::vector<double> weights, std::span<const Mutation> table = Mutations());

  const SearchSpace& space() const { return space_; }

  // One to three mutations of `parent`. `applied`, if given, becomes those that had somewhere to be applied.
  Draft Mutate(const Draft& parent, Rng& rng, AppliedMutations* applied = nullptr) const;

 private:
  size_t Pick(Rng& rng) const;  // a row

  SearchSpace space_;
  std::vector<double> weights_;
  std::span<const Mutation> table_;
  double total_;
};

}  // namespace ulpforge
