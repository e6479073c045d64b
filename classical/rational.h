// Rational approximations p(u) / q(u) of a given type (degrees of p and q): Pade approximants from a power
// series, and near-minimax ones from values.
//
// Thread safety: pure functions.
#pragma once

#include <optional>
#include <span>

#include "classical/polynomial.h"

namespace ulpforge {

// The degrees at most; a polynomial if the denominator is of degree 0.
struct RationalType {
  int numerator = 0;
  int denominator = 0;

  friend bool operator==(const RationalType&, const RationalType&) = default;
};

struct Rational {
  Polynomial numerator;
  Polynomial denominator;
};

// The Pade approximant at `centre` of the function with the Taylor coefficients `series` there, as a
// function of u (Baker, Graves-Morris, "Pade Approximants", 1.1). A Taylor polynomial if the denominator is
// of degree 0. Nothing if the equations are singular. REQUIRES: series has numerator + denominator + 1
// coefficients or more.
std::optional<Rational> PadeApproximant(std::span<const MpfrReal> series, const MpfrReal& centre,
                                        RationalType type);

// A value that a function should have, and what an error there counts.
struct WeightedPoint {
  MpfrReal u, value, weight;
};

// The rational function with nearly the smallest weighted error in the 2-norm at the points: linearised
// least squares, reweighted by the denominator of the round before (Sanathanan, Koerner, "Transfer function
// synthesis as a ratio of two complex polynomials", IEEE Trans. Automatic Control 8, 1963). At Chebyshev
// points its largest error is a small multiple of the minimax error. Nothing if the equations are singular,
// as when the function itself is rational. REQUIRES: more points than coefficients.
std::optional<Rational> NearMinimax(std::span<const WeightedPoint> points, RationalType type);

}  // namespace ulpforge
