#include "classical/polynomial.h"

#include <utility>

namespace ulpforge {

Polynomial Trimmed(Polynomial p) {
  while (!p.empty() && p.back().IsZero()) p.pop_back();
  return p;
}

Polynomial Substituted(Polynomial p, const MpfrReal& centre, const MpfrReal& scale) {
  MpfrReal power = Classical(1);
  for (MpfrReal& coefficient : p) {
    coefficient = coefficient * power;
    power = power * scale;
  }
  // Horner's scheme for the Taylor shift by -centre.
  for (size_t done = 0; done + 1 < p.size(); ++done) {
    for (size_t k = p.size() - 1; k-- > done;) p[k] = p[k] - centre * p[k + 1];
  }
  return Trimmed(std::move(p));
}

Polynomial OfSquare(const Polynomial& p) {
  Polynomial result;
  for (const MpfrReal& coefficient : p) {
    if (!result.empty()) result.push_back(Classical(0));
    result.push_back(coefficient);
  }
  return result;
}

Polynomial TimesVariable(Polynomial p) {
  if (!p.empty()) p.insert(p.begin(), Classical(0));
  return p;
}

MpfrReal Evaluate(const Polynomial& p, const MpfrReal& u) {
  MpfrReal value = Classical(0);
  for (size_t k = p.size(); k-- > 0;) value = fma(value, u, p[k]);
  return value;
}

std::optional<std::vector<MpfrReal>> SolveLinear(ClassicalMatrix a, std::vector<MpfrReal> b) {
  const size_t n = b.size();
  MpfrReal largest = Classical(0);
  for (size_t column = 0; column < n; ++column) {
    size_t pivot = column;
    for (size_t row = column + 1; row < n; ++row) {
      if (fabs(a[pivot][column]) < fabs(a[row][column])) pivot = row;
    }
    const MpfrReal size = fabs(a[pivot][column]);
    if (largest < size) largest = size;
    if (!size.IsFinite() || !(Scaled(largest, -2 * kClassicalBits / 3) < size)) return std::nullopt;
    std::swap(a[pivot], a[column]);
    std::swap(b[pivot], b[column]);
    for (size_t row = column + 1; row < n; ++row) {
      const MpfrReal factor = -(a[row][column] / a[column][column]);
      for (size_t k = column + 1; k < n; ++k) a[row][k] = fma(factor, a[column][k], a[row][k]);
      b[row] = fma(factor, b[column], b[row]);
    }
  }
  for (size_t row = n; row-- > 0;) {
    for (size_t k = row + 1; k < n; ++k) b[row] = b[row] - a[row][k] * b[k];
    b[row] = b[row] / a[row][row];
  }
  return b;
}

}  // namespace ulpforge
