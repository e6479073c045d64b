// Measured cycles for the programs of a run of kernels and for its peers, all in one process.
#pragma once

#include "absl/status/status.h"
#include "engine/schema/run.pb.h"
#include "report/report.pb.h"

namespace ulpforge {

// Compiles the C of every program for the level that peers are timed at, times them beside the peers, checks
// the peers at every input of the contract, and adds what came out to `run`, which is made from `config`: its
// peers, if it had any, are replaced. Figures that cannot be trusted are left out.
absl::Status AddTimes(const SearchConfig& config, ReportRun* run);

}  // namespace ulpforge
