#include "fitting/basis.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ulpforge {
namespace {

constexpr double kRedundant = 1e-13;

void Scale(double* __restrict values, double factor, size_t n) {
  for (size_t i = 0; i < n; ++i) values[i] *= factor;
}

}  // namespace

void Basis::Reset(const double* rows, const std::vector<bool>& active, size_t points) {
  points_ = points;
  size_ = 0;
  q_.resize(kMaxTapeConstants * points);
  // Rows that may still enter stand behind those that have, already free of their part in them.
  int left = 0;
  for (size_t k = 0; k < active.size(); ++k) {
    if (!active[k]) continue;
    const double* row = rows + k * points;
    const double norm = std::sqrt(Dot(row, row, points));
    if (!(norm > 0) || !std::isfinite(norm)) continue;
    for (size_t i = 0; i < points; ++i) q_[left * points + i] = row[i] / norm;
    pivots_[left++] = {k, norm, 0, {}};
  }
  for (; size_ < left; ++size_) {
    int best = -1;
    double best_square = kRedundant * kRedundant;
    for (int j = size_; j < left; ++j) {
      const double square = Dot(Vector(j), Vector(j), points);
      if (square > best_square) best = j, best_square = square;
    }
    if (best < 0) break;
    if (best != size_) {
      std::swap_ranges(&q_[best * points], &q_[best * points] + points, &q_[size_ * points]);
      std::swap(pivots_[best], pivots_[size_]);
    }
    double* q = &q_[size_ * points];
    for (int k = 0; k < size_; ++k) {  // restores what cancellation lost
      const double projection = Dot(Vector(k), q, points);
      Subtract(q, Vector(k), projection, points);
      pivots_[size_].coefficients[k] += projection;
    }
    pivots_[size_].norm = std::sqrt(Dot(q, q, points));
    Scale(q, 1 / pivots_[size_].norm, points);
    for (int j = size_ + 1; j < left; ++j) {
      const double projection = Dot(q, Vector(j), points);
      Subtract(&q_[j * points], q, projection, points);
      pivots_[j].coefficients[size_] = projection;
    }
  }
}

UnknownVector Basis::Back(UnknownVector y) const {
  UnknownVector d{};
  for (int k = size_ - 1; k >= 0; --k) {
    const double value = y[k] / pivots_[k].norm;
    for (int j = 0; j < k; ++j) y[j] -= value * pivots_[k].coefficients[j];
    d[pivots_[k].row] = value / pivots_[k].scale;
  }
  return d;
}

UnknownVector Basis::LeastSquaresStep(const double* target) const {
  UnknownVector y{};
  for (int k = 0; k < size_; ++k) y[k] = -Dot(Vector(k), target, points_);
  return Back(y);
}

}  // namespace ulpforge
