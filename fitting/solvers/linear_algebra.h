// The few dense kernels that fitting needs, for matrices with a handful of columns. Sums run in eight
// fixed lanes, so they vectorise and give the same bits on every machine.
//
// Thread safety: pure functions.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
namespace ulpforge {

inline constexpr int kMaxTapeConstants = 24;  // of a program that is fitted

// One more than the constants: fitting methods may add the error level as an unknown.
inline constexpr int kMaxUnknowns = kMaxTapeConstants + 1;

using UnknownVector = std::array<double, kMaxUnknowns>;
using UnknownMatrix = std::array<std::array<double, kMaxUnknowns>, kMaxUnknowns>;

// sum a[i] * b[i]. REQUIRES: n is a multiple of 8.
template <class T>
T Dot(const T* a, const T* b, size_t n) {
  std::array<T, 8> lanes{};
  for (size_t i = 0; i < n; i += 8) {
    for (size_t l = 0; l < 8; ++l) lanes[l] += a[i + l] * b[i + l];
  }
  return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
}

// from[i] -= times * what[i]. REQUIRES: the arrays do not overlap.
template <class T>
void Subtract(T* __restrict from, const T* what, T times, size_t n) {
  for (size_t i = 0; i < n; ++i) from[i] -= times * what[i];
}

template <class T>
void Scale(T* __restrict values, T factor, size_t n) {
  for (size_t i = 0; i < n; ++i) values[i] *= factor;
}

// Replaces the n x n symmetric positive definite matrix A, of which the lower triangle is read, by its
// Cholesky factor L. False if A is not positive definite to working precision.
inline bool CholeskyFactor(UnknownMatrix& a, int n) {
  for (int j = 0; j < n; ++j) {
    for (int i = j; i < n; ++i) {
      double sum = a[i][j];
      for (int k = 0; k < j; ++k) sum -= a[i][k] * a[j][k];
      if (i == j) {
        if (!(sum > 0) || !std::isfinite(sum)) return false;
        a[j][j] = std::sqrt(sum);
      } else {
        a[i][j] = sum / a[j][j];
      }
    }
  }
  return true;
}

// Given the factor L of CholeskyFactor, replaces b by the solution of L L^T x = b.
inline void CholeskySolve(const UnknownMatrix& l, int n, UnknownVector& b) {
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < i; ++k) b[i] -= l[i][k] * b[k];
    b[i] /= l[i][i];
  }
  for (int i = n - 1; i >= 0; --i) {
    for (int k = i + 1; k < n; ++k) b[i] -= l[k][i] * b[k];
    b[i] /= l[i][i];
  }
}

}  // namespace ulpforge
