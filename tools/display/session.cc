#include "tools/display/session.h"

#include <cstdio>
#include <string>

#include "engine/schema/config.h"
#include "fmt/format.h"
#include "publish/ranking.h"
#include "publish/shell.h"
#include "tools/display/output.h"
#include "tools/display/progress_display.h"
#include "tools/display/summary.h"
#include "tools/display/tables.h"

namespace ulpforge {
namespace {

std::string Ending(const Run& run, bool stopped, double seconds) {
  const std::string done =
      fmt::format("{} candidates, {:.1f} s in this session", run.report().statistics().candidates(), seconds);
  if (!stopped) return fmt::format("finished: {}; run directory {}\n", done, run.directory());
  return fmt::format("stopped: {}; resume with: ulpforge resume {}\n", done, ShellQuoted(run.directory()));
}

void ShowVerified(size_t verified) {
  std::fputs(fmt::format("ranking: {} finalists verified\n", verified).c_str(), stderr);
}

// The report of the run, ranked where that is possible.
FrontReport Ranked(const Run& run, const std::atomic<bool>& stop) {
  absl::Status why_not;
  FrontReport report =
      RankedReport(run, {.threads = run.threads(), .stop = &stop, .progress = ShowVerified}, &why_not);
  if (!why_not.ok()) {
    std::fputs(
        fmt::format("ulpforge: warning: not ranked by time: {}\n", std::string(why_not.message())).c_str(),
        stderr);
  }
  return report;
}

// "4 ULP", "0.1 relative".
std::string LargestWanted(const SearchConfig& config) {
  if (config.measure() == "misrounded") {
    return config.max_misrounded_percent() > 0
               ? fmt::format("{}% misrounded", config.max_misrounded_percent())
               : fmt::format("{} misrounded", config.max_misrounded());
  }
  const bool is_ulp = config.measure().empty() || config.measure() == "ulp";
  return is_ulp ? fmt::format("{} ULP", config.max_ulp())
                : fmt::format("{} {}", config.max_error(), config.measure());
}

// What to do when nothing was found.
std::string Advice(const Run& run) {
  if (!run.report().front().empty()) return "";
  if (IsReal(run.config())) {
    return "nothing useful was found: allow more --max-ops or other --ops, or take a smaller --domain or "
           "--measure "
           "absolute\n";
  }
  return fmt::format(
      "no kernel with at most {} was found: allow a larger error or more --max-ops, take a smaller "
      "--domain, or give a --template that reduces the range (docs/templates.md)\n",
      LargestWanted(run.config()));
}

// What is not on the disk is at least shown.
absl::Status NotSaved(const Run& run, const absl::Status& status) {
  if (const absl::Status shown = WriteOutput(FrontTable(run.report())); !shown.ok()) return shown;
  return absl::Status(status.code(),
                      fmt::format("{}; the run is saved up to its last checkpoint: mend that and go on with "
                                  "`ulpforge resume {}`",
                                  std::string(status.message()), ShellQuoted(run.directory())));
}

}  // namespace

absl::Status RunSession(Run& run, const Budget& budget, const StopSignals& signals) {
  const absl::StatusOr<double> interval = ParseDuration(run.config().progress_interval());
  if (!interval.ok()) return interval.status();
  ProgressDisplay display(stderr, *interval);
  double seconds = 0;
  const absl::Status status = run.Continue(budget, signals.requested(), [&](const Progress& progress) {
    seconds = progress.elapsed_seconds;
    display.Update(progress);
  });
  display.Finish();
  if (!status.ok()) return NotSaved(run, status);
  const FrontReport report = signals.requested() ? run.report() : Ranked(run, signals.requested());
  return WriteOutput(FrontTable(report) + CacheSummary(run.report().statistics()) +
                     TimeSummary(run.phases()) + Advice(run) + Ending(run, signals.requested(), seconds));
}

}  // namespace ulpforge
