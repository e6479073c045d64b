// Polynomials with MPFR coefficients, and the linear systems that give them. All arithmetic is done in
// kClassicalBits, so many more than any result needs that condition numbers do not matter.
//
// Thread safety: pure functions.
#pragma once

#include <optional>
#include <vector>

#include "targets/mpfr_real.h"

namespace ulpforge {

inline constexpr int kClassicalBits = 640;

inline MpfrReal Classical(double value) { return MpfrReal(value, kClassicalBits); }

inline MpfrReal HalfPi() {
  MpfrReal pi = MpfrReal::OfPrecision(kClassicalBits);
  mpfr_const_pi(pi.ptr(), MPFR_RNDN);
  return Scaled(pi, -1);
}

// Coefficients by rising power. The zero polynomial is empty; the last coefficient is not zero.
using Polynomial = std::vector<MpfrReal>;

// Without leading coefficients that are exactly zero.
Polynomial Trimmed(Polynomial p);

// p(scale * (u - centre)) as a polynomial in u.
Polynomial Substituted(Polynomial p, const MpfrReal& centre, const MpfrReal& scale);

// p(v^2), or v p(v^2), as a polynomial in v.
Polynomial OfSquare(const Polynomial& p);
Polynomial TimesVariable(Polynomial p);

MpfrReal Evaluate(const Polynomial& p, const MpfrReal& u);

using ClassicalMatrix = std::vector<std::vector<MpfrReal>>;

// The x with a x = b, by elimination with partial pivoting; nothing if a is singular to two thirds of the
// precision. REQUIRES: a is square, of the size of b.
std::optional<std::vector<MpfrReal>> SolveLinear(ClassicalMatrix a, std::vector<MpfrReal> b);

}  // namespace ulpforge
