// What a search pays for the static cycles of one candidate: the mean of the kernels in
// tests/kernel_shapes.h, in float on the models of znver3 and neoverse-v1.
#include <benchmark/benchmark.h>

#include <vector>

#include "jit/cycles/static_cycles.h"
#include "tests/kernel_shapes.h"

namespace ulpforge {
namespace {

using Method = absl::StatusOr<double> (StaticCycles::*)(const Program&) const;

void Run(benchmark::State& state, const char* cpu, Method method) {
  std::vector<Program> programs;
  for (const testing::KernelShape& shape : testing::KernelShapes())
    programs.push_back(testing::ProgramOf(shape));
  const StaticCycles cycles = *StaticCycles::Create(*FindMachine({.cpu = cpu}));
  size_t k = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize((cycles.*method)(programs[k]).ok());
    k = (k + 1) % programs.size();
  }
}
BENCHMARK_CAPTURE(Run, throughput_znver3, "znver3", &StaticCycles::Throughput<float>)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Run, latency_znver3, "znver3", &StaticCycles::Latency<float>)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Run, throughput_neoverse_v1, "neoverse-v1", &StaticCycles::Throughput<float>)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Run, latency_neoverse_v1, "neoverse-v1", &StaticCycles::Latency<float>)
    ->Unit(benchmark::kMillisecond);

void Create(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(StaticCycles::Create(*FindMachine({.cpu = "znver3"})).ok());
}
BENCHMARK(Create)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ulpforge
