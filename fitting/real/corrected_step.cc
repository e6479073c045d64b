#include "fitting/real/corrected_step.h"

#include <algorithm>
#include <cmath>

namespace ulpforge {
namespace {

constexpr int kCorrections = 4;
constexpr int kLengths = 6;
constexpr double kShorten = 0.2;

template <class T>
bool AllFinite(const std::vector<T>& values) {
  double poison = 0;
  for (const T& value : values) poison += ToDouble(value) * 0;
  return poison == 0;
}

}  // namespace

template <class T>
Stepper<T>::Stepper(const Model& model, Precision precision, Norm norm, const std::vector<bool>& active,
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

template <class T>
double Stepper<T>::Measure(std::span<const Extended> constants, std::vector<double>& residuals,
                           double& largest) const {
  largest = model_.Residuals(constants, precision_, residuals.data());
  if (largest == kNoFit || norm_ == Norm::kLargest) return largest;
  return Dot(residuals.data(), residuals.data(), residuals.size());
}

template <class T>
bool Stepper<T>::Linearize() {
  model_.Jacobian(constants_, jacobian_.data());
  if (!AllFinite(jacobian_)) return false;
  basis_.Reset(jacobian_.data(), active_, model_.points());
  return true;
}

template <class T>
bool Stepper<T>::Advance(const UnknownVector& coordinates, double promised_size, double sufficient) {
  double length = 1;
  for (int k = 0; k < kLengths; ++k, length *= kShorten) {
    if (Try(coordinates, length, size_ - sufficient * length * (size_ - promised_size))) return true;
  }
  return false;
}

template <class T>
bool Stepper<T>::Try(const UnknownVector& coordinates, double length, double wanted) {
  const size_t points = model_.points();
  UnknownVector way{};
  promised_ = residuals_;
  for (int k = 0; k < basis_.size(); ++k) {
    way[k] = length * coordinates[k];
    Subtract(promised_.data(), basis_.Vector(k), -way[k], points);
  }
  std::copy(constants_.begin(), constants_.end(), trial_.begin());
  Step change = basis_.Back(way);
  double last_deviation = kNoFit;
  for (int correction = 0; correction <= kCorrections; ++correction) {
    for (size_t k = 0; k < constants_.size(); ++k) {
      trial_[k] = precision_ == Precision::kDouble ? Extended(trial_[k].hi + ToDouble(change[k]))
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
    change = trial_basis_.Back(trial_basis_.LeastSquares(deviation_.data()));
  }
  return false;
}

template class Stepper<double>;
template class Stepper<Extended>;

}  // namespace ulpforge
