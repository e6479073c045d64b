// The front: the programs that no cheaper one equals in accuracy, finished and checked.
//
// Thread safety: const members are safe to call concurrently.
#pragma once

#include <cstdint>
#include <map>
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

  // What a new member of this cost must undercut: the smallest error of a member that costs as much or less,
  // times the improvement. Infinity if there is none.
  double Best(double cost) const;

  // Adds the member if it beats all that cost as much or less, and drops those that it dominates.
  bool Offer(FrontMember member);

  // The members, by rising cost and falling error.
  std::vector<const FrontMember*> Members() const;

 private:
  double improvement_;
  std::map<double, FrontMember> members_;  // by cost
};

}  // namespace ulpforge
