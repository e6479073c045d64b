// The mutation table: one row per way of changing a program. A mutation edits a draft; what comes out is
// simplified afterwards, so a row need not care about dead code or constant subexpressions.
//
// Thread safety: immutable table, pure functions.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "engine/draft.h"

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

// Picks mutations by weight.
class Mutator {
 public:
  // `weights` stand beside the rows of `table`, which is static. REQUIRES: none negative, not all zero.
  Mutator(SearchSpace space, std::vector<double> weights, std::span<const Mutation> table = Mutations());

  const SearchSpace& space() const { return space_; }

  // One to three mutations of `parent`.
  Draft Mutate(const Draft& parent, Rng& rng) const;

 private:
  const Mutation& Pick(Rng& rng) const;

  SearchSpace space_;
  std::vector<double> weights_;
  std::span<const Mutation> table_;
  double total_;
};

}  // namespace ulpforge
