// The classical constructions that a configuration allows, and a front beside them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "classical/opponent.h"
#include "dsl/program.h"
#include "engine/run.pb.h"
#include "targets/problem.h"

namespace ulpforge {

// The op count, ops and format of constants of a configuration. REQUIRES: ValidateConfig(config).ok().
OpponentOptions MakeOpponentOptions(const SearchConfig& config);

// What `--seed-program classical` stands for: constructions with fitted constants over the reals, the
// polynomial cores of kernels in float32. InvalidArgument if the configuration has no problem.
absl::StatusOr<std::vector<Program>> ClassicalPrograms(const SearchConfig& config);

// What `ulpforge classical --json` prints.
ClassicalReport MakeClassicalReport(const Problem& problem, const SearchConfig& config,
                                    const std::vector<Opponent>& opponents);

// ops, error, level, classical error, ratio, classical kind. Every op count of the configuration has a row,
// with the best of both sides with at most as many ops; a ratio above 1 says that the front is better.
std::string ComparisonTable(const FrontReport& report, const std::vector<Opponent>& opponents);

}  // namespace ulpforge
