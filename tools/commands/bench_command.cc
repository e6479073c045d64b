#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "accuracy/exhaustive/subnormal_ops.h"
#include "engine/run/report.h"
#include "fmt/format.h"
#include "jit/compile/compiler.h"
#include "jit/cycles/static_cycles.h"
#include "timing/inputs.h"
#include "timing/timing.h"
#include "tools/commands/bench.pb.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/display/tables.h"
#include "tools/sources/function_source.h"

namespace ulpforge {
namespace {

constexpr uint64_t kInputSeed = 1;
constexpr size_t kInputs = 16384;  // so many that no branch predictor learns them

struct Options {
  FunctionOptions functions;
  TimingOptions timing;
  std::string model;  // a CPU; empty: the one that code is compiled for
  size_t baseline = 1;
  bool json = false;
};

// Uniform inputs, all in a working type that may be narrower than the domain.
template <class T>
absl::StatusOr<std::vector<T>> Inputs(const Interval& domain) {
  const T lo = static_cast<T>(domain.lo), hi = static_cast<T>(domain.hi);
  if (!std::isfinite(lo) || !std::isfinite(hi)) {
    return absl::InvalidArgumentError(fmt::format(
        "the domain {} reaches beyond the working type; give a smaller --domain", FormatInterval(domain)));
  }
  return UniformInputs<T>(lo, hi, kInputs, kInputSeed);
}

template <class T>
absl::StatusOr<Interval> DomainOf(const FunctionSet<T>& set, const std::string& domain) {
  if (domain == "all")
    return absl::InvalidArgumentError("--domain all is for verify; give an interval to time on");
  if (set.domain) return *set.domain;
  if (set.target != nullptr && set.target->expression == nullptr) return set.target->domain;
  return absl::InvalidArgumentError(
      "nothing says what inputs to time on; give --domain, or --target with a name");
}

void SetEstimate(const Estimate& from, BenchEstimate* to) {
  to->set_value(from.value);
  to->set_median(from.median);
  to->set_spread(from.spread);
}

void SetFigure(const Figure& from, BenchFigure* to) {
  to->set_kept(static_cast<uint32_t>(from.kept));
  to->set_dropped(static_cast<uint32_t>(from.dropped));
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

// "0.203", or "refused" if the figure cannot be trusted.
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

std::string Refusals(const BenchEntry& entry) {
  std::string text;
  if (!entry.throughput().refused().empty()) {
    text += fmt::format("{}: throughput refused: {}\n", entry.name(), entry.throughput().refused());
  }
  if (!entry.latency().refused().empty()) {
    text += fmt::format("{}: latency refused: {}\n", entry.name(), entry.latency().refused());
  }
  return text;
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
      "{} for {} on {}, per element of {} in the first-level cache; {}{:.2f} GHz, {:.0f}% of the samples "
      "undisturbed\n"
      "ratio: time over that of {}\n",
      report.format(), report.cpu(), report.domain(), report.elements(),
      report.has_core() ? fmt::format("core {}, ", report.core()) : "not pinned, ", report.ghz(),
      100 * report.quiet_share(), report.baseline());
  if (has_static) text += fmt::format("static: {}\n", report.machine());
  text += AlignedTable(headings, rows);
  for (const BenchEntry& entry : report.functions()) {
    text += Refusals(entry);
    if (entry.has_static_obstacle()) {
      text += fmt::format("{}: no static cycles: {}\n", entry.name(), entry.static_obstacle());
    }
  }
  for (const BenchEntry& entry : report.functions()) {
    if (entry.subnormal_ops() == 0) continue;
    text += fmt::format(
        "{}: subnormal operands at {:.2g}% of the normal inputs, spread evenly over their bits: slow on "
        "Intel\n",
        entry.name(), 100 * entry.subnormal_ops());
  }
  text += Refusals(report.floor());
  for (const BenchMissing& missing : report.missing()) {
    text += missing.reason() + "\n";
  }
  return text;
}

BenchReport MakeReport(const Options& options, const Interval& domain, const TimingReport& timing) {
  BenchReport report;
  report.set_format(options.functions.format);
  report.set_cpu(options.functions.cpu);
  report.set_domain(FormatInterval(domain));
  report.set_elements(static_cast<uint32_t>(options.timing.elements));
  report.set_baseline(timing.functions[options.baseline - 1].name);
  if (timing.conditions.core) report.set_core(*timing.conditions.core);
  if (!std::isnan(timing.conditions.ghz)) report.set_ghz(timing.conditions.ghz);
  report.set_nops_per_cycle(timing.conditions.nops_per_cycle);
  report.set_quiet_share(timing.conditions.quiet_share);
  report.set_seconds(timing.conditions.seconds);
  for (const Timing& function : timing.functions) SetTiming(function, report.add_functions());
  SetTiming(timing.floor, report.mutable_floor());
  return report;
}

absl::StatusOr<StaticCycles> MachineOf(const std::string& cpu) {
  const absl::StatusOr<Machine> machine = FindMachine({.cpu = cpu});
  if (!machine.ok()) return machine.status();
  return StaticCycles::Create(*machine);
}

template <class T>
void AddStaticCycles(const FunctionSet<T>& set, const StaticCycles& machine, BenchReport* report) {
  for (size_t k = 0; k < set.functions.size(); ++k) {
    if (!set.functions[k].program) continue;
    report->set_machine(Describe(machine.machine()));
    SetStaticCycles<T>(*set.functions[k].program, machine, report->mutable_functions(static_cast<int>(k)));
  }
}

void CountSubnormals(const FunctionSet<float>& set, const Interval& domain, BenchReport* report) {
  const std::vector<float> inputs = NormalInputs(domain);
  for (size_t k = 0; k < set.functions.size(); ++k) {
    if (!set.functions[k].program || inputs.empty()) continue;
    const SubnormalOps met = SubnormalScan(*set.functions[k].program).Count(inputs);
    report->mutable_functions(static_cast<int>(k))
        ->set_subnormal_ops(static_cast<double>(met.inputs) / static_cast<double>(inputs.size()));
  }
}

template <class T>
absl::Status Bench(const Options& options) {
  // This CPU may have no model; one that the user names must have one.
  const std::string& cpu = options.functions.cpu;
  const std::string& model = options.model.empty() ? cpu : options.model;
  const absl::StatusOr<StaticCycles> machine = MachineOf(model);
  if (!machine.ok() && model != kNativeCpu) return machine.status();
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create({.cpu = cpu == kNativeCpu ? "" : cpu});
  if (!compiler.ok()) return compiler.status();
  const ProgramLoader<T> compile = [&](const std::string& name,
                                       const Program& program) -> absl::StatusOr<Callable<T>> {
    absl::StatusOr<CompiledKernel<T>> kernel = compiler->Compile<T>(program);
    if (!kernel.ok()) return kernel.status();
    return Callable<T>(name, *std::move(kernel));
  };
  const absl::StatusOr<FunctionSet<T>> set = LoadFunctions<T>(options.functions, compile);
  if (!set.ok()) return set.status();
  if (set->functions.empty()) return absl::NotFoundError("none of the functions is there");
  if (options.baseline > set->functions.size()) {
    return absl::InvalidArgumentError(
        fmt::format("--baseline {}: there are {} functions", options.baseline, set->functions.size()));
  }
  const absl::StatusOr<Interval> domain = DomainOf(*set, options.functions.domain);
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
  if (machine.ok()) AddStaticCycles(*set, *machine, &report);
  if constexpr (std::is_same_v<T, float>) CountSubnormals(*set, *domain, &report);
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
  app.add_option("--model", options->model,
                 "machine of the static cycles, as LLVM's -mcpu; it need not be at hand (default: --cpu)")
      ->type_name("TEXT");
  app.add_option("--seconds", options->timing.seconds_per_function, "time to take for each function")
      ->type_name("NUMBER")
      ->check(CLI::Range(0.01, 3600.0))
      ->capture_default_str();
  app.add_option("--max-spread", options->timing.max_spread, "refuse figures whose samples spread more")
      ->type_name("NUMBER")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_flag("--json", options->json, "print one JSON object");
  return [options]() -> absl::Status {
    if (absl::Status status = CheckComputesInFloat32(options->functions.paths); !status.ok()) return status;
    // Kernels of 16-bit formats are timed as what they are between the conversions, functions of float32.
    options->functions.format =
        ResolveFormat(options->functions) == "float64" ? "float64" : std::string(kFloat32.name);
    return options->functions.format == "float64" ? Bench<double>(*options) : Bench<float>(*options);
  };
}

}  // namespace ulpforge
