#include "engine/space/free_tuner.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "base/check.h"
#include "engine/variation/free_operand.h"
#include "fitting/solvers/basis.h"
#include "fitting/solvers/chebyshev.h"

namespace ulpforge {
namespace {

constexpr int kLargestStep = 24;  // of random moves, as a power of two
constexpr double kOtherConstant = 0.25;
constexpr int kWalkStep = 6;     // of the last moves
constexpr int kDifference = 10;  // of derivatives
constexpr int kRounds = 6;
constexpr int kMinimaxSteps = 8;
constexpr int kShorter = 5;  // halvings of a step that is too long
constexpr double kWorthwhile = 0.999;
constexpr size_t kMostNumbers = 20;

// Of any size, or to a constant that bit tricks are made of.
int64_t RandomStep(const Program& program, const FreeNumber& number, Rng& rng) {
  if (rng.Chance(kOtherConstant)) {
    const DraftOperand other = RandomConstant(number.is_integer ? Type::kInteger : Type::kFloat, rng);
    const Program moved{.constants = {other.value}, .integers = {other.integer}};
    return Place(moved, {number.is_integer, 0}) - Place(program, number);
  }
  int64_t step = int64_t{1} << rng.Below(kLargestStep);
  step += static_cast<int64_t>(rng.Below(static_cast<uint64_t>(step)));
  return rng.Chance(0.5) ? step : -step;
}

}  // namespace

bool FreeTuner::Accept(const UlpSamples& samples, const FreeNumber& number, int64_t step, FreeScore& score,
                       Program& program) {
  const int64_t before = Place(program, number);
  SetPlace(number, before + step, program);
  const FreeScore moved = meter_.Measure(program, samples);
  if (moved.objective < score.objective) {
    score = moved;
    return true;
  }
  SetPlace(number, before, program);
  return false;
}

FreeScore FreeTuner::Nudge(const UlpSamples& samples, int moves, Rng& rng, Program& program) {
  const std::vector<FreeNumber> numbers = FreeNumbers(program);
  FreeScore score = meter_.Measure(program, samples);
  if (numbers.empty()) return score;
  FreeNumber number;
  int64_t step = 0;
  for (int move = 0; move < moves; ++move) {
    // What helped is done again, twice as far.
    if (step == 0) {
      number = numbers[rng.Below(numbers.size())];
      step = RandomStep(program, number, rng);
    }
    step = Accept(samples, number, step, score, program) ? 2 * step : 0;
  }
  return score;
}

void FreeTuner::Walk(const UlpSamples& samples, int from, FreeScore& score, Program& program) {
  for (const FreeNumber& number : FreeNumbers(program)) {
    for (int power = from; power >= 0; --power) {
      const int64_t step = int64_t{1} << power;
      if (!Accept(samples, number, step, score, program)) Accept(samples, number, -step, score, program);
    }
  }
}

bool FreeTuner::TakeMinimaxStep(const UlpSamples& samples, FreeScore& score, Program& program) {
  const std::vector<FreeNumber> numbers = FreeNumbers(program);
  if (numbers.empty() || numbers.size() > kMostNumbers || !score.is_close) return false;
  meter_.Measure(program, samples);
  const std::vector<double> residuals = meter_.Residuals(samples);
  const size_t n = samples.size();
  std::vector<double> rows(numbers.size() * n);
  std::vector<bool> active(numbers.size());
  for (size_t k = 0; k < numbers.size(); ++k) {
    const int64_t before = Place(program, numbers[k]);
    constexpr int64_t kStep = int64_t{1} << kDifference;
    SetPlace(numbers[k], before + kStep, program);
    active[k] = meter_.Measure(program, samples).is_close;  // else a magic number or a mask
    if (active[k]) {
      const std::vector<double> moved = meter_.Residuals(samples);
      for (size_t i = 0; i < n; ++i) rows[k * n + i] = (moved[i] - residuals[i]) / kStep;
    }
    SetPlace(numbers[k], before, program);
  }
  Basis<double> basis;
  basis.Reset(rows.data(), active, n);
  if (basis.size() == 0) return false;
  const auto direction = basis.Back(SolveChebyshev(basis, residuals.data()).coordinates);
  double length = 1;
  for (int attempt = 0; attempt < kShorter; ++attempt, length /= 2) {
    Program moved = program;
    for (size_t k = 0; k < numbers.size(); ++k) {
      const double step = std::nearbyint(length * direction[k]);
      if (active[k] && std::fabs(step) < 0x1p31) {
        SetPlace(numbers[k], Place(program, numbers[k]) + static_cast<int64_t>(step), moved);
      }
    }
    const FreeScore moved_score = meter_.Measure(moved, samples);
    if (!(moved_score.objective < kWorthwhile * score.objective)) continue;
    score = moved_score;
    program = std::move(moved);
    return true;
  }
  return false;
}

void FreeTuner::TakeMinimaxSteps(const UlpSamples& samples, int steps, FreeScore& score, Program& program) {
  for (int step = 0; step < steps; ++step) {
    if (!TakeMinimaxStep(samples, score, program)) return;
  }
}

FreeScore FreeTuner::Descend(const UlpSamples& samples, int steps, Program& program) {
  ULPFORGE_CHECK(samples.size() % 8 == 0);
  FreeScore score = meter_.Measure(program, samples);
  TakeMinimaxSteps(samples, steps, score, program);
  return score;
}

FreeScore FreeTuner::Tune(const UlpSamples& samples, Program& program) {
  ULPFORGE_CHECK(samples.size() % 8 == 0);
  FreeScore score = meter_.Measure(program, samples);
  for (int round = 0; round < kRounds; ++round) {
    const double before = score.objective;
    TakeMinimaxSteps(samples, kMinimaxSteps, score, program);
    Walk(samples, round == 0 ? kLargestStep : kWalkStep, score, program);
    if (!(score.objective < kWorthwhile * before)) break;
  }
  return score;
}

}  // namespace ulpforge
