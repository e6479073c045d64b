// Figures of other functions beside those of a run.
//
// Thread safety: pure functions.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "engine/schema/run.pb.h"
#include "report/report.pb.h"

namespace ulpforge {

// The file, made as those of results/baselines; unknown fields are left out. DataLoss for malformed JSON.
absl::StatusOr<Baselines> ReadBaselines(const std::string& path);

// Adds the kernels of the run's variant and the peers. Their static cycles count only if they come from the
// run's own cost model.
void AddBaselines(const SearchConfig& config, const Baselines& baselines, ReportRun* run);

}  // namespace ulpforge
