#include "engine/space/free_meter.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "base/check.h"
#include "dsl/interpreter.h"

namespace ulpforge {
namespace {

constexpr double kUlpsOfHalf = 0x1p22;
constexpr double kHalf = 0.5;
constexpr double kNanDistance = 0x1p33;  // floats
constexpr double kSpreadWeight = 0.02;

int64_t Ordinal(float x) {
  const auto bits = std::bit_cast<uint32_t>(x);
  return (bits >> 31) == 0 ? int64_t{bits} : -int64_t{bits & 0x7fffffff};
}

}  // namespace

double FreeMeter::FarError(float y, double f) const {
  const double floats = std::isnan(y)
                            ? kNanDistance
                            : static_cast<double>(std::abs(Ordinal(y) - Ordinal(static_cast<float>(f))));
  return space_.is_relative() ? std::max(kHalf, floats * 0x1p-23) : std::max(kUlpsOfHalf, floats);
}

FreeScore FreeMeter::Measure(const Program& program, const UlpSamples& samples) {
  absl::StatusOr<Interpreter<float>> interpreter = Interpreter<float>::Create(program);
  ULPFORGE_CHECK(interpreter.ok());
  results_.resize(samples.size());
  interpreter->Run(samples.x, results_);
  const double far = space_.is_relative() ? kHalf : kUlpsOfHalf;
  double largest = 0, sum = 0;
  for (size_t i = 0; i < samples.size(); ++i) {
    double error = std::fabs(static_cast<double>(results_[i]) - samples.f[i]) * samples.per_ulp[i];
    if (!(error < far)) error = FarError(results_[i], samples.f[i]);
    largest = std::max(largest, error);
    sum += error * error;
  }
  FreeScore score{.error = largest, .is_close = largest < far};
  if (samples.size() > 0) score.spread = std::sqrt(sum / static_cast<double>(samples.size()));
  if (!score.is_close) {
    // The one that is right in more places is nearer.
    score.objective = far * (1 + kSpreadWeight) + score.spread;
    return score;
  }
  score.objective = score.error + kSpreadWeight * score.spread;
  special_results_.resize(space_.points().inputs().size());
  interpreter->Run(space_.points().inputs(), special_results_);
  score.violations = space_.points().Violations(special_results_);
  if (score.violations == 0) return score;
  // What breaks the contract comes after what keeps it and is good enough, and before what is far off.
  const auto violations = static_cast<double>(score.violations);
  const double share = violations / (violations + 1);
  score.objective = std::max(score.objective, space_.max_error() + share * (far - space_.max_error()));
  return score;
}

std::vector<double> FreeMeter::Residuals(const UlpSamples& samples) const {
  std::vector<double> residuals(samples.size());
  for (size_t i = 0; i < samples.size(); ++i) {
    residuals[i] = (static_cast<double>(results_[i]) - samples.f[i]) * samples.per_ulp[i];
  }
  return residuals;
}

}  // namespace ulpforge
