// A Frame is one way to write the function of a problem through a core function: a row of the identities
// with its numbers. It gives the values and the Taylor coefficients that the core must have, and turns an
// approximation of the core into a program for the function.
//
// Thread safety: immutable.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "classical/continued_fraction.h"
#include "classical/identities.h"
#include "classical/rational.h"
#include "targets/arb_value.h"
#include "targets/problem.h"

namespace ulpforge {

// How a rational core is evaluated.
enum class Plan {
  kCore,         // by itself, as a continued fraction in u (Horner's rule for polynomials)
  kOddFraction,  // together with the form, as a continued fraction of an odd function of v
};

class Frame {
 public:
  // Nothing if the frame does not exist for the domain. REQUIRES: repeats >= FirstRepeat(kind).
  static std::optional<Frame> Create(const Problem& problem, const FrameKind& kind, int repeats);

  // The variable u of the core is v^2, not v.
  bool IsOfSquare() const;

  // The value of the core for this x, with the derivative of the error by it as weight. Nothing where it is
  // not defined, as at a removable singularity.
  std::optional<WeightedPoint> CoreAt(const MpfrReal& x) const;

  // The values of u that textbooks expand the core at.
  std::vector<double> Centres() const;

  // The first `length` Taylor coefficients of the core at u = centre; nothing if it has none there, or if
  // nobody expands functions in this frame.
  std::optional<std::vector<MpfrReal>> CoreSeries(double centre, int length) const;

  // Whether the core of this type can be evaluated by this plan, and the op count that it comes to at least.
  bool Allows(Plan plan, RationalType type) const;
  int LeastOps(Plan plan, RationalType type) const;

  // The program for f; nothing if the continued fraction does not exist.
  std::optional<Program> Build(const Rational& core, Plan plan) const;

  // ", x R(x^2), 2 squarings". Empty for the plain frame.
  std::string Describe(Plan plan) const;

 private:
  Frame(const Problem& problem, const FrameKind& kind, int repeats);

  MpfrReal V(const MpfrReal& x) const;
  MpfrReal Y(const MpfrReal& x) const;
  // |df / dy| up to a constant factor, given values of f and y.
  MpfrReal EndingSlope(const MpfrReal& x, const MpfrReal& f, const MpfrReal& y) const;
  // The Taylor series of y in v about the centre for the plain form, about v = 0 for the others.
  std::optional<BallSeries> SeriesOfY(double centre, slong length) const;
  bool HasMobius() const;
  bool IsSymmetric() const;
  // f(c / n^k)
  MpfrReal MiddleValue() const;
  // The n of y ~ f(x / n), 1 without functional equation.
  int Division() const;

  Operand WriteV(ProgramBuilder& builder) const;
  Operand WriteY(const ContinuedFraction& fraction, Operand v, ProgramBuilder& builder) const;
  std::optional<Operand> WriteOddFraction(const Rational& core, Operand v, ProgramBuilder& builder) const;
  Operand WriteEnding(Operand y, ProgramBuilder& builder) const;
  int FrameOps(Plan plan) const;
  std::string DescribeForm(Plan plan) const;
  std::string DescribeArgument() const;

  Problem problem_;
  FrameKind kind_;
  int repeats_;
  double point_ = 0;               // c
  double pole_ = 0;                // d
  MpfrReal offset_;                // f(c)
  std::vector<MpfrReal> factors_;  // y after j steps approximates factors_[j] f(x / n^(k - j))
};

}  // namespace ulpforge
