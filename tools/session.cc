#include "tools/session.h"

#include <signal.h>

#include <atomic>
#include <cstdio>
#include <string>

#include "engine/config.h"
#include "fmt/format.h"
#include "tools/output.h"
#include "tools/progress_display.h"
#include "tools/shell.h"
#include "tools/tables.h"

namespace ulpforge {
namespace {

std::atomic<bool> stop_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

// The first signal asks the search to stop; the next one gets what it does by default.
void HandleSignal(int number) {
  if (!stop_requested.exchange(true)) return;
  signal(number, SIG_DFL);
  raise(number);
}

// Routes SIGINT and SIGTERM to stop_requested while it lives.
class StopSignals {
 public:
  StopSignals() {
    struct sigaction action = {};
    action.sa_handler = &HandleSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, &old_interrupt_);
    sigaction(SIGTERM, &action, &old_terminate_);
  }
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals() {
    sigaction(SIGINT, &old_interrupt_, nullptr);
    sigaction(SIGTERM, &old_terminate_, nullptr);
  }

 private:
  struct sigaction old_interrupt_;
  struct sigaction old_terminate_;
};

std::string Ending(const Run& run, double seconds) {
  const std::string done =
      fmt::format("{} candidates, {:.1f} s in this session", run.report().statistics().candidates(), seconds);
  if (!stop_requested) return fmt::format("finished: {}; run directory {}\n", done, run.directory());
  return fmt::format("stopped: {}; resume with: ulpforge resume {}\n", done, ShellQuoted(run.directory()));
}

}  // namespace

absl::Status RunSession(Run& run, const Budget& budget) {
  const StopSignals signals;
  const absl::StatusOr<double> interval = ParseDuration(run.config().progress_interval());
  if (!interval.ok()) return interval.status();
  ProgressDisplay display(stderr, *interval);
  double seconds = 0;
  const absl::Status status = run.Continue(budget, stop_requested, [&](const Progress& progress) {
    seconds = progress.elapsed_seconds;
    display.Update(progress);
  });
  display.Finish();
  if (!status.ok()) return status;
  return WriteOutput(FrontTable(run.report()) + Ending(run, seconds));
}

}  // namespace ulpforge
