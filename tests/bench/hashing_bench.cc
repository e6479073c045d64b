// What the search pays per candidate for recognising it. The programs are many different ones, because the
// cost of a new program includes the branches that its shape mispredicts.
#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/rng.h"
#include "fmt/format.h"
#include "hashing/bits_key.h"
#include "hashing/evaluation_cache.h"
#include "hashing/function_key.h"
#include "hashing/same_family.h"
#include "tests/owning_search.h"

namespace ulpforge {
namespace {

// Random programs of `ops` instructions and `constants` constants, each instruction used by the next.
std::vector<Program> RandomPrograms(std::vector<OpCode> ops_allowed, int ops, int constants) {
  Rng rng(7);
  std::vector<Program> programs(512);
  for (Program& p : programs) {
    p.constants.resize(constants);
    for (int k = 0; k < ops; ++k) {
      Instruction instruction;
      instruction.op = ops_allowed[rng.Below(ops_allowed.size())];
      instruction.args[0] = k == 0 ? InputOperand() : InstructionOperand(k - 1);
      if (Info(instruction.op).arity > 1) {
        instruction.args[1] = k < constants ? ConstantOperand(k)
                              : k % 2 == 0  ? InputOperand()
                                            : InstructionOperand(rng.Below(k));
      }
      p.instructions.push_back(instruction);
    }
    p.output = InstructionOperand(ops - 1);
  }
  return programs;
}

const std::vector<OpCode> kFieldOps = {OpCode::kAdd, OpCode::kSub, OpCode::kMul, OpCode::kDiv};
const std::vector<OpCode> kRealOps = {OpCode::kAdd, OpCode::kSub,  OpCode::kMul,
                                      OpCode::kDiv, OpCode::kSqrt, OpCode::kMax};

const KeyOptions kOptions = {.context = "format=real target=exp2 domain=(0,1] measure=relative points=32"};

template <class Function>
void Walk(benchmark::State& state, const std::vector<Program>& programs, Function function) {
  size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(function(programs[i]));
    i = (i + 1) % programs.size();
  }
}

void BM_StructureKey(benchmark::State& state) {
  const auto programs = RandomPrograms(kFieldOps, 10, 6);
  Walk(state, programs, [](const Program& p) { return StructureKey(p, kOptions); });
}
BENCHMARK(BM_StructureKey);

void BM_FamilyKeyField(benchmark::State& state) {
  const auto programs = RandomPrograms(kFieldOps, static_cast<int>(state.range(0)), 6);
  Walk(state, programs, [](const Program& p) { return FamilyKey(p, kOptions); });
}
BENCHMARK(BM_FamilyKeyField)->Arg(6)->Arg(10)->Arg(20);

void BM_RoundedKey(benchmark::State& state) {
  const auto programs = RandomPrograms(kRealOps, static_cast<int>(state.range(0)), 6);
  Walk(state, programs, [](const Program& p) { return RoundedKey(p, kOptions); });
}
BENCHMARK(BM_RoundedKey)->Arg(10);

template <class T>
void BM_BitsKey(benchmark::State& state) {
  const auto programs = RandomPrograms(kRealOps, static_cast<int>(state.range(0)), 6);
  Walk(state, programs, [](const Program& p) { return BitsKey<T>(p, kOptions.context); });
}
BENCHMARK(BM_BitsKey<float>)->Arg(10);
BENCHMARK(BM_BitsKey<double>)->Arg(10);

void BM_ConstantRankField(benchmark::State& state) {
  const auto programs = RandomPrograms(kFieldOps, 10, static_cast<int>(state.range(0)));
  Walk(state, programs, [](const Program& p) { return ConstantRank(p); });
}
BENCHMARK(BM_ConstantRankField)->Arg(3)->Arg(6)->Arg(10);

void BM_ConstantRankExtended(benchmark::State& state) {
  const auto programs = RandomPrograms(kRealOps, 10, static_cast<int>(state.range(0)));
  Walk(state, programs, [](const Program& p) { return ConstantRank(p); });
}
BENCHMARK(BM_ConstantRankExtended)->Arg(6);

void BM_SameFamily(benchmark::State& state) {
  const auto programs = RandomPrograms(kFieldOps, 10, 6);
  Walk(state, programs, [](const Program& p) { return SameFamily(p, p, 1); });
}
BENCHMARK(BM_SameFamily);

FunctionKey RandomKey(Rng& rng) {
  const uint64_t low = rng.Next();
  return {low, rng.Next()};
}

CachedEvaluation SomeEvaluation() {
  return {.error = 1e-6, .constants = std::vector<Extended>(6), .program = std::string(40, 'p')};
}

void BM_CacheFind(benchmark::State& state) {
  EvaluationCache cache(size_t{1} << 40);
  std::vector<FunctionKey> keys(state.range(0));
  Rng rng(3);
  for (FunctionKey& key : keys) {
    key = RandomKey(rng);
    cache.Insert(key, SomeEvaluation());
  }
  for (auto _ : state) benchmark::DoNotOptimize(cache.Find(keys[rng.Below(keys.size())]));
  state.counters["bytes_per_entry"] = static_cast<double>(cache.bytes()) / cache.size();
}
BENCHMARK(BM_CacheFind)->Arg(10000)->Arg(1000000);

void BM_CacheMiss(benchmark::State& state) {
  EvaluationCache cache(size_t{1} << 40);
  Rng rng(3);
  for (int i = 0; i < state.range(0); ++i) cache.Insert(RandomKey(rng), SomeEvaluation());
  for (auto _ : state) benchmark::DoNotOptimize(cache.Find(RandomKey(rng)));
}
BENCHMARK(BM_CacheMiss)->Arg(1000000);

// Into a full cache: each insertion evicts one entry.
void BM_CacheInsertEvict(benchmark::State& state) {
  EvaluationCache cache(size_t{64} << 20);
  Rng rng(3);
  while (cache.evictions() == 0) cache.Insert(RandomKey(rng), SomeEvaluation());
  for (auto _ : state) cache.Insert(RandomKey(rng), SomeEvaluation());
}
BENCHMARK(BM_CacheInsertEvict);

// The first candidates of a search for exp2 on one thread: nanoseconds per candidate, by phase.
void BM_SearchPhases(benchmark::State& state) {
  constexpr int kBatches = 128;
  SearchConfig config;
  config.set_target("exp2");
  PhaseSeconds seconds{};
  double candidates = 0;
  for (auto _ : state) {
    OwningSearch search(config, 1);
    for (int batch = 0; batch < kBatches; ++batch) search.RunBatch();
    const PhaseSeconds phases = search.phase_seconds();
    for (size_t k = 0; k < phases.size(); ++k) seconds[k] += phases[k];
    candidates += static_cast<double>(search.candidates());
  }
  for (size_t k = 0; k < seconds.size(); ++k) {
    if (seconds[k] > 0) state.counters[fmt::format("{}_ns", kPhaseNames[k])] = 1e9 * seconds[k] / candidates;
  }
}
BENCHMARK(BM_SearchPhases)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ulpforge
