// The Proposer turns a parent into a candidate: it mutates until the function changes, brings the child
// into canonical form and takes its key. Whether the function changed is a question to the same key that
// the cache and the populations use.
//
// Thread safety: const members are safe to call concurrently.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/evolution/algorithm.h"
#include "engine/evolution/candidate.h"
#include "engine/space/arithmetic.h"
#include "engine/space/profile.h"
#include "engine/variation/variation.h"

namespace ulpforge {

class Proposer {
 public:
  // `seeds`: programs that are candidates themselves, the first ones, in every frame, and parents for as
  // long as the search goes on. `arithmetic` must outlive the proposer.
  // REQUIRES: simplified by the variation, they are in the search space.
  Proposer(std::unique_ptr<const Variation> variation, const Arithmetic& arithmetic, uint64_t seed,
           const std::vector<Program>& seeds = {});

  // The candidate number `index`; depends on the seed, the index and the state of the algorithm only.
  // Adds the time to `watch`.
  Candidate Propose(const SearchAlgorithm& algorithm, uint64_t index, Stopwatch& watch) const;

 private:
  // The program to mutate, or nullptr to begin from scratch.
  const Individual* Parent(const SearchAlgorithm& algorithm, Rng& rng) const;

  std::unique_ptr<const Variation> variation_;
  const Arithmetic& arithmetic_;
  uint64_t seed_;
  std::vector<Individual> seeds_;  // their errors are not known
};

}  // namespace ulpforge
