// Kernels ranked by the clock. A search prices kernels with a model, so that its result does not depend on
// the machine; what is close by the model is told apart by measuring. The ranking stands beside the report of
// the run, which stays as it is:
//
//   RUN/ranked.json   a FrontReport whose entries have measured costs
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/schema/run.pb.h"

namespace ulpforge {

struct RankingOptions {
  double seconds_per_kernel = 0.3;
  size_t threads = 1;  // that verify
  // Called before each verification with the number of those that are done.
  std::function<void(size_t verified)> progress = [](size_t) {};
};

// Times the front and the finalists of a report of kernels, code for the CPU of its configuration: cycles per
// element of an array, or of a chain if the cost model is one of latency. Finalists that the clock puts on
// the front are verified. The front of the result holds the kernels that none measured faster equals in
// accuracy, by rising measured cost, its finalists the others. FailedPrecondition if this machine cannot run
// the code, or if none of the timings can be trusted; Cancelled once `stop` is true.
absl::StatusOr<FrontReport> Rank(const FrontReport& report, const std::atomic<bool>& stop,
                                 const RankingOptions& options = {});

absl::Status WriteRanking(const std::string& directory, const FrontReport& ranked);

// The ranking in the run directory; the report of the run (engine/run/report.h) if there is none, or only one
// from before the run went on.
absl::StatusOr<FrontReport> ReadRankedReport(const std::string& directory);

}  // namespace ulpforge
