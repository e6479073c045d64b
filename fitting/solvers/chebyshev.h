// The linear Chebyshev problem: minimise max |r[i] + sum_k y[k] Q[k][i]| over y, the step of every minimax
// fit, in the coordinates of an orthonormal basis Q of the rows of the Jacobian. A primal-dual interior-point
// method with Mehrotra's predictor-corrector solves the linear program (Mehrotra, "On the implementation of a
// primal-dual interior point method", SIAM J. Optim. 2, 1992). It needs no alternation of signs, so it also
// works where the equioscillation theorem does not hold.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>

#include "fitting/solvers/basis.h"

namespace ulpforge {

struct ChebyshevStep {
  UnknownVector coordinates;  // y
  double level = 0;           // the minimum of the linear problem, to about 1e-9 relative
};

// REQUIRES: basis.points() residuals, all finite.
ChebyshevStep SolveChebyshev(const OrthonormalVectors& basis, const double* residuals);

}  // namespace ulpforge
