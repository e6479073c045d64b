// Interpreter throughput in op-points per second (items), canonicalisation and parsing in programs per
// second.
#include <vector>

#include "base/rng.h"
#include "benchmark/benchmark.h"
#include "dsl/canonical.h"
#include "dsl/interpreter.h"
#include "dsl/text.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

constexpr size_t kPrograms = 256;

// Programs of `ops` live instructions over + - * /, as a search meets them.
std::vector<Program> SearchPrograms(size_t ops) {
  using enum OpCode;
  Rng rng(1);
  std::vector<Program> programs;
  while (programs.size() < kPrograms) {
    Program program = testing::RandomProgram(
        rng, {.ops = {kAdd, kSub, kMul, kDiv}, .instructions = ops, .constants = ops / 2, .integers = 0});
    program.integers.clear();
    if (Canonicalize(program).instructions.size() >= ops * 3 / 4) programs.push_back(std::move(program));
  }
  return programs;
}

// Ten multiplications and additions in a Horner scheme.
Program Horner() {
  Program program;
  for (int k = 0; k < 6; ++k) program.constants.push_back(Extended(1.0 / (k + 1)));
  Operand value = ConstantOperand(0);
  for (int k = 1; k < 6; ++k) {
    const size_t at = program.instructions.size();
    program.instructions.push_back({.op = OpCode::kMul, .args = {value, InputOperand()}});
    program.instructions.push_back(
        {.op = OpCode::kAdd, .args = {InstructionOperand(at), ConstantOperand(k)}});
    value = InstructionOperand(at + 1);
  }
  program.output = value;
  return program;
}

template <class T>
void BM_Interpreter(benchmark::State& state) {
  const size_t points = state.range(0);
  const Program program = Horner();
  Interpreter<T> interpreter = *Interpreter<T>::Create(program);
  const std::vector<T> in(points, T(0.75));
  std::vector<T> out(points);
  for (auto _ : state) {
    interpreter.Run(in, out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * points * program.instructions.size());
}
BENCHMARK_TEMPLATE(BM_Interpreter, float)->Arg(32)->Arg(4096);
BENCHMARK_TEMPLATE(BM_Interpreter, double)->Arg(32)->Arg(4096);
BENCHMARK_TEMPLATE(BM_Interpreter, Extended)->Arg(32)->Arg(4096);

void BM_InterpreterCreate(benchmark::State& state) {
  const Program program = Horner();
  for (auto _ : state) benchmark::DoNotOptimize(Interpreter<double>::Create(program));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_InterpreterCreate);

template <auto transform>
void BM_Transform(benchmark::State& state) {
  const std::vector<Program> programs = SearchPrograms(state.range(0));
  size_t k = 0;
  for (auto _ : state) benchmark::DoNotOptimize(transform(programs[k++ % kPrograms]));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_TEMPLATE(BM_Transform, Canonicalize)->Arg(10)->Arg(30)->Arg(1000);
BENCHMARK_TEMPLATE(BM_Transform, FoldConstants)->Arg(10);
BENCHMARK_TEMPLATE(BM_Transform, NormalizeFreeConstants)->Arg(10);

void BM_Parse(benchmark::State& state) {
  const std::string text = Format(SearchPrograms(10)[0]);
  for (auto _ : state) benchmark::DoNotOptimize(Parse(text));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Parse);

void BM_Format(benchmark::State& state) {
  const Program program = SearchPrograms(10)[0];
  for (auto _ : state) benchmark::DoNotOptimize(Format(program));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Format);

}  // namespace
}  // namespace ulpforge
