// The Fitter finds the constants of a candidate: several starts of least squares, the best of them refined
// and measured on points it was not fitted on. This is the inner loop of the search.
//
// Thread safety: one Fitter per thread. The result depends on the arguments only.
#pragma once

#include <cstddef>

#include "accuracy/dense/samples.h"
#include "base/rng.h"
#include "fitting/real/model.h"
#include "targets/problem.h"

namespace ulpforge {

struct FitterOptions {
  size_t fit_points = 32;  // a multiple of 8
  int starts = 3;          // inherited constants, perturbed ones and random ones in turn
};

class Fitter {
 public:
  Fitter(const Problem& problem, const FitterOptions& options);

  // Fits the constants of `program` but the first `fixed`, starting from those it has, and returns its error:
  // the largest |residual| on the fit points and on the selection points. kNoFit if no start is finite, if
  // the best is hardly better than the zero function, or if a constant grows beyond 2^256. REQUIRES:
  // Tape::Accepts(program).
  double Fit(Rng& rng, Program& program, int fixed = 0);

  // Improves the constants to the minimax fit on the fit points alone and returns its error, which no
  // constants near these can undercut on the whole domain.
  double MinimaxOnFitPoints(Program& program);

  // Rounds the constants but the first `fixed` to float, one after the other, so that the others make up for
  // it, and returns the error on the fit points. REQUIRES: as Fit.
  double RoundToFloat(Program& program, int fixed = 0);

  // A random constant: either sign, magnitude spread evenly over the binades of 2^-5 to 2^5.
  static double RandomConstant(Rng& rng);

 private:
  // Writes the constants that start number `start` begins with, the first `fixed` left out.
  void Start(int start, Rng& rng, const Program& program, int fixed, std::vector<Extended>& constants) const;

  FitterOptions options_;
  FitPoints fit_points_;
  FitPoints selection_points_;
  double magnitude_;  // of the function on the fit points, in the unit of the residuals
  TapeWorkspace fit_workspace_;
  TapeWorkspace selection_workspace_;
};

}  // namespace ulpforge
