// Minimax: the constants that minimise max |r[i]|, by sequential linear Chebyshev problems with a line
// search (Osborne, Watson, "An algorithm for minimax approximation in the nonlinear case", Computer J. 12,
// 1969). Quadratic convergence where the solution equioscillates on n + 1 points.
//
// Thread safety: pure function of its arguments; the model's workspace is used.
#pragma once

#include <span>
#include <vector>

#include "fitting/real/model.h"

namespace ulpforge {

struct MinimaxOptions {
  Precision precision = Precision::kDouble;
  int iterations = 12;
  double tolerance = 1e-4;  // stop when a step promises less than this share of the error
};

// Improves the constants with active[k] in place and returns the largest |residual| on the points; never
// worse than at the start. kNoFit if the program is not finite there.
double FitMinimax(const Model& model, const MinimaxOptions& options, const std::vector<bool>& active,
                  std::span<Extended> constants);

}  // namespace ulpforge
