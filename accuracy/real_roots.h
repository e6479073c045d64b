// The real roots of polynomials with integer coefficients, isolated rigorously and completely by Arb.
//
// Thread safety: pure functions.
#pragma once

#include <vector>

#include "accuracy/rational_function.h"
#include "targets/arb_value.h"
#include "targets/target_table.h"

namespace ulpforge {

// All roots of p in the domain, ascending, each once whatever its multiplicity; a root that is a double is
// an exact ball, every other one lies strictly inside its ball. The balls are disjoint and have a relative
// radius of at most about 2^-64. REQUIRES: p is not zero.
std::vector<Ball> RootsIn(const Interval& domain, const IntegerPoly& p);

// How often x is a root of p. REQUIRES: p is not zero.
slong RootMultiplicity(IntegerPoly p, double x);

}  // namespace ulpforge
