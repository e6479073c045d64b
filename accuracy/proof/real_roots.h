// The real roots of polynomials with integer coefficients in an interval, isolated rigorously and completely,
// in the arithmetic of Arb. (Arb itself finds all complex roots, which takes long when some of them are huge
// and close together, as those of fractions with constants of all magnitudes are.)
//
// Thread safety: pure functions.
#pragma once

#include <vector>

#include "accuracy/taylor/rational_function.h"
#include "targets/arb_value.h"
#include "targets/target_table.h"

namespace ulpforge {

// All roots of p in the domain, ascending, each once whatever its multiplicity; a root that is a double is
// an exact ball, every other one lies strictly inside its ball. The balls are disjoint and have a relative
// radius of at most about 2^-64. REQUIRES: p is not zero.
std::vector<Ball> RootsIn(const Interval& domain, const IntegerPoly& p);

// The sign of p at the exact number x: -1, 0 or 1.
int SignAt(const IntegerPoly& p, const Ball& x);

// The sign of p everywhere strictly between domain.lo and domain.hi, or 0 if it has a root there.
int SignInside(const Interval& domain, const IntegerPoly& p);

// How often x is a root of p. REQUIRES: p is not zero.
slong RootMultiplicity(IntegerPoly p, double x);

}  // namespace ulpforge
