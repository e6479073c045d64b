// An orthonormal basis of the rows of a Jacobian, by modified Gram-Schmidt with pivoting and
// reorthogonalisation. Programs are sloppy models: some directions in constant space change the residual
// 10^9 times less than others, so normal equations are out of the question and steps are computed in this
// basis.
//
// Thread safety: a value; Reset reuses its memory.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "fitting/linear_algebra.h"

namespace ulpforge {

class Basis {
 public:
  // `rows` has active.size() rows of `points` elements; rows with active[k] == false, zero rows and rows
  // that depend on earlier ones to 1e-13 get no part in the basis.
  // REQUIRES: points is a multiple of 8, all values finite, at most kMaxTapeConstants rows.
  void Reset(const double* rows, const std::vector<bool>& active, size_t points);

  int size() const { return size_; }
  const double* Vector(int k) const { return &q_[k * points_]; }

  // The d with sum_k d[k] rows_k == sum_k y[k] Vector(k), zero for rows without a part.
  UnknownVector Back(UnknownVector y) const;

  // The d that minimises |target + sum_k d[k] rows_k|.
  UnknownVector LeastSquaresStep(const double* target) const;

 private:
  struct Pivot {
    size_t row;
    double scale;  // the norm of the row
    double norm;   // what the earlier vectors left of the row, divided by scale
    UnknownVector coefficients;
  };

  size_t points_ = 0;
  int size_ = 0;
  std::vector<double> q_;
  std::array<Pivot, kMaxTapeConstants> pivots_;
};

}  // namespace ulpforge
