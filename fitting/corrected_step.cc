#include "fitting/corrected_step.h"

#include <algorithm>
#include <cmath>

namespace ulpforge {
namespace {

constexpr int kCorrections = 4;
constexpr int kLengths = 6;
constexpr double kShorten = 0.2;

bool AllFinite(const std::vector<double>& values) {
  double poison = 0;
  for (const double value : values) poison += value * 0;
  return poison == 0;
}

}  // namespace

Stepper::Stepper(const Model& model, Precision precision, Norm norm, const std::vector<bool>& active,
                 std::span<Extended> constants)
    : model_(model),
      precision_(precision),
      norm_(norm),
      active_(active),
      constants_(constants),
      residuals_(model.points()),
      trial_residuals_(model.points()),
      promised_(model.points()),
      deviation_(model.points()),
      jacobian_(constants.size() * model.points()),
      trial_jacobian_(jacobian_.size()) {
  size_ = Measure(constants_, residuals_, largest_);
}

double Stepper::Measure(std::span<const Extended> constants, std::vector<double>& residuals,
                        double& largest) const {
  largest = model_.Residuals(constants, precision_, residuals.data());
  if (largest == kNoFit || norm_ == Norm::kLargest) return largest;
  return Dot(residuals.data(), residuals.data(), residuals.size());
}

bool Stepper::Linearize() {
  model_.Jacobian(constants_, jacobian_.data());
  if (!AllFinite(jacobian_)) return false;
  basis_.Reset(jacobian_.data(), active_, model_.points());
  return true;
}

bool Stepper::Advance(const UnknownVector& step, double promised_size, double sufficient) {
  double length = 1;
  for (int k = 0; k < kLengths; ++k, length *= kShorten) {
    if (Try(step, length, size_ - sufficient * length * (size_ - promised_size))) return true;
  }
  return false;
}

bool Stepper::Try(const UnknownVector& step, double length, double wanted) {
  const size_t points = model_.points();
  promised_ = residuals_;
  for (size_t k = 0; k < constants_.size(); ++k) {
    const double change = length * step[k];
    if (change == 0) continue;
    for (size_t i = 0; i < points; ++i) promised_[i] += change * jacobian_[k * points + i];
  }
  std::copy(constants_.begin(), constants_.end(), trial_.begin());
  UnknownVector change = step;
  for (double& value : change) value *= length;
  double last_deviation = kNoFit;
  for (int correction = 0; correction <= kCorrections; ++correction) {
    for (size_t k = 0; k < constants_.size(); ++k) {
      trial_[k] = precision_ == Precision::kDouble ? Extended(trial_[k].hi + change[k])
                                                   : trial_[k] + Extended(change[k]);
    }
    const std::span<const Extended> trial(trial_.data(), constants_.size());
    double largest;
    const double size = Measure(trial, trial_residuals_, largest);
    if (size == kNoFit) return false;
    if (size < wanted) {
      size_ = size;
      largest_ = largest;
      residuals_.swap(trial_residuals_);
      std::copy(trial.begin(), trial.end(), constants_.begin());
      return true;
    }
    for (size_t i = 0; i < points; ++i) deviation_[i] = trial_residuals_[i] - promised_[i];
    const double deviation = Dot(deviation_.data(), deviation_.data(), points);
    if (correction == kCorrections || !(deviation < 0.25 * last_deviation)) return false;
    last_deviation = deviation;
    model_.Jacobian(trial, trial_jacobian_.data());
    if (!AllFinite(trial_jacobian_)) return false;
    trial_basis_.Reset(trial_jacobian_.data(), active_, points);
    change = trial_basis_.LeastSquaresStep(deviation_.data());
  }
  return false;
}

}  // namespace ulpforge
