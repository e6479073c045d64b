// Correctly rounded values from enclosures: the references of functions that MPFR does not have.
//
// Thread safety: pure functions.
#pragma once

#include <mpfr.h>

#include "targets/series.h"

namespace ulpforge {

// Sets `result` to f(x) rounded correctly to its precision and returns the ternary value of that rounding,
// as the functions of MPFR do: Ziv's strategy (ACM TOMS 17, 1991), the enclosure is computed with more bits
// until all of it rounds alike. NaN if x is not finite, and where some 32,000 bits do not decide: where f is
// not analytic at x, or for astronomical x.
// REQUIRES: f(x) is no number that the rounding must tell apart from its neighbourhood (no number with few
// bits), unless the enclosure is exact there; treat such x before.
int RoundCorrectly(const SeriesFunction& f, mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding);

// The same without that requirement, for functions of which nothing is known: a value that some 16,000 bits
// do not tell from a number with few bits is taken for that number, and one below 2^-4096 that they do not
// tell from zero for zero; the ternary value says that of that number. An infinite x takes the limit that f
// has by the rules of Arb for infinities, as exp(-x) does, or gives NaN.
int RoundOrTakeForExact(const SeriesFunction& f, mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding);

}  // namespace ulpforge
