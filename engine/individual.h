// An Individual is an evaluated program as the search algorithms see it.
//
// Thread safety: a value type.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "dsl/program.h"
#include "engine/run.pb.h"
#include "hashing/function_key.h"

namespace ulpforge {

struct Individual {
  Program program;     // canonical, constants fitted
  double error = 0;    // of the fit, in the problem's measure
  FunctionKey key;     // family key
  uint64_t birth = 0;  // index of the candidate

  int ops() const { return OpCount(program); }
};

IndividualState SaveIndividual(const Individual& individual);

// DataLoss if the program text does not parse.
absl::StatusOr<Individual> LoadIndividual(const IndividualState& state);

}  // namespace ulpforge
