// The front: for every op count the most accurate program found, finished and checked for poles.
//
// Thread safety: const members are safe to call concurrently.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/program.h"

namespace ulpforge {

struct FrontMember {
  Program program;        // constants final
  double error = 0;       // of the program with these constants, level sampled
  uint64_t found_at = 0;  // index of the candidate
};

class Front {
 public:
  explicit Front(int max_ops) : members_(max_ops + 1) {}

  // The smallest error of a member with at most `ops` ops; infinity if there is none. What a new member
  // must beat.
  double Best(int ops) const;

  // Adds the member if it beats all with at most as many ops, and drops those that it dominates.
  bool Offer(FrontMember member);

  // The members, by rising op count and falling error.
  std::vector<const FrontMember*> Members() const;

 private:
  std::vector<std::optional<FrontMember>> members_;  // by op count
};

}  // namespace ulpforge
