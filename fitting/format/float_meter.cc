#include "fitting/format/float_meter.h"

#include <bit>
#include <cstdint>
#include <utility>

#include "base/check.h"

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

bool SameBits(const Extended& a, const Extended& b) {
  return std::bit_cast<uint64_t>(a.hi) == std::bit_cast<uint64_t>(b.hi) &&
         std::bit_cast<uint64_t>(a.lo) == std::bit_cast<uint64_t>(b.lo);
}

bool IsSameButForConstants(const Program& a, const Program& b) {
  return a.constants.size() == b.constants.size() && a.integers == b.integers &&
         a.instructions == b.instructions && a.output == b.output;
}

}  // namespace

bool FloatScore::IsBetterThan(const FloatScore& other) const {
  if (violations != other.violations) return violations < other.violations;
  return Objective(*this) < Objective(other);
}

Interpreter<float>& FloatMeter::InterpreterOf(const Program& program) {
  if (interpreter_ && IsSameButForConstants(program_, program)) {
    for (size_t k = 0; k < program.constants.size(); ++k) {
      if (SameBits(program_.constants[k], program.constants[k])) continue;
      interpreter_->SetConstant(k, program.constants[k]);
      program_.constants[k] = program.constants[k];
    }
    return *interpreter_;
  }
  absl::StatusOr<Interpreter<float>> interpreter = Interpreter<float>::Create(program);
  ULPFORGE_CHECK(interpreter.ok());
  interpreter_ = *std::move(interpreter);
  program_ = program;
  return *interpreter_;
}

FloatScore FloatMeter::Measure(const Program& program, const UlpSamples& samples) {
  Interpreter<float>& interpreter = InterpreterOf(program);
  results_.resize(samples.size());
  interpreter.Run(samples.x, results_);
  FloatScore score{.ulp = LargestUlp(samples, results_), .mean_square = MeanSquare(samples, results_)};
  if (points_ == nullptr) return score;
  special_results_.resize(points_->inputs().size());
  interpreter.Run(points_->inputs(), special_results_);
  score.violations = points_->Violations(special_results_);
  return score;
}

std::vector<double> FloatMeter::Errors(const UlpSamples& samples) const {
  std::vector<double> errors(samples.size());
  for (size_t i = 0; i < samples.size(); ++i) errors[i] = UlpAt(samples, i, results_[i]);
  return errors;
}

}  // namespace ulpforge
