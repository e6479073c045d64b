// An Individual is an evaluated program as the search algorithms see it.
//
// Thread safety: a value type.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "dsl/program.h"
#include "engine/schema/run.pb.h"
#include "hashing/function_key.h"

namespace ulpforge {

struct Individual {
  Program program;   // canonical, constants fitted
  int frame = 0;     // as in Candidate
  int size = 0;      // what niches are made by, from 1
  double error = 0;  // of the fit, in the problem's measure
  FunctionKey key;
  uint64_t birth = 0;   // index of the candidate that it became a member with
  uint64_t origin = 0;  // index of the candidate that the program comes from
};

IndividualState SaveIndividual(const Individual& individual);

// DataLoss if the program text does not parse.
absl::StatusOr<Individual> LoadIndividual(const IndividualState& state);

}  // namespace ulpforge
