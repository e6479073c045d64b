// The cost of fitting, the inner loop of the search. An item is one start, one step or one program.
#include "benchmark/benchmark.h"
#include "dsl/text.h"
#include "fitting/real/finisher.h"
#include "fitting/real/fitter.h"
#include "fitting/real/least_squares.h"
#include "tests/owning_search.h"

namespace ulpforge {
namespace {

// An 8-op program for exp2 with four constants: ((x + a / x) + b / (x + a / x) + c, reused)^2.
Program EightOps() {
  return *Parse(
      "ulpforge program v1\nconst a = 361.6\nconst b = 947.1\nconst c = -62.66\nconst d = 125.3\nconst e = "
      "1\n"
      "v0 = div a x\nv1 = add v0 x\nv2 = div b v1\nv3 = add v2 v1\nv4 = add v3 c\nv5 = div d v4\n"
      "v6 = add v5 e\nv7 = mul v6 v6\nreturn v7\n");
}

Problem Exp2() { return *MakeProblem("exp2", "", ""); }

// An 8-op program on 32 points.
struct FitCase {
  FitPoints points{FitSamples(Exp2(), 32)};
  TapeWorkspace workspace{points.size()};
  Program program = EightOps();
  Tape tape{program};
  Model model{tape, points, workspace};
  Rng rng{1};

  // The constants of the program, each times 0.6 to 1.6.
  std::vector<Extended> Perturbed() {
    std::vector<Extended> constants = program.constants;
    for (Extended& constant : constants) constant = constant.hi * (0.6 + rng.Uniform());
    return constants;
  }
};

void BM_LeastSquaresStart(benchmark::State& state) {
  FitCase fit;
  for (auto _ : state) {
    std::vector<Extended> constants = fit.Perturbed();
    benchmark::DoNotOptimize(FitLeastSquares(fit.model, {}, constants));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_LeastSquaresStart);

void BM_RefinedStart(benchmark::State& state) {
  FitCase fit;
  for (auto _ : state) {
    std::vector<Extended> constants = fit.Perturbed();
    FitLeastSquares(fit.model, {}, constants);
    benchmark::DoNotOptimize(RefineLeastSquares(fit.model, Precision::kExtended, 8, constants));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_RefinedStart);

void BM_Residuals(benchmark::State& state) {
  FitCase fit;
  std::vector<double> residuals(fit.points.size());
  const auto precision = static_cast<Precision>(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(fit.model.Residuals(fit.program.constants, precision, residuals.data()));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Residuals)
    ->ArgName("extended")
    ->Arg(static_cast<int>(Precision::kDouble))
    ->Arg(static_cast<int>(Precision::kExtended));

void BM_Finish(benchmark::State& state) {
  const Problem problem = Exp2();
  Program fitted = EightOps();
  Rng rng(1);
  Fitter(problem, {}).Fit(rng, fitted);
  Finisher finisher(problem);
  for (auto _ : state) {
    Program program = fitted;
    benchmark::DoNotOptimize(finisher.Finish(ConstantFormat::kDouble, program));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Finish)->Unit(benchmark::kMillisecond);

// Candidates per second of a whole search in its first 64 batches, by the number of threads.
void BM_Search(benchmark::State& state) {
  SearchConfig config;
  config.set_target("exp2");
  for (auto _ : state) {
    OwningSearch search(config, static_cast<size_t>(state.range(0)));
    for (int batch = 0; batch < 64; ++batch) search.RunBatch();
    state.SetItemsProcessed(state.items_processed() + static_cast<int64_t>(search.candidates()));
  }
}
BENCHMARK(BM_Search)->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace ulpforge
