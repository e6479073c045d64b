#include "tools/ranking.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <utility>
#include <vector>

#include "dsl/text.h"
#include "engine/atomic_file.h"
#include "engine/report.h"
#include "fmt/format.h"
#include "jit/compiler.h"
#include "jit/cost_model.h"
#include "jit/machine.h"
#include "targets/problem.h"
#include "timing/inputs.h"
#include "timing/timing.h"

namespace ulpforge {
namespace {

constexpr std::string_view kFile = "ranked.json";
constexpr uint64_t kInputSeed = 1;
constexpr size_t kInputs = 16384;

struct Timed {
  FrontEntry entry;
  CompiledKernel<float> kernel;
};

// The kernels whose errors are proved, compiled.
absl::StatusOr<std::vector<Timed>> CompileAll(const FrontReport& report, KernelCompiler& compiler) {
  std::vector<Timed> all;
  for (const auto* entries : {&report.front(), &report.finalists()}) {
    for (const FrontEntry& entry : *entries) {
      if (entry.level() != Level::exhaustive || !std::isfinite(entry.error())) continue;
      const absl::StatusOr<Program> program = Parse(entry.program());
      if (!program.ok()) return program.status();
      absl::StatusOr<CompiledKernel<float>> kernel = compiler.Compile<float>(*program);
      if (!kernel.ok()) return kernel.status();
      all.push_back({entry, *std::move(kernel)});
    }
  }
  return all;
}

// Where a kernel for all numbers is timed: the domain that the target is mostly used on.
absl::StatusOr<Interval> TimingDomain(const SearchConfig& config) {
  const absl::StatusOr<Problem> problem = MakeProblem(config.target(), "", "");
  if (!problem.ok()) return problem.status();
  if (config.domain().empty()) return problem->domain;
  const absl::StatusOr<Interval> domain = ParseInterval(config.domain());
  if (!domain.ok()) return domain.status();
  return std::isfinite(domain->lo) && std::isfinite(domain->hi) ? *domain : problem->domain;
}

// By rising measured cost; the front takes what none before equals.
void Sort(std::vector<FrontEntry> entries, FrontReport* ranked) {
  std::stable_sort(entries.begin(), entries.end(), [](const FrontEntry& a, const FrontEntry& b) {
    return a.measured() != b.measured() ? a.measured() < b.measured() : a.error() < b.error();
  });
  double best = std::numeric_limits<double>::infinity();
  for (FrontEntry& entry : entries) {
    const bool leads = entry.error() < best;
    if (leads) best = entry.error();
    *(leads ? ranked->add_front() : ranked->add_finalists()) = std::move(entry);
  }
}

}  // namespace

absl::StatusOr<FrontReport> Rank(const FrontReport& report, const RankingOptions& options) {
  const SearchConfig& config = report.config();
  if (config.arith() != "float32") {
    return absl::InvalidArgumentError("ranking is for kernels, from `ulpforge search --arith float32`");
  }
  const absl::StatusOr<const CostModel*> model = FindCostModel(config.cost());
  if (!model.ok()) return model.status();
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create({.cpu = config.cpu()});
  if (!compiler.ok()) return compiler.status();
  const absl::StatusOr<std::vector<Timed>> kernels = CompileAll(report, *compiler);
  if (!kernels.ok()) return kernels.status();
  if (kernels->empty())
    return absl::NotFoundError("there is no verified kernel to rank; finish the run first");
  const absl::StatusOr<Interval> domain = TimingDomain(config);
  if (!domain.ok()) return domain.status();

  std::vector<NamedFunction<float>> functions;
  for (const Timed& timed : *kernels) functions.push_back({timed.entry.template_(), timed.kernel.function()});
  const std::vector<float> inputs = UniformInputs<float>(static_cast<float>(domain->lo),
                                                         static_cast<float>(domain->hi), kInputs, kInputSeed);
  const absl::StatusOr<TimingReport> timing =
      Time<float>(functions, 0, inputs, {.seconds_per_function = options.seconds_per_kernel});
  if (!timing.ok()) return timing.status();

  std::vector<FrontEntry> entries;
  for (size_t k = 0; k < kernels->size(); ++k) {
    const Timing& one = timing->functions[k];
    const Figure& figure = (*model)->is_latency && one.latency ? *one.latency : one.throughput;
    if (!figure.refused.empty()) continue;
    entries.push_back((*kernels)[k].entry);
    entries.back().set_measured(figure.cycles.value);
  }
  if (entries.empty()) {
    return absl::FailedPreconditionError(
        "no timing can be trusted, the machine is too busy; rank the run again "
        "when it is idle");
  }
  FrontReport ranked;
  *ranked.mutable_config() = config;
  *ranked.mutable_statistics() = report.statistics();
  const absl::StatusOr<Machine> host = FindMachine({});
  ranked.set_timed_on(fmt::format("{}, code for {}, inputs in {}", host.ok() ? host->cpu : "this machine",
                                  config.cpu(), FormatInterval(*domain)));
  Sort(std::move(entries), &ranked);
  return ranked;
}

absl::Status WriteRanking(const std::string& directory, const FrontReport& ranked) {
  return WriteFileAtomically(fmt::format("{}/{}", directory, kFile), FormatReportJson(ranked));
}

absl::StatusOr<FrontReport> ReadRankedReport(const std::string& directory) {
  absl::StatusOr<FrontReport> report = ReadReport(directory);
  const std::string path = fmt::format("{}/{}", directory, kFile);
  if (!report.ok() || !std::filesystem::exists(path)) return report;
  const absl::StatusOr<std::string> json = ReadFile(path);
  if (!json.ok()) return json.status();
  absl::StatusOr<FrontReport> ranked = ParseReportJson(*json, path);
  if (!ranked.ok()) return ranked.status();
  const bool is_current = ranked->statistics().candidates() == report->statistics().candidates();
  return is_current ? ranked : report;
}

}  // namespace ulpforge
