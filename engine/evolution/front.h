// The front: the programs that no cheaper one of the same frame equals in accuracy, finished and checked.
// There is a front for every frame, because a cost model errs most between frames: what is second by the
// model may be first by the clock.
//
// Thread safety: const members are safe to call concurrently.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "dsl/program.h"

namespace ulpforge {

struct FrontMember {
  Program program;        // constants final
  double cost = 0;        // of the program: ops over the reals, else what the cost model says
  double error = 0;       // of the program with these constants, level sampled
  uint64_t found_at = 0;  // index of the candidate
  // Of kernels, which consist of a template and a core:
  int frame = 0;  // index of the template
  Program core;
};

class Front {
 public:
  // An error must shrink at least by the factor `improvement` to count as better; less is noise.
  explicit Front(double improvement) : improvement_(improvement) {}

  double improvement() const { return improvement_; }

  // What a new member of this cost must undercut: the smallest error of a member of the frame that costs as
  // much or less, times the improvement. Infinity if there is none.
  double Best(double cost, int frame) const;

  // The same over all frames.
  double Best(double cost) const;

  // Adds the member if it beats all of its frame that cost as much or less, and drops those that it
  // dominates.
  bool Offer(FrontMember member);

  // The members of all frames, by rising cost and then rising error.
  std::vector<const FrontMember*> Members() const;

  // Those among them that cost at most `slack` times as much as the cheapest of at most the same error.
  // REQUIRES: slack >= 1.
  std::vector<const FrontMember*> Finalists(double slack) const;

 private:
  using Key = std::pair<int, double>;  // frame and cost

  double improvement_;
  std::map<Key, FrontMember> members_;
};

}  // namespace ulpforge
