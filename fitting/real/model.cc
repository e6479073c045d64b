#include "fitting/real/model.h"

#include <array>
#include <cmath>

namespace ulpforge {
namespace {

std::vector<Extended> Padded(std::vector<Extended> values) {
  while (values.size() % 8 != 0) values.push_back(values.back());
  return values;
}

std::vector<double> Rounded(const std::vector<Extended>& values) {
  std::vector<double> result;
  result.reserve(values.size());
  for (const Extended& value : values) result.push_back(value.hi);
  return result;
}

// A comparison-free maximum: 8 lanes, NaN and infinity both end in kNoFit.
double MaxMagnitude(const double* values, size_t n) {
  std::array<double, 8> lanes{};
  std::array<double, 8> poison{};
  for (size_t i = 0; i < n; i += 8) {
    for (size_t l = 0; l < 8; ++l) {
      const double magnitude = std::fabs(values[i + l]);
      lanes[l] = lanes[l] < magnitude ? magnitude : lanes[l];
      poison[l] += magnitude * 0;
    }
  }
  double largest = 0;
  for (size_t l = 0; l < 8; ++l) {
    if (poison[l] != 0) return kNoFit;  // NaN compares unequal
    largest = std::fmax(largest, lanes[l]);
  }
  return largest;
}

}  // namespace

FitPoints::FitPoints(const Samples& samples)
    : extended_x(Padded(samples.x)), extended_f(Padded(samples.f)), extended_scale(Padded(samples.scale)) {
  x = Rounded(extended_x);
  f = Rounded(extended_f);
  scale = Rounded(extended_scale);
  for (size_t i = 0; i < size(); ++i) magnitude_ = std::fmax(magnitude_, std::fabs(f[i] * scale[i]));
}

double Model::Residuals(std::span<const Extended> constants, Precision precision, double* residuals) const {
  const size_t n = points_.size();
  double* __restrict out = residuals;
  if (precision == Precision::kDouble) {
    std::array<double, kMaxTapeConstants> rounded;
    for (size_t k = 0; k < constants.size(); ++k) rounded[k] = constants[k].hi;
    const double* p = tape_.Evaluate(points_.x.data(), rounded.data(), workspace_);
    for (size_t i = 0; i < n; ++i) out[i] = (p[i] - points_.f[i]) * points_.scale[i];
  } else {
    const Extended* p = tape_.Evaluate(points_.extended_x.data(), constants.data(), workspace_);
    for (size_t i = 0; i < n; ++i) out[i] = (p[i] - points_.extended_f[i]).hi * points_.scale[i];
  }
  return MaxMagnitude(residuals, n);
}

template <>
void Model::Jacobian(std::span<const Extended> constants, double* jacobian) const {
  std::array<double, kMaxTapeConstants> rounded;
  for (size_t k = 0; k < constants.size(); ++k) rounded[k] = constants[k].hi;
  tape_.Differentiate(points_.x.data(), rounded.data(), points_.scale.data(), workspace_, jacobian);
}

template <>
void Model::Jacobian(std::span<const Extended> constants, Extended* jacobian) const {
  tape_.Differentiate(points_.extended_x.data(), constants.data(), points_.extended_scale.data(), workspace_,
                      jacobian);
}

}  // namespace ulpforge
