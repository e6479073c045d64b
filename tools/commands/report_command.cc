#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "base/atomic_file.h"
#include "dsl/infix.h"
#include "engine/run/constructions.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "publish/reproduce.h"
#include "report/baselines.h"
#include "report/page.h"
#include "report/report_model.h"
#include "targets/function_target.h"
#include "tools/commands/command.h"
#include "tools/commands/report_timing.h"
#include "tools/display/output.h"

namespace ulpforge {
namespace {

struct Options {
  std::vector<std::string> runs;
  std::string output = "report.html";
  std::vector<std::string> baselines;
  bool classical = true;
  bool time = false;
  bool open = false;
};

ReportCommands CommandsOf(const FrontReport& front) {
  const SearchConfig& config = front.config();
  const std::string name = fmt::format("ulpforge_{}", IdentifierOf(**TargetOf(config)));
  const std::string type = EmitType(config);
  return {.search = SearchCommand(front), .emit = [front, name, type](const FrontEntry& entry) {
            return EmitCommand(front, entry, name, type);
          }};
}

absl::Status AddClassical(const SearchConfig& config, ReportRun* run) {
  const absl::StatusOr<Problem> problem = RealProblem(config);
  if (!problem.ok()) return problem.status();
  if (problem->target->samples != nullptr) return absl::OkStatus();
  for (const Opponent& opponent : BestConstructions(*problem, MakeOpponentOptions(config))) {
    ReportOpponent* added = run->add_opponents();
    added->set_kind("classical");
    added->set_name(opponent.kind);
    added->set_cost(OpCount(opponent.program));
    added->set_error(opponent.error);
    added->set_formula(Infix(opponent.program));
  }
  return absl::OkStatus();
}

// What the run is compared with: figures of the same target.
absl::Status AddOpponents(const Options& options, const SearchConfig& config, ReportRun* run) {
  if (IsReal(config)) return options.classical ? AddClassical(config, run) : absl::OkStatus();
  for (const std::string& path : options.baselines) {
    const absl::StatusOr<Baselines> baselines = ReadBaselines(path);
    if (!baselines.ok()) return baselines.status();
    if (baselines->target() == config.target()) AddBaselines(config, *baselines, run);
  }
  return options.time ? AddTimes(config, run) : absl::OkStatus();
}

absl::StatusOr<ReportRun> LoadRun(const Options& options, const std::string& directory) {
  absl::StatusOr<RunRecord> record = ReadRun(directory);
  if (!record.ok()) return record.status();
  absl::StatusOr<FrontReport> ranked = ReadRankedReport(directory);
  if (!ranked.ok()) return ranked.status();
  record->front = *std::move(ranked);
  absl::StatusOr<ReportRun> run = MakeReportRun(*record, CommandsOf(record->front));
  if (!run.ok()) return run;
  if (absl::Status status = AddOpponents(options, record->front.config(), &*run); !status.ok()) return status;
  return run;
}

bool IsKernelRun(const ReportRun& run) { return run.arithmetic() != "real"; }

// What no run is compared with is a mistake.
absl::Status CheckComparisons(const Options& options, const ReportModel& model) {
  if (options.time && std::ranges::none_of(model.runs(), IsKernelRun)) {
    return absl::InvalidArgumentError("--time is for runs of float32 kernels; leave it out");
  }
  for (const std::string& path : options.baselines) {
    const absl::StatusOr<Baselines> baselines = ReadBaselines(path);
    if (!baselines.ok()) return baselines.status();
    const bool is_used = std::ranges::any_of(model.runs(), [&](const ReportRun& run) {
      return IsKernelRun(run) && run.target() == baselines->target();
    });
    if (is_used) continue;
    return absl::InvalidArgumentError(
        fmt::format("--baselines {}: it is about float32 kernels of {}, which no run here has", path,
                    baselines->target()));
  }
  return absl::OkStatus();
}

// Replaces this process, whose work is done.
absl::Status Open(const std::string& path) {
  execlp("xdg-open", "xdg-open", path.c_str(), static_cast<char*>(nullptr));
  return absl::UnavailableError(
      fmt::format("cannot start xdg-open (package xdg-utils): open {} in a browser", path));
}

absl::Status Report(const Options& options) {
  ReportModel model;
  model.set_version(ULPFORGE_VERSION);
  for (const std::string& directory : options.runs) {
    absl::StatusOr<ReportRun> run = LoadRun(options, directory);
    if (!run.ok()) return run.status();
    *model.add_runs() = *std::move(run);
  }
  if (absl::Status status = CheckComparisons(options, model); !status.ok()) return status;
  const absl::StatusOr<std::string> page = FormatPage(model);
  if (!page.ok()) return page.status();
  if (options.output == "-") return WriteOutput(*page);
  if (absl::Status status = WriteFileAtomically(options.output, *page); !status.ok()) return status;
  const absl::Status said =
      WriteOutput(fmt::format("{} ({:.2f} MB)\n", options.output, static_cast<double>(page->size()) / 1e6));
  return said.ok() && options.open ? Open(options.output) : said;
}

}  // namespace

Action DefineReport(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("RUN", options->runs, "run directories, to be compared if they are several")->required();
  app.add_option("--output", options->output, "file to write, - for standard output")
      ->type_name("FILE")
      ->capture_default_str();
  app.add_option("--baselines", options->baselines,
                 "figures of other float32 functions, repeatable: a file like results/baselines/exp2.json")
      ->type_name("FILE");
  app.add_flag("--time", options->time,
               "kernels: time the programs and the libraries beside them, whose errors are checked at every "
               "input, which takes a minute or two");
  app.add_flag("!--no-classical", options->classical,
               "leave out the classical constructions, which take a while for many ops");
  app.add_flag("--open", options->open, "open the page in the browser");
  return [options]() -> absl::Status {
    if (options->open && options->output == "-") {
      return absl::InvalidArgumentError("--open needs a file; leave out --output -");
    }
    return Report(*options);
  };
}

}  // namespace ulpforge
