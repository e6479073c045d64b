#include "fitting/format/scorer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "base/check.h"
#include "dsl/numbers/ordinal.h"

namespace ulpforge {
namespace {

// Of the mean square against the largest error; both are about 1 where templates are tuned to an ULP.
constexpr double kMeanWeight = 1e-3;
// Of the root mean square, which has the unit of the error, be it 1e-6 or 1e6.
constexpr double kSpreadWeight = 0.02;
constexpr double kFloatsToNan = 0x1p33;
// How many floats lie between f and 2 f, over two.
constexpr double kFloatsToHalf = 0x1p22;
// Sizes of errors that are so near to 1 are compared after rounding.
constexpr double kNearTie = 0x1p-40;

double MeanSquare(const UlpSamples& samples, const std::vector<float>& results) {
  double sum = 0;
  for (size_t i = 0; i < samples.size(); ++i) {
    const double error = (static_cast<double>(results[i]) - samples.f[i]) * samples.per_ulp[i];
    sum += error * error;
  }
  return samples.size() == 0 ? 0 : sum / static_cast<double>(samples.size());
}

double FloatsBetween(float y, double f) {
  if (std::isnan(y)) return kFloatsToNan;
  return static_cast<double>(std::abs(ToOrdinal(y) - ToOrdinal(static_cast<float>(f))));
}

bool SameBits(const Extended& a, const Extended& b) {
  return std::bit_cast<uint64_t>(a.hi) == std::bit_cast<uint64_t>(b.hi) &&
         std::bit_cast<uint64_t>(a.lo) == std::bit_cast<uint64_t>(b.lo);
}

bool DifferInNumbersOnly(const Program& a, const Program& b) {
  return a.constants.size() == b.constants.size() && a.integers.size() == b.integers.size() &&
         a.instructions == b.instructions && a.output == b.output;
}

}  // namespace

bool Score::IsBetterThan(const Score& other) const {
  if (tier != other.tier) return tier < other.tier;
  return objective < other.objective;
}

FormatInterpreter& Scorer::InterpreterOf(const Program& program) {
  if (!interpreter_ || !DifferInNumbersOnly(program_, program)) {
    absl::StatusOr<FormatInterpreter> interpreter = FormatInterpreter::Create(program, compute());
    ULPFORGE_CHECK(interpreter.ok());
    interpreter_ = *std::move(interpreter);
    program_ = program;
    return *interpreter_;
  }
  for (size_t k = 0; k < program.constants.size(); ++k) {
    if (SameBits(program_.constants[k], program.constants[k])) continue;
    interpreter_->SetConstant(k, program.constants[k]);
    program_.constants[k] = program.constants[k];
  }
  for (size_t k = 0; k < program.integers.size(); ++k) {
    if (program_.integers[k] == program.integers[k]) continue;
    interpreter_->SetInteger(k, program.integers[k]);
    program_.integers[k] = program.integers[k];
  }
  return *interpreter_;
}

void Scorer::RunInterpreter(std::span<const float> in, bool rounds, std::vector<float>& out) {
  out.resize(in.size());
  interpreter_->Run(in, out);
  if (!rounds || objective_.result == objective_.compute) return;
  for (float& y : out) y = RoundToFormat(*objective_.result, y);
}

void Scorer::Run(const Program& program, const UlpSamples& samples) {
  InterpreterOf(program);
  RunInterpreter(samples.x, !counts(), results_);  // intervals are for results before they are rounded
}

double Scorer::Error(const Program& program, const UlpSamples& samples) {
  Run(program, samples);
  return counts() ? CountMisrounded(samples) : LargestUlp(samples, results_);
}

double Scorer::CountMisrounded(const UlpSamples& samples) const {
  const FloatFormat& format = *objective_.result;
  double count = 0;
  for (size_t i = 0; i < samples.size(); ++i) {
    const double size = std::fabs(static_cast<double>(results_[i]) - samples.f[i]) * samples.per_ulp[i];
    if (size < 1 - kNearTie) continue;
    const bool is_tie = size < 1 + kNearTie;
    if (is_tie && RoundToFormat(format, results_[i]) == RoundToFormat(format, samples.f[i])) continue;
    count += samples.inputs[i];
  }
  return count;
}

void Scorer::SetErrors(const UlpSamples& samples, Score& score) const {
  const double largest = LargestUlp(samples, results_);
  score.mean_square = MeanSquare(samples, results_);
  if (!counts()) {
    score.error = largest;
    score.objective = largest + kMeanWeight * score.mean_square;
    return;
  }
  score.error = CountMisrounded(samples);
  if (score.error == 0) return;
  // Of two with as many wrong results the one that is less wrong.
  const double excess = std::max(largest - 1, 0.0);
  score.objective = score.error + (std::isfinite(excess) ? excess / (1 + excess) : 1);
}

Score Scorer::Measure(const Program& program, const UlpSamples& samples) {
  Run(program, samples);
  Score score;
  SetErrors(samples, score);
  if (objective_.ranking == Ranking::kFromAfar) {
    RankFromAfar(samples, score);
    return score;
  }
  score.tier = score.violations = Violations();
  return score;
}

size_t Scorer::Violations() {
  if (objective_.points == nullptr) return 0;
  RunInterpreter(objective_.points->inputs(), true, special_results_);
  return objective_.points->Violations(special_results_);
}

void Scorer::RankFromAfar(const UlpSamples& samples, Score& score) {
  const double far = objective_.far;
  score.is_close = score.error < far;
  if (!score.is_close) {
    GradeFarErrors(samples, score);
    // The one that is right in more places is nearer.
    score.objective = far * (1 + kSpreadWeight) + std::sqrt(score.mean_square);
    return;
  }
  score.objective = score.error + kSpreadWeight * std::sqrt(score.mean_square);
  score.violations = Violations();
  if (score.violations == 0) return;
  // What breaks the contract comes after what keeps it and is good enough, and before what is far off.
  const auto violations = static_cast<double>(score.violations);
  const double share = violations / (violations + 1);
  score.objective = std::max(score.objective, objective_.limit + share * (far - objective_.limit));
}

void Scorer::GradeFarErrors(const UlpSamples& samples, Score& score) const {
  const double far = objective_.far;
  double largest = 0, sum = 0;
  for (size_t i = 0; i < samples.size(); ++i) {
    double error = std::fabs(static_cast<double>(results_[i]) - samples.f[i]) * samples.per_ulp[i];
    if (!(error < far))
      error = std::max(far, FloatsBetween(results_[i], samples.f[i]) * (far / kFloatsToHalf));
    largest = std::max(largest, error);
    sum += error * error;
  }
  score.error = largest;
  score.mean_square = sum / static_cast<double>(samples.size());
}

std::vector<double> Scorer::Residuals(const UlpSamples& samples) const {
  ULPFORGE_CHECK(results_.size() == samples.size());
  std::vector<double> residuals(samples.size());
  for (size_t i = 0; i < samples.size(); ++i) {
    residuals[i] = (static_cast<double>(results_[i]) - samples.f[i]) * samples.per_ulp[i];
  }
  return residuals;
}

UlpSamples Scorer::WorstSamples(const UlpSamples& samples, size_t count) const {
  ULPFORGE_CHECK(results_.size() == samples.size());
  std::vector<double> errors(samples.size());
  for (size_t i = 0; i < samples.size(); ++i) errors[i] = UlpAt(samples, i, results_[i]);
  std::vector<size_t> order(samples.size());
  std::iota(order.begin(), order.end(), size_t{0});
  count = std::min(count, order.size());
  const auto is_worse = [&](size_t a, size_t b) {
    return errors[a] != errors[b] ? errors[a] > errors[b] : a < b;
  };
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(), is_worse);
  UlpSamples worst;
  for (size_t k = 0; k < count; ++k) worst.AppendOne(samples, order[k]);
  return worst;
}

}  // namespace ulpforge
