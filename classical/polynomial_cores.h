// The cores that kernels are written with by hand: polynomials, by the schemes that trade ops for a shorter
// path (Knuth, The Art of Computer Programming, volume 2, section 4.6.4).
#pragma once

#include <vector>

#include "dsl/program.h"

namespace ulpforge {

// Polynomials of the degrees 2, 3, ... by Horner's rule, and from degree 4 also as pairs of terms,
// a_2k + a_2k+1 x, by Horner's rule in x^2; of mul and fma, or without `fma` of mul and add. The constants
// are 2^-k and mean nothing. None has more than `max_ops` ops or `max_constants` constants.
std::vector<Program> PolynomialCores(int max_ops, int max_constants, bool fma);

}  // namespace ulpforge
