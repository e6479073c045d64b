// The report of a run as JSON and CSV, and back. The same report gives the same bytes.
//
// Thread safety: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/schema/run.pb.h"
#include "google/protobuf/message.h"

namespace ulpforge {

// Any message as indented JSON with the field names of run.proto; numbers read back to the same bits.
std::string FormatJson(const google::protobuf::Message& message);

// The same on one line.
std::string FormatJsonLine(const google::protobuf::Message& message);

// The same for a report, its front sorted by ops, by cost for kernels, by measured cost if it is a ranking.
// `bound` is null for every entry that is not certified.
std::string FormatReportJson(const FrontReport& report);

// One line per entry, sorted by ops, under a header line: ops,error,level,bound,worst_input,found_at,
// constants,program. Lines of a program are separated by "; ".
std::string FormatReportCsv(const FrontReport& report);

// DataLoss that begins with `source`, for malformed JSON or unknown fields.
absl::StatusOr<FrontReport> ParseReportJson(std::string_view json, std::string_view source);

// DIRECTORY/front.json. DataLoss, with the mend, also if its target, domain or measure make no problem.
absl::StatusOr<FrontReport> ReadReport(const std::string& directory);

// DIRECTORY/ranked.json: a ranking by the clock (publish/ranking.h), whose entries have measured costs. It
// stands beside the report of the run, which stays as it is.
absl::Status WriteRanking(const std::string& directory, const FrontReport& ranked);

// The ranking in the run directory; the report of the run if there is none, or only one from before the run
// went on.
absl::StatusOr<FrontReport> ReadRankedReport(const std::string& directory);

}  // namespace ulpforge
