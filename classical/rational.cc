#include "classical/rational.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace ulpforge {
namespace {

constexpr int kRounds = 4;

MpfrReal CoefficientAt(std::span<const MpfrReal> series, int k) {
  return k < 0 ? Classical(0) : series[static_cast<size_t>(k)];
}

// The points with the variable t = scale (u - centre), which fills [-1, 1].
class LinearizedFit {
 public:
  LinearizedFit(std::span<const WeightedPoint> points, RationalType type) : points_(points), type_(type) {
    MpfrReal lo = points[0].u, hi = points[0].u;
    for (const WeightedPoint& point : points) {
      if (point.u < lo) lo = point.u;
      if (hi < point.u) hi = point.u;
    }
    centre_ = Scaled(lo + hi, -1);
    scale_ = Classical(2) / (hi - lo);
    for (const WeightedPoint& point : points) {
      t_.push_back(scale_ * (point.u - centre_));
      weight_.push_back(point.weight);
    }
  }

  std::optional<Rational> Run() {
    Rational fit;
    for (int round = 0; round < (type_.denominator == 0 ? 1 : kRounds); ++round) {
      const std::optional<std::vector<MpfrReal>> solution = Solve();
      if (!solution) return std::nullopt;
      const auto split = solution->begin() + type_.numerator + 1;
      fit.numerator.assign(solution->begin(), split);
      fit.denominator.assign(1, Classical(1));
      fit.denominator.insert(fit.denominator.end(), split, solution->end());
      for (size_t i = 0; i < t_.size(); ++i) {
        weight_[i] = points_[i].weight / Evaluate(fit.denominator, t_[i]);
      }
    }
    return Rational{Substituted(std::move(fit.numerator), centre_, scale_),
                    Substituted(std::move(fit.denominator), centre_, scale_)};
  }

 private:
  // Minimises sum weight^2 (p(t) - value (q(t) - 1) - value)^2 over the coefficients of p and q, q(0) = 1.
  std::optional<std::vector<MpfrReal>> Solve() const {
    const size_t n = static_cast<size_t>(type_.numerator + type_.denominator + 1);
    ClassicalMatrix matrix(n, std::vector<MpfrReal>(n, Classical(0)));
    std::vector<MpfrReal> right(n, Classical(0));
    for (size_t i = 0; i < t_.size(); ++i) {
      const MpfrReal wanted = points_[i].value * weight_[i];
      const std::vector<MpfrReal> row = Row(i, wanted);
      for (size_t a = 0; a < n; ++a) {
        for (size_t b = 0; b <= a; ++b) matrix[a][b] = fma(row[a], row[b], matrix[a][b]);
        right[a] = fma(row[a], wanted, right[a]);
      }
    }
    for (size_t a = 0; a < n; ++a) {
      for (size_t b = 0; b < a; ++b) matrix[b][a] = matrix[a][b];
    }
    return SolveLinear(std::move(matrix), std::move(right));
  }

  std::vector<MpfrReal> Row(size_t i, const MpfrReal& wanted) const {
    std::vector<MpfrReal> row;
    MpfrReal power = weight_[i];
    for (int k = 0; k <= type_.numerator; ++k, power = power * t_[i]) row.push_back(power);
    power = -(wanted * t_[i]);
    for (int k = 1; k <= type_.denominator; ++k, power = power * t_[i]) row.push_back(power);
    return row;
  }

  std::span<const WeightedPoint> points_;
  RationalType type_;
  MpfrReal centre_, scale_;
  std::vector<MpfrReal> t_, weight_;
};

}  // namespace

std::optional<Rational> PadeApproximant(std::span<const MpfrReal> series, const MpfrReal& centre,
                                        RationalType type) {
  const int m = type.numerator, n = type.denominator;
  ClassicalMatrix matrix;
  std::vector<MpfrReal> right;
  for (int i = m + 1; i <= m + n; ++i) {
    matrix.emplace_back();
    for (int k = 1; k <= n; ++k) matrix.back().push_back(CoefficientAt(series, i - k));
    right.push_back(-CoefficientAt(series, i));
  }
  std::optional<std::vector<MpfrReal>> tail = SolveLinear(std::move(matrix), std::move(right));
  if (!tail) return std::nullopt;
  Polynomial denominator(1, Classical(1));
  denominator.insert(denominator.end(), tail->begin(), tail->end());
  Polynomial numerator;
  for (int i = 0; i <= m; ++i) {
    numerator.push_back(Classical(0));
    for (int k = 0; k <= std::min(i, n); ++k) {
      numerator.back() =
          numerator.back() + denominator[static_cast<size_t>(k)] * CoefficientAt(series, i - k);
    }
  }
  return Rational{Substituted(std::move(numerator), centre, Classical(1)),
                  Substituted(std::move(denominator), centre, Classical(1))};
}

std::optional<Rational> NearMinimax(std::span<const WeightedPoint> points, RationalType type) {
  return LinearizedFit(points, type).Run();
}

}  // namespace ulpforge
