#include "fitting/float_meter.h"

#include <utility>

#include "base/check.h"
#include "dsl/interpreter.h"

namespace ulpforge {
namespace {

constexpr double kMeanWeight = 1e-3;

double Objective(const FloatScore& score) { return score.ulp + kMeanWeight * score.mean_square; }

double MeanSquare(const UlpSamples& samples, const std::vector<float>& results) {
  double sum = 0;
  for (size_t i = 0; i < samples.size(); ++i) {
    const double error = (static_cast<double>(results[i]) - samples.f[i]) * samples.per_ulp[i];
    sum += error * error;
  }
  return samples.size() == 0 ? 0 : sum / static_cast<double>(samples.size());
}

}  // namespace

bool FloatScore::IsBetterThan(const FloatScore& other) const {
  if (violations != other.violations) return violations < other.violations;
  return Objective(*this) < Objective(other);
}

FloatScore FloatMeter::Measure(const Program& program, const UlpSamples& samples) {
  absl::StatusOr<Interpreter<float>> interpreter = Interpreter<float>::Create(program);
  ULPFORGE_CHECK(interpreter.ok());
  results_.resize(samples.size());
  interpreter->Run(samples.x, results_);
  FloatScore score{.ulp = LargestUlp(samples, results_), .mean_square = MeanSquare(samples, results_)};
  if (points_ == nullptr) return score;
  special_results_.resize(points_->inputs().size());
  interpreter->Run(points_->inputs(), special_results_);
  score.violations = points_->Violations(special_results_);
  return score;
}

std::vector<double> FloatMeter::Errors(const UlpSamples& samples) const {
  std::vector<double> errors(samples.size());
  for (size_t i = 0; i < samples.size(); ++i) errors[i] = UlpAt(samples, i, results_[i]);
  return errors;
}

}  // namespace ulpforge
