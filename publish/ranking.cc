#include "publish/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "base/worker_pool.h"
#include "cost/cost_model.h"
#include "dsl/text.h"
#include "engine/run/report.h"
#include "engine/run/run.h"
#include "engine/schema/config.h"
#include "engine/space/arithmetic.h"
#include "engine/space/float_space.h"
#include "fmt/format.h"
#include "jit/compile/compiler.h"
#include "jit/cycles/machine.h"
#include "publish/code_timing.h"
#include "timing/timing.h"

namespace ulpforge {
namespace {

struct Timed {
  FrontEntry entry;
  CompiledKernel<float> kernel;
};

// The kernels that can be on a front, compiled.
absl::StatusOr<std::vector<Timed>> CompileAll(const FrontReport& report, KernelCompiler& compiler) {
  std::vector<Timed> all;
  for (const auto* entries : {&report.front(), &report.finalists()}) {
    for (const FrontEntry& entry : *entries) {
      if (!std::isfinite(entry.error())) continue;
      const absl::StatusOr<Program> program = Parse(entry.program());
      if (!program.ok()) return program.status();
      absl::StatusOr<CompiledKernel<float>> kernel = compiler.Compile<float>(*program);
      if (!kernel.ok()) return kernel.status();
      all.push_back({entry, *std::move(kernel)});
    }
  }
  return all;
}

// Where kernels are timed.
absl::StatusOr<Interval> TimingDomain(const SearchConfig& config) {
  const absl::StatusOr<const Target*> target = TargetOf(config);
  if (!target.ok()) return target.status();
  const absl::StatusOr<Contract> contract = MakeContract(**target, ContractKeys(config));
  if (!contract.ok()) return contract.status();
  return OrdinaryInputs(**target, *contract);
}

// The kernels that none measured faster equals. REQUIRES: sorted by measured cost and then by error.
std::vector<size_t> Leaders(const std::vector<FrontEntry>& sorted) {
  std::vector<size_t> leaders;
  double best = std::numeric_limits<double>::infinity();
  for (size_t k = 0; k < sorted.size(); ++k) {
    if (!(sorted[k].error() < best)) continue;
    best = sorted[k].error();
    leaders.push_back(k);
  }
  return leaders;
}

// Verifies finalists where the clock puts them on the front. Where an error turns out larger than it was
// thought to be, others take the place, and are verified in their turn.
absl::Status VerifyLeaders(const SearchConfig& config, const std::atomic<bool>& stop,
                           const RankingOptions& options, std::vector<FrontEntry>& entries) {
  const absl::StatusOr<std::unique_ptr<Arithmetic>> arithmetic = CreateArithmetic(config);
  if (!arithmetic.ok()) return arithmetic.status();
  WorkerPool pool(options.threads != 0 ? options.threads : ProcessorCount());
  std::vector<Stopwatch> watches(pool.size());
  const VerifyControl control{.pool = pool,
                              .watch = [&](size_t worker) -> Stopwatch& { return watches[worker]; },
                              .progress = [](double) {},
                              .stop = stop};
  for (size_t verified = 0;;) {
    std::vector<size_t> open = Leaders(entries);
    std::erase_if(open, [&](size_t k) { return entries[k].level() == Level::exhaustive; });
    if (open.empty()) return absl::OkStatus();
    options.progress(verified);
    std::vector<FrontMember> members;
    std::vector<const FrontMember*> pointers;
    std::vector<FrontEntry> checked;
    for (const size_t k : open) {
      absl::StatusOr<FrontMember> member = (*arithmetic)->MemberOf(entries[k]);
      if (!member.ok()) return member.status();
      members.push_back(*std::move(member));
      checked.push_back(entries[k]);
    }
    for (const FrontMember& member : members) pointers.push_back(&member);
    if (absl::Status status = (*arithmetic)->Verify(pointers, control, checked); !status.ok()) return status;
    if (stop) return absl::CancelledError("the ranking was stopped");
    for (size_t i = 0; i < open.size(); ++i) {
      checked[i].set_measured(entries[open[i]].measured());
      entries[open[i]] = checked[i];
    }
    verified += open.size();
  }
}

}  // namespace

absl::StatusOr<FrontReport> Rank(const FrontReport& report, const RankingOptions& options) {
  const std::atomic<bool> never = false;
  const std::atomic<bool>& stop = options.stop != nullptr ? *options.stop : never;
  const SearchConfig& config = report.config();
  if (IsReal(config)) {
    return absl::InvalidArgumentError(
        "ranking is for kernels, from `ulpforge search --format float32` or another number format");
  }
  if (&ComputeFormatOf(config) != &kFloat32) {
    return absl::FailedPreconditionError(fmt::format(
        "only code that computes in float32 is timed, and these programs compute in {}", config.compute()));
  }
  const absl::StatusOr<const CostModel*> model = FindCostModel(config.cost());
  if (!model.ok()) return model.status();
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create({.cpu = config.cpu()});
  if (!compiler.ok()) return compiler.status();
  const absl::StatusOr<std::vector<Timed>> kernels = CompileAll(report, *compiler);
  if (!kernels.ok()) return kernels.status();
  if (kernels->empty()) return absl::NotFoundError("there is no kernel to rank yet");
  const absl::StatusOr<Interval> domain = TimingDomain(config);
  if (!domain.ok()) return domain.status();

  std::vector<NamedFunction<float>> functions;
  for (const Timed& timed : *kernels) functions.push_back({timed.entry.template_(), timed.kernel.function()});
  const std::vector<float> inputs = TimedInputs(*domain);
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
  std::stable_sort(entries.begin(), entries.end(), [](const FrontEntry& a, const FrontEntry& b) {
    return a.measured() != b.measured() ? a.measured() < b.measured() : a.error() < b.error();
  });
  if (absl::Status status = VerifyLeaders(config, stop, options, entries); !status.ok()) return status;
  const std::vector<size_t> leaders = Leaders(entries);
  for (size_t k = 0; k < entries.size(); ++k) {
    const bool leads = std::binary_search(leaders.begin(), leaders.end(), k);
    *(leads ? ranked.add_front() : ranked.add_finalists()) = entries[k];
  }
  return ranked;
}

FrontReport RankedReport(const Run& run, const RankingOptions& options, absl::Status* why_not) {
  *why_not = absl::OkStatus();
  if (IsReal(run.config()) || !run.config().rank() || run.report().front().empty()) return run.report();
  absl::StatusOr<FrontReport> ranked = Rank(run.report(), options);
  *why_not = ranked.ok() ? WriteRanking(run.directory(), *ranked) : ranked.status();
  return why_not->ok() ? *std::move(ranked) : run.report();
}

}  // namespace ulpforge
