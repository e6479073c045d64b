#include "fitting/solvers/basis.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ulpforge {
namespace {

// What is left of a row, relative to the row, below which it counts as dependent.
template <class T>
constexpr double kDependent = 0;
template <>
constexpr double kDependent<double> = 1e-13;
template <>
constexpr double kDependent<Extended> = 1e-28;

}  // namespace

UnknownVector OrthonormalVectors::LeastSquares(const double* target) const {
  UnknownVector y{};
  for (int k = 0; k < size_; ++k) y[k] = -Dot(Vector(k), target, points_);
  return y;
}

template <class T>
void Basis<T>::Reset(const T* rows, const std::vector<bool>& active, size_t points) {
  using std::sqrt;
  points_ = points;
  size_ = 0;
  q_.resize(kMaxTapeConstants * points);
  const auto vector = [&](int k) { return &q_[k * points]; };
  // Rows that may still enter stand behind those that have, already free of their part in them.
  int left = 0;
  for (size_t k = 0; k < active.size(); ++k) {
    if (!active[k]) continue;
    const T* row = rows + k * points;
    const T norm = sqrt(Dot(row, row, points));
    if (!(ToDouble(norm) > 0) || !IsFinite(norm)) continue;
    const T scale = T(1) / norm;
    for (size_t i = 0; i < points; ++i) q_[left * points + i] = row[i] * scale;
    pivots_[left++] = {k, norm, T(0), {}};
  }
  for (; size_ < left; ++size_) {
    int best = -1;
    double best_square = kDependent<T> * kDependent<T>;
    for (int j = size_; j < left; ++j) {
      const double square = ToDouble(Dot(vector(j), vector(j), points));
      if (square > best_square) best = j, best_square = square;
    }
    if (best < 0) break;
    if (best != size_) {
      std::swap_ranges(vector(best), vector(best) + points, vector(size_));
      std::swap(pivots_[best], pivots_[size_]);
    }
    T* q = vector(size_);
    for (int k = 0; k < size_; ++k) {  // restores what cancellation lost
      const T projection = Dot(vector(k), q, points);
      Subtract(q, vector(k), projection, points);
      pivots_[size_].coefficients[k] += projection;
    }
    pivots_[size_].norm = sqrt(Dot(q, q, points));
    Scale(q, T(1) / pivots_[size_].norm, points);
    for (int j = size_ + 1; j < left; ++j) {
      const T projection = Dot(q, vector(j), points);
      Subtract(vector(j), q, projection, points);
      pivots_[j].coefficients[size_] = projection;
    }
  }
  vectors_.resize(size_ * points);
  for (size_t i = 0; i < vectors_.size(); ++i) vectors_[i] = ToDouble(q_[i]);
}

template <class T>
std::array<T, kMaxUnknowns> Basis<T>::Back(const UnknownVector& y) const {
  std::array<T, kMaxUnknowns> rest, d{};
  std::copy(y.begin(), y.end(), rest.begin());
  for (int k = size_ - 1; k >= 0; --k) {
    const T value = rest[k] / pivots_[k].norm;
    for (int j = 0; j < k; ++j) rest[j] -= value * pivots_[k].coefficients[j];
    d[pivots_[k].row] = value / pivots_[k].scale;
  }
  return d;
}

template class Basis<double>;
template class Basis<Extended>;

}  // namespace ulpforge
