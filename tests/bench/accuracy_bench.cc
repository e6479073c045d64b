// The cost of references. An item is one float.
#include <bit>
#include <vector>

#include "accuracy/reference/fast_reference.h"
#include "benchmark/benchmark.h"
#include "targets/mpfr_real.h"

namespace ulpforge {
namespace {

constexpr size_t kRun = 4096;

// Runs from float `first` on, all of whose pieces exist already.
void Evaluate(benchmark::State& state, const char* target, float first) {
  FastReference reference(*FindTarget(target));
  std::vector<FastValue> values(kRun);
  const auto first_bits = std::bit_cast<uint32_t>(first);
  const auto run = [&](uint32_t i) {
    reference.Evaluate(first_bits + i * static_cast<uint32_t>(kRun), values);
    benchmark::DoNotOptimize(values.data());
  };
  constexpr uint32_t kRuns = 2048;  // one binade
  for (uint32_t i = 0; i < kRuns; ++i) run(i);
  uint32_t i = 0;
  for (auto _ : state) run(i++ % kRuns);
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kRun));
}
BENCHMARK_CAPTURE(Evaluate, exp, "exp", 1);
BENCHMARK_CAPTURE(Evaluate, exp_overflow, "exp", 1000);
BENCHMARK_CAPTURE(Evaluate, erf, "erf", 0.5);
BENCHMARK_CAPTURE(Evaluate, sin_small, "sin", 0x1p-10);
BENCHMARK_CAPTURE(Evaluate, sin_large, "sin", 1000);
BENCHMARK_CAPTURE(Evaluate, tan_large, "tan", 1000);

// Every piece of a binade, built from nothing.
void Build(benchmark::State& state, const char* target, float first) {
  std::vector<FastValue> value(1);
  for (auto _ : state) {
    FastReference reference(*FindTarget(target));
    for (uint32_t i = 0; i < 512; ++i) reference.Evaluate(std::bit_cast<uint32_t>(first) + (i << 14), value);
  }
}
BENCHMARK_CAPTURE(Build, exp, "exp", 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Build, erf, "erf", 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Build, sin_large, "sin", 1000)->Unit(benchmark::kMillisecond);

// What the fast reference saves: 128 bits, one float at a time.
void Mpfr(benchmark::State& state, const char* target) {
  MpfrReal result = MpfrReal::OfPrecision(128);
  float x = 0.7F;
  for (auto _ : state) {
    FindTarget(target)->reference(result.ptr(), MpfrReal(x).ptr(), MPFR_RNDN);
    x += 0x1p-20F;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(Mpfr, exp, "exp");
BENCHMARK_CAPTURE(Mpfr, erf, "erf");
BENCHMARK_CAPTURE(Mpfr, sin, "sin");

}  // namespace
}  // namespace ulpforge
