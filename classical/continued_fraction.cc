#include "classical/continued_fraction.h"

#include <algorithm>
#include <utility>

namespace ulpforge {
namespace {

// A leading coefficient of a remainder below this share of the dividend's is cancellation.
constexpr long kVanishingExponent = -200;

MpfrReal LargestCoefficient(const Polynomial& p) {
  MpfrReal largest = Classical(0);
  for (const MpfrReal& coefficient : p) {
    if (largest < fabs(coefficient)) largest = fabs(coefficient);
  }
  return largest;
}

// Replaces p by its remainder modulo q and returns the quotient.
Polynomial Divide(Polynomial& p, const Polynomial& q) {
  Polynomial quotient(p.size() >= q.size() ? p.size() - q.size() + 1 : 0, Classical(0));
  for (size_t k = quotient.size(); k-- > 0;) {
    quotient[k] = p.back() / q.back();
    for (size_t j = 0; j + 1 < q.size(); ++j) {
      // Exact zeros, which parity brings, stay exact.
      if (!q[j].IsZero()) p[k + j] = p[k + j] - quotient[k] * q[j];
    }
    p.pop_back();
  }
  p = Trimmed(std::move(p));
  return Trimmed(std::move(quotient));
}

bool IsOne(const MpfrReal& value) { return value == MpfrReal(1); }

// p(u) by Horner's rule. REQUIRES: p is not zero.
Operand WritePolynomial(const Polynomial& p, Operand u, ProgramBuilder& builder) {
  if (p.size() == 1) return WriteConstant(builder, p[0]);
  Operand value = IsOne(p.back()) ? u : builder.Mul(WriteConstant(builder, p.back()), u);
  for (size_t k = p.size() - 1; k-- > 0;) {
    if (!p[k].IsZero()) value = builder.Add(value, WriteConstant(builder, p[k]));
    if (k > 0) value = builder.Mul(value, u);
  }
  return value;
}

}  // namespace

Operand WriteConstant(ProgramBuilder& builder, const MpfrReal& value) {
  return builder.Constant(value.ToExtended());
}

std::optional<ContinuedFraction> ContinuedFraction::Of(const Rational& rational) {
  if (rational.numerator.empty() || rational.denominator.empty()) return std::nullopt;
  ContinuedFraction fraction;
  Polynomial p = rational.numerator, q = rational.denominator;
  while (!q.empty()) {
    const MpfrReal before = LargestCoefficient(p);
    fraction.quotients_.push_back(Divide(p, q));
    if (!p.empty() && !(Scaled(before, kVanishingExponent) < fabs(p.back()))) return std::nullopt;
    std::swap(p, q);
  }
  fraction.Normalize();
  return fraction;
}

void ContinuedFraction::Normalize() {
  MpfrReal above = Classical(1);  // what the leading coefficient before left over
  for (size_t k = 1; k < quotients_.size(); ++k) {
    const MpfrReal leading = quotients_[k].back();
    numerators_.push_back(above / leading);
    for (MpfrReal& coefficient : quotients_[k]) coefficient = coefficient / leading;
    quotients_[k].back() = Classical(1);
    above = Classical(1) / leading;
  }
}

MpfrReal ContinuedFraction::MakeMonic() {
  const MpfrReal leading = quotients_[0].back();
  for (MpfrReal& coefficient : quotients_[0]) coefficient = coefficient / leading;
  quotients_[0].back() = Classical(1);
  if (!numerators_.empty()) numerators_[0] = numerators_[0] / leading;
  return leading;
}

Operand ContinuedFraction::Write(Operand u, ProgramBuilder& builder) const {
  Operand below;
  for (size_t k = quotients_.size(); k-- > 0;) {
    Operand value = below;  // the last quotient has nothing below it
    if (!quotients_[k].empty()) {
      const Operand quotient = WritePolynomial(quotients_[k], u, builder);
      value = k + 1 == quotients_.size() ? quotient : builder.Add(quotient, below);
    }
    if (k == 0) return value;
    below = builder.Div(WriteConstant(builder, numerators_[k - 1]), value);
  }
  return below;
}

}  // namespace ulpforge
