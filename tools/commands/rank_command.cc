#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "base/worker_pool.h"
#include "engine/run/report.h"
#include "publish/ranking.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/display/stop_signals.h"
#include "tools/display/tables.h"

namespace ulpforge {
namespace {

struct Options {
  std::string directory;
  RankingOptions ranking{.threads = ProcessorCount()};
};

absl::Status RankRun(const Options& options) {
  const absl::StatusOr<FrontReport> report = ReadReport(options.directory);
  if (!report.ok()) return report.status();
  const StopSignals signals;
  RankingOptions ranking = options.ranking;
  ranking.stop = &signals.requested();
  const absl::StatusOr<FrontReport> ranked = Rank(*report, ranking);
  if (!ranked.ok()) return ranked.status();
  if (absl::Status status = WriteRanking(options.directory, *ranked); !status.ok()) return status;
  return WriteOutput(FrontTable(*ranked));
}

}  // namespace

Action DefineRank(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("RUN", options->directory, "run directory, of a search for kernels")->required();
  app.add_option("--seconds", options->ranking.seconds_per_kernel, "time to take for each kernel")
      ->type_name("NUMBER")
      ->check(CLI::Range(0.01, 3600.0))
      ->capture_default_str();
  app.add_option("--threads", options->ranking.threads, "threads that verify")
      ->type_name("INTEGER")
      ->check(CLI::Range(size_t{1}, size_t{1024}))
      ->capture_default_str();
  return [options] { return RankRun(*options); };
}

}  // namespace ulpforge
