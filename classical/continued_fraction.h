// A rational function as a continued fraction, the form with the fewest ops:
//
//     p / q = Q0(u) + a1 / (Q1(u) + a2 / (Q2(u) + ...)),   Q1, Q2, ... with leading coefficient 1
//
// Q0 is the polynomial part. In general the others are u + b (a J-fraction: 3 ops for every 2 constants,
// where numerator and denominator by Horner need 4), and u alone where p / q is odd (Jones, Thron, "Continued
// Fractions", 1980, ch. 7).
//
// Thread safety: pure functions.
#pragma once

#include <optional>
#include <vector>

#include "classical/rational.h"
#include "dsl/program_builder.h"

namespace ulpforge {

// A constant of the program with this value, rounded to extended precision.
Operand WriteConstant(ProgramBuilder& builder, const MpfrReal& value);

class ContinuedFraction {
 public:
  // Euclid's algorithm. Nothing for 0 and for 1 / 0, and if a remainder nearly vanishes, so that rounding
  // errors would make up the rest.
  static std::optional<ContinuedFraction> Of(const Rational& rational);

  // Divides by the leading coefficient of Q0 and returns it. REQUIRES: Q0 is not constant.
  MpfrReal MakeMonic();
  // The degree of Q0, -1 if it is zero.
  int LeadingDegree() const { return static_cast<int>(quotients_[0].size()) - 1; }

  // Writes the fraction of `u`, polynomials by Horner's rule. Coefficients that are exactly 0, leading ones
  // that are exactly 1, and operations with them are left out.
  Operand Write(Operand u, ProgramBuilder& builder) const;

 private:
  ContinuedFraction() = default;
  void Normalize();

  std::vector<Polynomial> quotients_;
  std::vector<MpfrReal> numerators_;  // numerators_[k] stands above quotients_[k + 1]
};

}  // namespace ulpforge
