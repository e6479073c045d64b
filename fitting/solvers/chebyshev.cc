#include "fitting/solvers/chebyshev.h"

#include <algorithm>
#include <cmath>

namespace ulpforge {
namespace {

constexpr int kIterations = 40;
constexpr double kGap = 1e-10;         // of the duality gap, relative to the level
constexpr double kToBoundary = 0.995;  // share of the way to the boundary that a step may go

// min h subject to |e| <= h, e = r + Q y. Slacks u = h - e and v = h + e, multipliers lambda and mu. The
// iterates stay feasible for both the problem and its dual, so sum(lambda u + mu v) is the duality gap.
class InteriorPoint {
 public:
  InteriorPoint(const OrthonormalVectors& basis, const double* residuals)
      : basis_(basis),
        points_(basis.points()),
        n_(basis.size()),
        e_(residuals, residuals + points_),
        lambda_(points_, 0.5 / static_cast<double>(points_)),
        mu_(lambda_),
        du_(points_),
        dv_(points_),
        dlambda_(points_),
        dmu_(points_),
        weight_(points_),
        weighted_(points_),
        c1_(points_),
        c2_(points_),
        de_(points_) {
    double largest = 0;
    for (const double e : e_) largest = std::max(largest, std::fabs(e));
    h_ = 1.1 * largest;
  }

  void Solve() {
    for (int iteration = 0; iteration < kIterations && h_ > 0; ++iteration) {
      const double gap = Gap(0, 0);
      if (gap < kGap * h_ || !Factor()) return;
      SetCentering(0, false);
      Direction();
      const double primal = Length(e_.data(), nullptr), dual = Length(nullptr, lambda_.data());
      const double ratio = Gap(primal, dual) / gap;
      SetCentering(ratio * ratio * ratio * gap / static_cast<double>(2 * points_), true);
      Direction();
      Move(std::min(1.0, kToBoundary * Length(e_.data(), nullptr)),
           std::min(1.0, kToBoundary * Length(nullptr, lambda_.data())));
    }
  }

  const UnknownVector& y() const { return y_; }
  double level() const { return h_; }

 private:
  double U(size_t i) const { return h_ - e_[i]; }
  double V(size_t i) const { return h_ + e_[i]; }

  // The gap after steps of the given lengths along the current direction.
  double Gap(double primal, double dual) const {
    double gap = 0;
    for (size_t i = 0; i < points_; ++i) {
      gap += (lambda_[i] + dual * dlambda_[i]) * (U(i) + primal * du_[i]) +
             (mu_[i] + dual * dmu_[i]) * (V(i) + primal * dv_[i]);
    }
    return gap;
  }

  bool Factor() {
    double sum = 0;
    for (size_t i = 0; i < points_; ++i) {
      const double a = lambda_[i] / U(i), b = mu_[i] / V(i);
      weight_[i] = a + b;
      weighted_[i] = b - a;
      sum += a + b;
    }
    // The unknowns are (h, y); the row of h comes last so that it is read from the lower triangle.
    for (int k = 0; k < n_; ++k) {
      double* row = c1_.data();
      for (size_t i = 0; i < points_; ++i) row[i] = weight_[i] * basis_.Vector(k)[i];
      for (int j = k; j < n_; ++j) matrix_[j][k] = Dot(row, basis_.Vector(j), points_);
      matrix_[n_][k] = Dot(weighted_.data(), basis_.Vector(k), points_);
    }
    matrix_[n_][n_] = sum;
    return CholeskyFactor(matrix_, n_ + 1);
  }

  // Right-hand sides of the complementarity equations, divided by the slacks.
  void SetCentering(double target, bool second_order) {
    for (size_t i = 0; i < points_; ++i) {
      const double correction1 = second_order ? du_[i] * dlambda_[i] : 0;
      const double correction2 = second_order ? dv_[i] * dmu_[i] : 0;
      c1_[i] = (target - correction1) / U(i) - lambda_[i];
      c2_[i] = (target - correction2) / V(i) - mu_[i];
    }
  }

  void Direction() {
    double sum = 0;
    for (size_t i = 0; i < points_; ++i) {
      sum += c1_[i] + c2_[i];
      weight_[i] = c2_[i] - c1_[i];
    }
    UnknownVector step;
    for (int k = 0; k < n_; ++k) step[k] = Dot(weight_.data(), basis_.Vector(k), points_);
    step[n_] = sum;
    CholeskySolve(matrix_, n_ + 1, step);
    std::fill(de_.begin(), de_.end(), 0);
    for (int k = 0; k < n_; ++k) Subtract(de_.data(), basis_.Vector(k), -step[k], points_);
    dh_ = step[n_];
    dy_ = step;
    for (size_t i = 0; i < points_; ++i) {
      du_[i] = dh_ - de_[i];
      dv_[i] = dh_ + de_[i];
      dlambda_[i] = c1_[i] - lambda_[i] / U(i) * du_[i];
      dmu_[i] = c2_[i] - mu_[i] / V(i) * dv_[i];
    }
  }

  // The longest step, at most 1/kToBoundary, that keeps slacks (primal) or multipliers (dual) positive.
  double Length(const double* primal, const double* dual) const {
    double length = 1 / kToBoundary;
    for (size_t i = 0; i < points_; ++i) {
      if (primal != nullptr) {
        if (du_[i] < 0) length = std::min(length, -U(i) / du_[i]);
        if (dv_[i] < 0) length = std::min(length, -V(i) / dv_[i]);
      }
      if (dual != nullptr) {
        if (dlambda_[i] < 0) length = std::min(length, -lambda_[i] / dlambda_[i]);
        if (dmu_[i] < 0) length = std::min(length, -mu_[i] / dmu_[i]);
      }
    }
    return length;
  }

  void Move(double primal, double dual) {
    h_ += primal * dh_;
    for (int k = 0; k < n_; ++k) y_[k] += primal * dy_[k];
    for (size_t i = 0; i < points_; ++i) {
      e_[i] += primal * de_[i];
      lambda_[i] += dual * dlambda_[i];
      mu_[i] += dual * dmu_[i];
    }
  }

  const OrthonormalVectors& basis_;
  size_t points_;
  int n_;
  std::vector<double> e_, lambda_, mu_, du_, dv_, dlambda_, dmu_, weight_, weighted_, c1_, c2_, de_;
  double h_ = 0, dh_ = 0;
  UnknownVector y_{}, dy_{};
  UnknownMatrix matrix_;
};

}  // namespace

ChebyshevStep SolveChebyshev(const OrthonormalVectors& basis, const double* residuals) {
  InteriorPoint method(basis, residuals);
  method.Solve();
  return {method.y(), method.level()};
}

}  // namespace ulpforge
