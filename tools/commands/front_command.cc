#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "engine/run/constructions.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "publish/real_claims.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/display/summary.h"
#include "tools/display/tables.h"
#include "tools/display/terminal.h"
#include "tools/display/text_plot.h"

namespace ulpforge {
namespace {

struct Options {
  std::string directory;
  bool json = false;
  bool csv = false;
  bool classical = false;
  bool plot = false;
};

constexpr int kMostColumns = 100;

// The front and, if there are any, what it is compared with.
std::string FrontPlot(const FrontReport& report, const std::vector<Opponent>& opponents) {
  const bool is_real = IsReal(report.config());
  TextSeries ours{.name = "front", .symbol = "●"}, classical{.name = "classical construction", .symbol = "◇"};
  for (const FrontEntry& entry : report.front()) {
    ours.points.push_back({entry.has_cost() ? entry.cost() : entry.ops(), entry.error()});
  }
  for (const Opponent& opponent : opponents) {
    classical.points.push_back({static_cast<double>(OpCount(opponent.program)), opponent.error});
  }
  const auto exact = std::ranges::count(ours.points, 0.0, &TextPoint::y);
  return TextPlot({ours, classical}, {.columns = std::clamp(SizeOf(stdout).columns, 40, kMostColumns),
                                      .x_name = is_real ? "operations" : report.config().cost(),
                                      .y_name = is_real ? "error" : KernelUnit(report.config())}) +
         (exact == 0 ? "" : fmt::format("not drawn: {} with the error 0\n", exact));
}

// ops, error, level, classical error, ratio, classical kind. Every op count of the configuration has a row,
// with the best of both sides with at most as many ops; a ratio above 1 says that the front is better.
std::string ComparisonTable(const FrontReport& report, const std::vector<Opponent>& opponents) {
  std::vector<std::vector<std::string>> rows;
  const FrontEntry* ours = nullptr;
  const Opponent* classical = nullptr;
  for (int ops = 1; ops <= static_cast<int>(report.config().max_ops()); ++ops) {
    for (const FrontEntry& entry : report.front()) {
      if (static_cast<int>(entry.ops()) == ops) ours = &entry;
    }
    for (const Opponent& opponent : opponents) {
      if (OpCount(opponent.program) == ops) classical = &opponent;
    }
    std::vector<std::string> row = {fmt::format("{}", ops), "-", "-", "-", "-", "-"};
    if (ours != nullptr) {
      row[1] = FormatBound(ours->error());
      row[2] = Level_Name(ours->level());
    }
    if (classical != nullptr) {
      row[3] = FormatBound(classical->error);
      row[5] = classical->kind;
    }
    if (ours != nullptr && classical != nullptr) {
      row[4] = fmt::format("{:.3g}", classical->error / ours->error());
    }
    rows.push_back(std::move(row));
  }
  return AlignedTable({">ops", ">error", "level", ">classical", ">ratio", "classical construction"}, rows);
}

absl::Status ShowComparison(const Options& options, const FrontReport& report) {
  const SearchConfig& config = report.config();
  if (!IsReal(config)) {
    return absl::InvalidArgumentError(
        "--classical is for runs in real arithmetic; compare kernels with `ulpforge bench`");
  }
  if (absl::Status status = ValidateConfig(config); !status.ok()) return status;
  const absl::StatusOr<Problem> problem = RealProblem(config);
  if (!problem.ok()) return problem.status();
  if (absl::Status status = CheckHasConstructions(*problem); !status.ok()) return status;
  const std::vector<Opponent> opponents = BestConstructions(*problem, MakeOpponentOptions(config));
  if (options.plot) return WriteOutput(FrontPlot(report, opponents));
  return WriteOutput(options.json ? FormatJson(MakeClassicalReport(*problem, config, opponents))
                                  : ComparisonTable(report, opponents));
}

absl::Status ShowFront(const Options& options) {
  const absl::StatusOr<FrontReport> report = ReadRankedReport(options.directory);
  if (!report.ok()) return report.status();
  if (options.classical) return ShowComparison(options, *report);
  if (options.plot) return WriteOutput(FrontPlot(*report, {}));
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
  app.add_flag("--plot", options->plot, "draw error against cost with characters")
      ->excludes("--json")
      ->excludes("--csv");
  app.add_flag("--classical", options->classical,
               "compare with classical constructions of the same op count; with --json, print these")
      ->excludes("--csv");
  return [options] { return ShowFront(*options); };
}

}  // namespace ulpforge
