#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "engine/config.h"
#include "engine/report.h"
#include "tools/command.h"
#include "tools/constructions.h"
#include "tools/output.h"
#include "tools/ranking.h"
#include "tools/summary.h"
#include "tools/tables.h"

namespace ulpforge {
namespace {

struct Options {
  std::string directory;
  bool json = false;
  bool csv = false;
  bool classical = false;
};

absl::Status ShowComparison(const Options& options, const FrontReport& report) {
  const SearchConfig& config = report.config();
  if (config.arith() != "real") {
    return absl::InvalidArgumentError(
        "--classical is for runs in real arithmetic; compare kernels with `ulpforge bench`");
  }
  if (absl::Status status = ValidateConfig(config); !status.ok()) return status;
  const absl::StatusOr<Problem> problem = RealProblem(config);
  if (!problem.ok()) return problem.status();
  if (absl::Status status = CheckHasConstructions(*problem); !status.ok()) return status;
  const std::vector<Opponent> opponents = BestConstructions(*problem, MakeOpponentOptions(config));
  return WriteOutput(options.json ? FormatJson(MakeClassicalReport(*problem, config, opponents))
                                  : ComparisonTable(report, opponents));
}

absl::Status ShowFront(const Options& options) {
  const absl::StatusOr<FrontReport> report = ReadRankedReport(options.directory);
  if (!report.ok()) return report.status();
  if (options.classical) return ShowComparison(options, *report);
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
  app.add_flag("--classical", options->classical,
               "compare with classical constructions of the same op count; with --json, print these")
      ->excludes("--csv");
  return [options] { return ShowFront(*options); };
}

}  // namespace ulpforge
