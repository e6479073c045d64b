#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "engine/report.h"
#include "tools/command.h"
#include "tools/output.h"
#include "tools/summary.h"
#include "tools/tables.h"

namespace ulpforge {
namespace {

struct Options {
  std::string directory;
  bool json = false;
  bool csv = false;
};

absl::Status ShowFront(const Options& options) {
  const absl::StatusOr<FrontReport> report = ReadReport(options.directory);
  if (!report.ok()) return report.status();
  if (options.json) return WriteOutput(FormatReportJson(*report));
  if (options.csv) return WriteOutput(FormatReportCsv(*report));
  return WriteOutput(FrontTable(*report) + CacheSummary(report->statistics()));
}

}  // namespace

Action DefineFront(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("RUN", options->directory, "run directory")->required();
  CLI::Option* json = app.add_flag("--json", options->json, "print one JSON object");
  app.add_flag("--csv", options->csv, "print comma separated values with a header line")->excludes(json);
  return [options] { return ShowFront(*options); };
}

}  // namespace ulpforge
