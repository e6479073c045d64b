// What the header of emitted code says of its errors over the reals, and double code of its own error.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "dsl/program.h"
#include "targets/problem.h"

namespace ulpforge {

// A proved bound to four digits, rounded up so that it stays one: "1.461e-12".
std::string FormatBound(double bound);

struct RealClaims {
  std::vector<std::string> lines;
  double worst_input = 0;  // where the error over the reals is largest
};

// What is computed, with the error over the reals: a proved bound if there is one, else the largest that was
// met. REQUIRES: the program has real ops only.
absl::StatusOr<RealClaims> MakeRealClaims(const Program& program, const Problem& problem);

// The largest error of the program in double that was met; it is looked for beside `worst_input` too.
absl::StatusOr<std::string> DoubleClaimLine(const Program& program, const Problem& problem,
                                            double worst_input);

}  // namespace ulpforge
