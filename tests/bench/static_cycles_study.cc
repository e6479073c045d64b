// How well static cycles rank kernels by their measured cycles on this machine: prints a table of the kernels
// in tests/kernel_shapes.h, as Markdown, and the rank correlations. docs/static_cycles.md has results.
//
//   static_cycles_study [CPU [FEATURES]]
//
// The CPU is that whose model is asked and for which the kernels are compiled, by default this machine's.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "cost/cost_model.h"
#include "fmt/format.h"
#include "jit/compile/compiler.h"
#include "jit/cycles/static_cycles.h"
#include "tests/kernel_shapes.h"
#include "timing/inputs.h"
#include "timing/timing.h"

namespace ulpforge {
namespace {

// Ranks from 0; equal values share the mean of their ranks.
std::vector<double> Ranks(const std::vector<double>& values) {
  std::vector<double> ranks;
  for (const double value : values) {
    const auto below = std::count_if(values.begin(), values.end(), [&](double v) { return v < value; });
    const auto equal = std::count(values.begin(), values.end(), value);
    ranks.push_back(static_cast<double>(below) + static_cast<double>(equal - 1) / 2);
  }
  return ranks;
}

// Spearman's rho: the correlation of the ranks.
double Spearman(const std::vector<double>& a, const std::vector<double>& b) {
  const std::vector<double> x = Ranks(a), y = Ranks(b);
  const double mean = (static_cast<double>(a.size()) - 1) / 2;
  double xy = 0, xx = 0, yy = 0;
  for (size_t k = 0; k < x.size(); ++k) {
    xy += (x[k] - mean) * (y[k] - mean);
    xx += (x[k] - mean) * (x[k] - mean);
    yy += (y[k] - mean) * (y[k] - mean);
  }
  return xy / std::sqrt(xx * yy);
}

[[noreturn]] void Fail(const std::string& message) {
  fmt::print(stderr, "static_cycles_study: {}\n", message);
  std::exit(1);
}

template <class T>
T ValueOrDie(absl::StatusOr<T> value) {
  if (!value.ok()) Fail(std::string(value.status().message()));
  return *std::move(value);
}

// One value for each kernel.
struct Column {
  std::string title;
  std::vector<double> values;
};

std::vector<Column> StaticColumns(const std::vector<Program>& programs, const StaticCycles& cycles) {
  std::vector<Column> columns;
  for (const CostModel& model : CostModels()) {
    Column& column = columns.emplace_back(Column{std::string(model.name), {}});
    for (const Program& program : programs) {
      column.values.push_back(ValueOrDie(model.Cost<float>(program, &cycles)));
    }
  }
  return columns;
}

// The cycles of a figure, also of a refused one, for they are not off by the factors between kernels.
double CyclesOf(const std::string& name, const Figure& figure) {
  if (std::isnan(figure.cycles.value)) Fail(name + ": " + figure.refused);
  if (!figure.refused.empty()) fmt::print("- {}: {}\n", name, figure.refused);
  return figure.cycles.value;
}

// Of kernels compiled for the machine: cycles per element, and per call of a chain.
std::vector<Column> MeasuredColumns(const std::vector<Program>& programs, const MachineName& name) {
  KernelCompiler compiler = ValueOrDie(
      KernelCompiler::Create({.cpu = name.cpu == "native" ? "" : name.cpu, .features = name.features}));
  std::vector<CompiledKernel<float>> kernels;
  std::vector<NamedFunction<float>> functions;
  for (size_t k = 0; k < programs.size(); ++k) {
    kernels.push_back(ValueOrDie(compiler.Compile<float>(programs[k])));
    functions.push_back({testing::KernelShapes()[k].name, kernels.back().function()});
  }
  const std::vector<float> inputs = UniformInputs<float>(1, 2, 8192, /*seed=*/1);
  const TimingReport report = ValueOrDie(Time<float>(functions, functions.size() - 1, inputs));
  fmt::print(
      "measured at {:.2f} GHz, {:.0f}% of the samples quiet; an empty link of a chain takes {:.1f} cycles\n",
      report.conditions.ghz, 100 * report.conditions.quiet_share, report.floor.latency->cycles.value);
  Column throughput{"cycles per element", {}}, latency{"cycles latency", {}};
  for (const Timing& timing : report.functions) {
    throughput.values.push_back(CyclesOf(timing.name, timing.throughput));
    latency.values.push_back(CyclesOf(timing.name + ", latency", *timing.latency));
  }
  return {throughput, latency};
}

void PrintHeader(const std::string& first, const std::vector<Column>& columns) {
  std::string rule = "|---|";
  fmt::print("\n| {} |", first);
  for (const Column& column : columns) {
    fmt::print(" {} |", column.title);
    rule += "---|";
  }
  fmt::print("\n{}\n", rule);
}

void Study(const MachineName& name) {
  const Machine machine = ValueOrDie(FindMachine(name));
  const StaticCycles cycles = ValueOrDie(StaticCycles::Create(machine));
  std::vector<Program> programs;
  for (const testing::KernelShape& shape : testing::KernelShapes())
    programs.push_back(testing::ProgramOf(shape));
  fmt::print("{}\n", Describe(machine));
  const std::vector<Column> costs = StaticColumns(programs, cycles);
  const std::vector<Column> times = MeasuredColumns(programs, name);

  std::vector<Column> all = costs;
  all.insert(all.end(), times.begin(), times.end());
  PrintHeader("kernel", all);
  for (size_t k = 0; k < programs.size(); ++k) {
    fmt::print("| {} |", testing::KernelShapes()[k].name);
    for (const Column& column : all) fmt::print(" {:.4g} |", column.values[k]);
    fmt::print("\n");
  }
  PrintHeader("rank correlation with", costs);
  for (const Column& time : times) {
    fmt::print("| {} |", time.title);
    for (const Column& cost : costs) fmt::print(" {:.3f} |", Spearman(cost.values, time.values));
    fmt::print("\n");
  }
}

}  // namespace
}  // namespace ulpforge

int main(int argc, char** argv) {
  ulpforge::Study({.cpu = argc > 1 ? argv[1] : "native", .features = argc > 2 ? argv[2] : ""});
}
