// An orthonormal basis of the rows of a Jacobian, by modified Gram-Schmidt with pivoting and
// reorthogonalisation. Programs are sloppy models: some directions in constant space change the residual
// 10^9 times less than others, so normal equations are out of the question and steps are computed in this
// basis. Near the limits of double precision the ratio passes 10^16; then the basis must be formed in
// extended precision, though its vectors may be rounded afterwards.
//
// Thread safety: a value; Reset reuses its memory.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "dsl/numbers/scalar_table.h"
#include "fitting/solvers/linear_algebra.h"

namespace ulpforge {

// Orthonormal vectors in double precision: all that a method sees that works in coordinates.
class OrthonormalVectors {
 public:
  int size() const { return size_; }
  size_t points() const { return points_; }
  const double* Vector(int k) const { return &vectors_[k * points_]; }

  // The y that minimises |target + sum_k y[k] Vector(k)|.
  UnknownVector LeastSquares(const double* target) const;

 protected:
  size_t points_ = 0;
  int size_ = 0;
  std::vector<double> vectors_;
};

// T: the precision in which the basis is formed, double or Extended.
template <class T>
class Basis : public OrthonormalVectors {
 public:
  // `rows` has active.size() rows of `points` elements; rows with active[k] == false, zero rows and rows
  // that depend on earlier ones to working precision get no part in the basis.
  // REQUIRES: points is a multiple of 8, all values finite, at most kMaxTapeConstants rows.
  void Reset(const T* rows, const std::vector<bool>& active, size_t points);

  // The d with sum_k d[k] rows_k == sum_k y[k] Vector(k), zero for rows without a part.
  std::array<T, kMaxUnknowns> Back(const UnknownVector& y) const;

 private:
  struct Pivot {
    size_t row;
    T scale;  // the norm of the row
    T norm;   // what the earlier vectors left of the row, divided by scale
    std::array<T, kMaxUnknowns> coefficients;
  };

  std::vector<T> q_;
  std::array<Pivot, kMaxTapeConstants> pivots_;
};

}  // namespace ulpforge
