// The page: one HTML file that holds the model as JSON and all that draws it. It asks nothing of a network.
//
// Thread safety: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "report/report.pb.h"

namespace ulpforge {

// The template of the page, made at build time from report/web; empty if the build left it out.
std::string_view PageTemplate();

// The page of the model. Unimplemented, with the mend, if the build left the template out.
absl::StatusOr<std::string> FormatPage(const ReportModel& model);

}  // namespace ulpforge
