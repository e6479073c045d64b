// Sampling plans: where the error of a program is looked at. The points that constants are fitted on,
// those that a candidate is selected by, and those that the final figure comes from are different points.
// All plans are fixed: they depend on the problem and their size only, and are the same bits on every
// machine.
//
// Thread safety: immutable values.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "dsl/numbers/scalar_table.h"
#include "targets/problem.h"

namespace ulpforge {

// Points in ascending order with the true values there. The points are doubles (their low part is zero), so
// that fits in double and in extended precision look at the same points. `scale[i]` is 1 / f(x[i]) for
// relative error (0 where f is 0), 1 for absolute error, so that the residual of p is (p(x) - f(x)) * scale
// in both measures.
struct Samples {
  std::vector<Extended> x;
  std::vector<Extended> f;
  std::vector<Extended> scale;
};

// n Chebyshev extrema of the domain. An open end point is replaced by a point close enough to show the
// limit there: lo + 2^-24 (hi - lo). REQUIRES: 2 <= n <= 4096.
// Of a function that is known by samples: at most n of these, weighted; so are those of the plans below.
Samples FitSamples(const Problem& problem, size_t n);

// n points between those of any FitSamples plan, stratified, denser towards the ends like the extrema of
// a minimax error, for ranking candidates and for finding poles between the fit points. The first and the
// last are about 2^-21 of the width away from the ends. REQUIRES: 2 <= n <= 4096.
Samples SelectionSamples(const Problem& problem, size_t n);

// The given points, or the samples nearest to them, with their true values. REQUIRES: the points lie in the
// domain.
Samples SamplesAt(const Problem& problem, std::span<const double> points);

}  // namespace ulpforge
