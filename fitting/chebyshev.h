// The linear Chebyshev problem: minimise max |r[i] + sum_k d[k] J[k][i]| over d, the step of every minimax
// fit, solved in the coordinates of an orthonormal basis of the rows of J. A primal-dual interior-point
// method with Mehrotra's predictor-corrector solves the linear program (Mehrotra, "On the implementation of a
// primal-dual interior point method", SIAM J. Optim. 2, 1992). It needs no alternation of signs, so it also
// works where the equioscillation theorem does not hold.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>

#include "fitting/basis.h"

namespace ulpforge {

struct ChebyshevStep {
  UnknownVector step;  // d, zero for rows without a part in the basis
  double level = 0;    // the minimum of the linear problem, to about 1e-9 relative
};

// REQUIRES: `basis` is that of J on `points` points, all residuals finite.
ChebyshevStep SolveChebyshev(const Basis& basis, const double* residuals, size_t points);

}  // namespace ulpforge
