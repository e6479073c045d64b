// Kernels ranked by the clock. A search prices kernels with a model, so that its result does not depend on
// the machine; what is close by the model is told apart by measuring.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/schema/run.pb.h"

namespace ulpforge {

class Run;

struct RankingOptions {
  double seconds_per_kernel = 0.3;
  size_t threads = 0;                       // that verify; 0: as many as there are processors
  const std::atomic<bool>* stop = nullptr;  // the ranking ends early once it is true
  // Called before each verification with the number of those that are done.
  std::function<void(size_t verified)> progress = [](size_t) {};
};

// Times the front and the finalists of a report of kernels, code for the CPU of its configuration: cycles per
// element of an array, or of a chain if the cost model is one of latency. Finalists that the clock puts on
// the front are verified. The front of the result holds the kernels that none measured faster equals in
// accuracy, by rising measured cost, its finalists the others. FailedPrecondition if this machine cannot run
// the code, or if none of the timings can be trusted; Cancelled once *stop is true.
absl::StatusOr<FrontReport> Rank(const FrontReport& report, const RankingOptions& options = {});

// What a search ends with: the report of the run, ranked if its configuration wants that and this machine
// can; the ranking then stands in the run directory. *why_not says why there is none that was wanted.
FrontReport RankedReport(const Run& run, const RankingOptions& options, absl::Status* why_not);

}  // namespace ulpforge
