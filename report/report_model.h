// From a run to what a report shows of it: curves, graphs, code, lineage, convergence.
//
// Thread safety: pure functions.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "report/report.pb.h"
#include "report/run_record.h"

namespace ulpforge {

// Command lines that the report shows.
struct ReportCommands {
  std::string search;                                  // finds the run again
  std::function<std::string(const FrontEntry&)> emit;  // writes the code of a program
};

// Everything but the opponents and what was measured. InvalidArgument for a configuration that makes no
// sense, DataLoss for programs that do not parse.
absl::StatusOr<ReportRun> MakeReportRun(const RunRecord& record, const ReportCommands& commands);

}  // namespace ulpforge
