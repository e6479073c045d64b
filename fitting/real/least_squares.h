// Least squares: the constants that minimise sum r[i]^2, by Levenberg-Marquardt (Marquardt, "An algorithm
// for least-squares estimation of nonlinear parameters", SIAM J. 11, 1963). The cheap first stage of every
// fit; its largest residual is within a small factor of the minimax error.
//
// Thread safety: pure function of its arguments; the model's workspace is used.
#pragma once

#include <span>

#include "fitting/real/model.h"

namespace ulpforge {

struct LeastSquaresOptions {
  Precision precision = Precision::kDouble;
  int iterations = 24;
  // After `probation` iterations a fit whose root mean square is still above this is abandoned.
  int probation = 6;
  double hopeless = 0.1;  // in the unit of the residuals
};

// Improves `constants` in place; returns the largest |residual|, kNoFit if the program is not finite on
// the points.
double FitLeastSquares(const Model& model, const LeastSquaresOptions& options, std::span<Extended> constants);

// Goes on where FitLeastSquares stalls in a narrow curved valley: undamped Gauss-Newton steps in an
// orthonormal basis, corrected for curvature. Improves `constants` in place, returns the largest |residual|.
double RefineLeastSquares(const Model& model, Precision precision, int iterations,
                          std::span<Extended> constants);

}  // namespace ulpforge
