// Correctly rounded values from enclosures: the references of functions that MPFR does not have.
//
// Thread safety: pure functions.
#pragma once

#include <mpfr.h>

#include <optional>

#include "targets/arb_value.h"
#include "targets/series.h"

namespace ulpforge {

// Sets `result` to f(x) rounded correctly to its precision and returns the ternary value of that rounding,
// as the functions of MPFR do: Ziv's strategy (ACM TOMS 17, 1991), the enclosure is computed with more bits
// until all of it rounds alike. NaN if x is not finite, and where some 32,000 bits do not decide: where f is
// not analytic at x, or for astronomical x.
// REQUIRES: f(x) is no number that the rounding must tell apart from its neighbourhood (no number with few
// bits), unless the enclosure is exact there; treat such x before.
int RoundCorrectly(const SeriesFunction& f, mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding);

// The value that all of an enclosure rounds to, or nothing. Returns the ternary value.
std::optional<int> RoundEnclosure(const Ball& enclosure, slong precision, mpfr_ptr result,
                                  mpfr_rnd_t rounding);

// f at the exact number x.
Ball Enclose(const SeriesFunction& f, const Ball& x, slong precision);

// The number x exactly.
Ball Exactly(mpfr_srcptr x);

}  // namespace ulpforge
