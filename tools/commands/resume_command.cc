#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "CLI/CLI.hpp"
#include "engine/run/run.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/display/session.h"
#include "tools/display/stop_signals.h"

namespace ulpforge {
namespace {

struct Options {
  std::string directory;
  std::optional<std::string> budget;
  std::optional<uint32_t> threads;
};

// False after a kill between the last checkpoint and the end of the verification.
bool IsVerified(const FrontReport& report) {
  return std::none_of(report.front().begin(), report.front().end(),
                      [](const FrontEntry& entry) { return entry.level() == sampled; });
}

absl::Status Resume(const Options& options) {
  absl::StatusOr<Budget> added = options.budget ? ParseBudget(*options.budget) : Budget();
  if (!added.ok()) {
    return absl::InvalidArgumentError(fmt::format("budget: {}", std::string(added.status().message())));
  }
  const StopSignals signals;
  std::string warning;
  const absl::StatusOr<std::unique_ptr<Run>> run = Run::Open(options.directory, options.threads, &warning);
  if (!run.ok()) return run.status();
  if (!warning.empty()) std::fputs(fmt::format("ulpforge: warning: {}\n", warning).c_str(), stderr);
  if (options.budget) return RunSession(**run, *added, signals);

  const Budget remaining = (*run)->RemainingBudget();
  if (!remaining.IsUsedUp() || !IsVerified((*run)->report())) return RunSession(**run, remaining, signals);
  return WriteOutput(
      fmt::format("nothing left to do: the budget of {} is used up ({} candidates); --budget adds "
                  "to it\n",
                  (*run)->config().budget(), (*run)->report().statistics().candidates()));
}

}  // namespace

Action DefineResume(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("RUN", options->directory, "run directory")->required();
  app.add_option(
         "--budget", options->budget,
         "search for so much more than is done already: a time (60s, 10m, 4h) or a number of candidates "
         "(200000c); without it, complete the budget that the run was started with")
      ->type_name("TEXT");
  app.add_option("--threads", options->threads, "worker threads; 0 means all processors")
      ->type_name("INTEGER")
      ->check(CLI::Range(0u, 1024u));
  return [options] { return Resume(*options); };
}

}  // namespace ulpforge
