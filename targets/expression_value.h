// The value of an expression at a number, correctly rounded. Where the expression as written has none, at 0,
// at an infinity, at a pole, it is the limit there, if it is known.
//
// Thread safety: pure function.
#pragma once

#include <mpfr.h>

#include "targets/expression.h"

namespace ulpforge {

// Sets `result` to f(x) and returns what Target::reference does.
//
//   x is a number      f(x), with more and more bits (Ziv, ACM TOMS 17, 1991). A value that some 16,000 bits
//   do
//                      not tell from a number with few bits is taken for that number; where it lies below
//                      2^-1200 or beyond 2^4096, its sign and such a size are enough (OpenInterval). NaN
//                      where a function is applied outside of where it is defined.
//   f(x) is 0 at 0     with the sign of f beside it; elsewhere, and where f is defined on the other side
//   only,
//                      the sign is not known.
//   no value at x      the limit of f there, from the side of the sign of a zero, from below or above an
//   infinity;
//                      elsewhere from both sides, if they agree, or from the only side on which f is defined.
//
// A limit is found from values at nine places that approach x by powers: no proof, but functions for which
// it is wrong have to be made for it. What is slower than a power of |x| / 2^200 is not known.
int ValueOfExpression(const Expression& f, mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding);

}  // namespace ulpforge
