// The front: for every op count the most accurate program found, finished and checked for poles.
//
// Thread safety: const members are safe to call concurrently.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/program.h"

namespace ulpforge {

// An error must shrink at least by this factor to count as better. Less is noise: constants that round a
// little differently, and the fit stopping 2^-24 beside an open end, where the error is still some 1e-5
// short of its limit.
inline constexpr double kImprovement = 1 - 2e-5;

struct FrontMember {
  Program program;        // constants final
  double error = 0;       // of the program with these constants, level sampled
  uint64_t found_at = 0;  // index of the candidate
};

class Front {
 public:
  explicit Front(int max_ops) : members_(max_ops + 1) {}

  // What a new member of `ops` ops must undercut: the smallest error of a member with at most as many ops,
  // times kImprovement. Infinity if there is none.
  double Best(int ops) const;

  // Adds the member if it beats all with at most as many ops, and drops those that it dominates.
  bool Offer(FrontMember member);

  // The members, by rising op count and falling error.
  std::vector<const FrontMember*> Members() const;

 private:
  std::vector<std::optional<FrontMember>> members_;  // by op count
};

}  // namespace ulpforge
