#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "engine/report.h"
#include "fmt/format.h"
#include "jit/compiler.h"
#include "jit/static_cycles.h"
#include "timing/inputs.h"
#include "timing/timing.h"
#include "tools/bench.pb.h"
#include "tools/command.h"
#include "tools/function_source.h"
#include "tools/output.h"
#include "tools/tables.h"

namespace ulpforge {
namespace {

constexpr uint64_t kInputSeed = 1;
constexpr size_t kInputs = 16384;  // so many that no branch predictor learns them

struct Options {
  FunctionOptions functions;
  TimingOptions timing;
  std::string cpu = "native";
  size_t baseline = 1;
  bool json = false;
};

// A positive normal number at each end would be log-uniform for huge ranges; the domains of kernels are small
// enough for uniform inputs.
template <class T>
absl::StatusOr<std::vector<T>> Inputs(const Interval& domain) {
  const T lo = static_cast<T>(domain.lo), hi = static_cast<T>(domain.hi);
  if (!std::isfinite(lo) || !std::isfinite(hi)) {
    return absl::InvalidArgumentError(
        fmt::format("the domain {} is not finite; give --domain", FormatInterval(domain)));
  }
  return UniformInputs<T>(lo, hi, kInputs, kInputSeed);
}

template <class T>
absl::StatusOr<Interval> DomainOf(const FunctionSet<T>& set) {
  if (set.domain) return *set.domain;
  if (set.target != nullptr) return set.target->domain;
  return absl::InvalidArgumentError("nothing says what inputs to time on; give --domain or --target");
}

void SetEstimate(const Estimate& from, BenchEstimate* to) {
  to->set_value(from.value);
  to->set_median(from.median);
  to->set_spread(from.spread);
}

void SetFigure(const Figure& from, BenchFigure* to) {
  to->set_kept(from.kept);
  to->set_dropped(from.dropped);
  if (!from.refused.empty()) to->set_refused(from.refused);
  if (from.kept == 0) return;
  SetEstimate(from.ns, to->mutable_ns());
  SetEstimate(from.cycles, to->mutable_cycles());
  if (!std::isnan(from.ratio.value)) SetEstimate(from.ratio, to->mutable_ratio());
}

void SetTiming(const Timing& from, BenchEntry* to) {
  to->set_name(from.name);
  SetFigure(from.throughput, to->mutable_throughput());
  if (from.latency) SetFigure(*from.latency, to->mutable_latency());
}

template <class T>
void SetStaticCycles(const Program& program, const StaticCycles& machine, BenchEntry* entry) {
  const absl::StatusOr<double> throughput = machine.Throughput<T>(program),
                               latency = machine.Latency<T>(program);
  if (throughput.ok()) entry->set_static_throughput(*throughput);
  if (latency.ok()) entry->set_static_latency(*latency);
  if (!throughput.ok()) entry->set_static_obstacle(std::string(throughput.status().message()));
}

// "0.203", and what the spread is in the last place if that is asked for; "refused" if it cannot be trusted.
std::string Cell(const BenchFigure& figure, const BenchEstimate& estimate, std::string_view format) {
  if (!figure.refused().empty()) return "refused";
  return fmt::format(fmt::runtime(format), estimate.value());
}

std::string Spread(const BenchFigure& figure) {
  return fmt::format("{:.1f}%", 100 * figure.cycles().spread());
}

std::vector<std::string> Row(const BenchEntry& entry, bool has_static) {
  const BenchFigure& throughput = entry.throughput();
  std::vector<std::string> row = {
      entry.name(), Cell(throughput, throughput.ns(), "{:.3f}"),
      Cell(throughput, throughput.cycles(), "{:.3f}"), Spread(throughput),
      throughput.has_ratio() ? Cell(throughput, throughput.ratio(), "{:.3f}") : "-"};
  if (entry.has_latency()) {
    const BenchFigure& latency = entry.latency();
    row.push_back(Cell(latency, latency.ns(), "{:.2f}"));
    row.push_back(Cell(latency, latency.cycles(), "{:.1f}"));
    row.push_back(latency.has_ratio() ? Cell(latency, latency.ratio(), "{:.3f}") : "-");
  } else {
    row.insert(row.end(), {"-", "-", "-"});
  }
  if (has_static) {
    row.push_back(entry.has_static_throughput() ? fmt::format("{:.3f}", entry.static_throughput()) : "-");
    row.push_back(entry.has_static_latency() ? fmt::format("{:.1f}", entry.static_latency()) : "-");
  }
  return row;
}

std::string BenchTable(const BenchReport& report) {
  const bool has_static = report.has_machine();
  std::vector<std::string> headings = {"function", ">ns",         ">cycles",         ">spread",
                                       ">ratio",   ">latency ns", ">latency cycles", ">ratio"};
  if (has_static) headings.insert(headings.end(), {">static cycles", ">static latency"});
  std::vector<std::vector<std::string>> rows;
  for (const BenchEntry& entry : report.functions()) rows.push_back(Row(entry, has_static));
  rows.push_back(Row(report.floor(), has_static));
  std::string text = fmt::format(
      "{} on {}, per element of {} in the first-level cache; {}{:.2f} GHz, {:.0f}% of the samples "
      "undisturbed\n"
      "ratio: time over that of {}\n",
      report.format(), report.domain(), report.elements(),
      report.has_core() ? fmt::format("core {}, ", report.core()) : "not pinned, ", report.ghz(),
      100 * report.quiet_share(), report.baseline());
  if (has_static) text += fmt::format("static: {}\n", report.machine());
  text += AlignedTable(headings, rows);
  for (const BenchEntry& entry : report.functions()) {
    for (const BenchFigure* figure : {&entry.throughput(), &entry.latency()}) {
      if (!figure->refused().empty())
        text += fmt::format("{}: refused: {}\n", entry.name(), figure->refused());
    }
    if (entry.has_static_obstacle()) {
      text += fmt::format("{}: no static cycles: {}\n", entry.name(), entry.static_obstacle());
    }
  }
  for (const BenchMissing& missing : report.missing()) {
    text += missing.reason() + "\n";
  }
  return text;
}

BenchReport MakeReport(const Options& options, const Interval& domain, const TimingReport& timing) {
  BenchReport report;
  report.set_format(options.functions.format);
  report.set_domain(FormatInterval(domain));
  report.set_elements(static_cast<uint32_t>(options.timing.elements));
  report.set_baseline(timing.functions[options.baseline - 1].name);
  if (timing.conditions.core) report.set_core(*timing.conditions.core);
  report.set_ghz(timing.conditions.ghz);
  report.set_nops_per_cycle(timing.conditions.nops_per_cycle);
  report.set_quiet_share(timing.conditions.quiet_share);
  report.set_seconds(timing.conditions.seconds);
  for (const Timing& function : timing.functions) SetTiming(function, report.add_functions());
  SetTiming(timing.floor, report.mutable_floor());
  return report;
}

template <class T>
absl::Status AddStaticCycles(const Options& options, const FunctionSet<T>& set, BenchReport* report) {
  const bool any = std::any_of(set.functions.begin(), set.functions.end(),
                               [](const Callable<T>& function) { return function.program.has_value(); });
  if (!any) return absl::OkStatus();
  const absl::StatusOr<Machine> machine = FindMachine({.cpu = options.cpu});
  if (!machine.ok()) return machine.status();
  const absl::StatusOr<StaticCycles> cycles = StaticCycles::Create(*machine);
  if (!cycles.ok()) return cycles.status();
  report->set_machine(Describe(*machine));
  for (size_t k = 0; k < set.functions.size(); ++k) {
    if (!set.functions[k].program) continue;
    SetStaticCycles<T>(*set.functions[k].program, *cycles, report->mutable_functions(static_cast<int>(k)));
  }
  return absl::OkStatus();
}

template <class T>
absl::Status Bench(const Options& options) {
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create();
  if (!compiler.ok()) return compiler.status();
  const ProgramLoader<T> compile = [&](std::string name,
                                       const Program& program) -> absl::StatusOr<Callable<T>> {
    absl::StatusOr<CompiledKernel<T>> kernel = compiler->Compile<T>(program);
    if (!kernel.ok()) return kernel.status();
    return Callable<T>(std::move(name), *std::move(kernel));
  };
  const absl::StatusOr<FunctionSet<T>> set = LoadFunctions<T>(options.functions, compile);
  if (!set.ok()) return set.status();
  if (set->functions.empty()) return absl::NotFoundError("none of the functions is there");
  if (options.baseline > set->functions.size()) {
    return absl::InvalidArgumentError(
        fmt::format("--baseline {}: there are {} functions", options.baseline, set->functions.size()));
  }
  const absl::StatusOr<Interval> domain = DomainOf(*set);
  if (!domain.ok()) return domain.status();
  const absl::StatusOr<std::vector<T>> inputs = Inputs<T>(*domain);
  if (!inputs.ok()) return inputs.status();

  std::vector<NamedFunction<T>> functions;
  for (const Callable<T>& function : set->functions)
    functions.push_back({function.name(), function.function()});
  const absl::StatusOr<TimingReport> timing =
      Time<T>(functions, options.baseline - 1, *inputs, options.timing);
  if (!timing.ok()) return timing.status();
  BenchReport report = MakeReport(options, *domain, *timing);
  if (absl::Status status = AddStaticCycles(options, *set, &report); !status.ok()) return status;
  for (const MissingFunction& missing : set->missing) {
    BenchMissing* entry = report.add_missing();
    entry->set_name(missing.name);
    entry->set_reason(missing.reason);
  }
  return WriteOutput(options.json ? FormatJson(report) : BenchTable(report));
}

}  // namespace

Action DefineBench(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("SOURCE", options->functions.paths, "run directories, program files or C files");
  AddFunctionOptions(app, &options->functions);
  app.add_option("--format", options->functions.format,
                 "working type: float32 or float64 (default: float32, unless a C file is in double)")
      ->check(CLI::IsMember({"float32", "float64"}));
  app.add_option("--baseline", options->baseline, "function that ratios refer to, by its place in the table")
      ->type_name("INTEGER")
      ->check(CLI::Range(size_t{1}, size_t{1000}))
      ->capture_default_str();
  app.add_option("--cpu", options->cpu, "machine of the static cycles, as LLVM's -mcpu, or native")
      ->type_name("TEXT")
      ->capture_default_str();
  app.add_option("--seconds", options->timing.seconds_per_function, "time to take for each function")
      ->type_name("NUMBER")
      ->check(CLI::Range(0.01, 3600.0))
      ->capture_default_str();
  app.add_option("--max-spread", options->timing.max_spread, "refuse figures whose samples spread more")
      ->type_name("NUMBER")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_flag("--json", options->json, "print one JSON object");
  return [options] {
    options->functions.format = ResolveFormat(options->functions);
    return options->functions.format == "float64" ? Bench<double>(*options) : Bench<float>(*options);
  };
}

}  // namespace ulpforge
