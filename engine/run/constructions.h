// The classical constructions that a configuration allows.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "classical/opponent.h"
#include "dsl/program.h"
#include "engine/schema/run.pb.h"
#include "targets/problem.h"

namespace ulpforge {

// The op count, ops and format of constants of a configuration. REQUIRES: ValidateConfig(config).ok().
OpponentOptions MakeOpponentOptions(const SearchConfig& config);

// What `--seed-program classical` stands for: constructions with fitted constants over the reals, the
// polynomial cores of kernels in float32. InvalidArgument if the configuration has no problem.
absl::StatusOr<std::vector<Program>> ClassicalPrograms(const SearchConfig& config);

// InvalidArgument for a function that is known by samples only.
absl::Status CheckHasConstructions(const Problem& problem);

// What `ulpforge classical --json` prints.
ClassicalReport MakeClassicalReport(const Problem& problem, const SearchConfig& config,
                                    const std::vector<Opponent>& opponents);

}  // namespace ulpforge
