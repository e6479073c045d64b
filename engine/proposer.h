// The Proposer turns a parent into a candidate: it mutates until the function changes, brings the child
// into canonical form and takes its key.
//
// Thread safety: const members are safe to call concurrently.
#pragma once

#include <cstdint>
#include <string>

#include "engine/algorithm.h"
#include "engine/mutation.h"
#include "hashing/function_key.h"

namespace ulpforge {

struct Candidate {
  uint64_t index = 0;
  bool made = false;  // false if no mutation gave an acceptable program
  Program program;    // canonical, with inherited or random constants
  FunctionKey key;
  uint32_t unchanged = 0;  // tries that computed what the parent computes
  uint32_t redundant = 0;  // tries with a constant that the others can replace
};

class Proposer {
 public:
  Proposer(Mutator mutator, KeyOptions key_options, uint64_t seed)
      : mutator_(std::move(mutator)), key_options_(std::move(key_options)), seed_(seed) {}

  // The candidate number `index`; depends on the seed, the index and the state of the algorithm only.
  Candidate Propose(const SearchAlgorithm& algorithm, uint64_t index) const;

 private:
  // Simplifies the draft and fills in `candidate`; false if the program is outside the search space.
  bool Accept(const Draft& draft, Candidate& candidate) const;

  Mutator mutator_;
  KeyOptions key_options_;
  uint64_t seed_;
};

}  // namespace ulpforge
