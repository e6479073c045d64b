// The last stage of a free program: its numbers are tuned against the hardest inputs of wide scans, then it
// is checked at every input.
//
// Thread safety: pure function.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "dsl/program.h"
#include "engine/space/float_space.h"

namespace ulpforge {

struct PolishedProgram {
  Program program;
  double error = 0;                 // in the measure of the space, over all inputs of the contract
  std::string worst_input;          // hexadecimal float
  std::vector<std::string> broken;  // clauses of the contract that do not hold
};

// `go_on` as for CheckKernel. Errors of compilation and of the checks.
absl::StatusOr<PolishedProgram> PolishProgram(const FloatSpace& space, const Program& program, int threads,
                                              const std::function<bool()>& go_on);

}  // namespace ulpforge
