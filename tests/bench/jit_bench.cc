// What a kernel costs before it can be timed: programs of the given op count, all different. Each compilation
// makes the array loop and the chain, and frees the kernel before.
#include <benchmark/benchmark.h>

#include <vector>

#include "base/rng.h"
#include "emit/emit_ir.h"
#include "jit/compile/compiler.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

std::vector<Program> Programs(size_t instructions) {
  Rng rng(5);
  std::vector<Program> programs(64);
  for (Program& program : programs) {
    program = testing::RandomProgram(rng, {.ops = testing::OpsOf<float>(), .instructions = instructions});
  }
  return programs;
}

template <class T>
void BM_Compile(benchmark::State& state) {
  const std::vector<Program> programs = Programs(state.range(0));
  auto compiler = KernelCompiler::Create();
  size_t k = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(compiler->Compile<T>(programs[k]).ok());
    k = (k + 1) % programs.size();
  }
}
BENCHMARK(BM_Compile<float>)->Arg(5)->Arg(10)->Arg(20)->Arg(40)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Compile<double>)->Arg(10)->Unit(benchmark::kMillisecond);

void BM_CreateCompiler(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(KernelCompiler::Create().ok());
}
BENCHMARK(BM_CreateCompiler)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ulpforge
