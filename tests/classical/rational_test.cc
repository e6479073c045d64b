#include "classical/rational.h"

#include <cmath>
#include <vector>

#include "classical/continued_fraction.h"
#include "gtest/gtest.h"
#include "tests/evaluate_one.h"

namespace ulpforge {
namespace {

// 1 / k!
std::vector<MpfrReal> ExponentialSeries(int length) {
  std::vector<MpfrReal> series = {Classical(1)};
  for (int k = 1; k < length; ++k) series.push_back(series.back() / MpfrReal(k));
  return series;
}

void ExpectCoefficients(const Polynomial& p, const std::vector<double>& expected) {
  ASSERT_EQ(p.size(), expected.size());
  for (size_t k = 0; k < p.size(); ++k) EXPECT_NEAR(p[k].ToDouble(), expected[k], 1e-15) << k;
}

TEST(PolynomialTest, SubstitutesALinearFunction) {
  // 1 + 2 t + 3 t^2 with t = 2 (u - 5): 281 - 116 u + 12 u^2.
  const Polynomial p = Substituted({Classical(1), Classical(2), Classical(3)}, Classical(5), Classical(2));
  ExpectCoefficients(p, {281, -116, 12});
}

TEST(PolynomialTest, ParityKeepsExactZeros) {
  const Polynomial odd = TimesVariable(OfSquare({Classical(4), Classical(5)}));
  ExpectCoefficients(odd, {0, 4, 0, 5});
  EXPECT_TRUE(TimesVariable({}).empty());
}

TEST(PolynomialTest, SingularSystemsHaveNoSolution) {
  const MpfrReal third = Classical(1) / Classical(3);
  EXPECT_FALSE(SolveLinear({{third, Classical(2)}, {third, Classical(2)}}, {third, third}));
  const auto solution = SolveLinear({{Classical(0), Classical(2)}, {Classical(4), Classical(1)}},
                                    {Classical(6), Classical(11)});
  ASSERT_TRUE(solution);
  EXPECT_EQ((*solution)[0].ToDouble(), 2);
  EXPECT_EQ((*solution)[1].ToDouble(), 3);
}

TEST(PadeTest, OfTheExponentialFunction) {
  // (1 + x / 2 + x^2 / 12) / (1 - x / 2 + x^2 / 12).
  const auto pade = PadeApproximant(ExponentialSeries(5), Classical(0), {2, 2});
  ASSERT_TRUE(pade);
  ExpectCoefficients(pade->numerator, {1, 1. / 2, 1. / 12});
  ExpectCoefficients(pade->denominator, {1, -1. / 2, 1. / 12});
  const auto taylor = PadeApproximant(ExponentialSeries(4), Classical(0), {3, 0});
  ASSERT_TRUE(taylor);
  ExpectCoefficients(taylor->numerator, {1, 1, 1. / 2, 1. / 6});
  // The Pade approximant (1,1) of an even function does not exist.
  EXPECT_FALSE(PadeApproximant(OfSquare(ExponentialSeries(3)), Classical(0), {1, 1}));
}

std::vector<WeightedPoint> PointsOf(const Rational& rational) {
  std::vector<WeightedPoint> points;
  for (int i = 0; i <= 40; ++i) {
    const MpfrReal u = Classical(i / 16. + 1);
    points.push_back({u, Evaluate(rational.numerator, u) / Evaluate(rational.denominator, u), Classical(1)});
  }
  return points;
}

TEST(NearMinimaxTest, RecoversARationalFunction) {
  const Rational wanted = {{Classical(3), Classical(-1)}, {Classical(2), Classical(0), Classical(1)}};
  const auto fit = NearMinimax(PointsOf(wanted), {1, 2});
  ASSERT_TRUE(fit);
  const MpfrReal scale = fit->denominator[0] / MpfrReal(2);
  EXPECT_NEAR((fit->numerator[0] / scale).ToDouble(), 3, 1e-15);
  EXPECT_NEAR((fit->numerator[1] / scale).ToDouble(), -1, 1e-15);
  EXPECT_NEAR((fit->denominator[2] / scale).ToDouble(), 1, 1e-15);
  // Of a higher type it is not unique.
  EXPECT_FALSE(NearMinimax(PointsOf(wanted), {2, 3}));
}

Program Written(const ContinuedFraction& fraction) {
  ProgramBuilder builder;
  const Operand output = fraction.Write(InputOperand(), builder);
  return std::move(builder).Build(output);
}

TEST(ContinuedFractionTest, HasTheValueOfTheRationalFunction) {
  for (int m = 0; m <= 6; ++m) {
    for (int n = 0; n <= 6; ++n) {
      if (m + n == 0) continue;
      const auto pade = PadeApproximant(ExponentialSeries(m + n + 1), Classical(0), {m, n});
      ASSERT_TRUE(pade);
      const auto fraction = ContinuedFraction::Of(*pade);
      ASSERT_TRUE(fraction) << m << " " << n;
      const Program program = Written(*fraction);
      const MpfrReal x = Classical(0.75);
      const double wanted = (Evaluate(pade->numerator, x) / Evaluate(pade->denominator, x)).ToDouble();
      EXPECT_NEAR(testing::EvaluateOne(program, 0.75).value, wanted, 1e-9 * wanted) << m << " " << n;
      EXPECT_LE(OpCount(program), 2 * m + 2 * n);  // numerator and denominator by Horner's rule
      EXPECT_TRUE(m != n || OpCount(program) == 3 * n);
    }
  }
}

TEST(ContinuedFractionTest, OddFunctionsNeedNoShifts) {
  // tan(x) = x (15 - x^2) / (15 - 6 x^2) + ...; as an odd fraction x / 6 + (25 / -12) / (x - 2.5 / x).
  const Rational odd = {{Classical(0), Classical(15), Classical(0), Classical(-1)},
                        {Classical(15), Classical(0), Classical(-6)}};
  const Program program = Written(*ContinuedFraction::Of(odd));
  EXPECT_EQ(OpCount(program), 5);
  EXPECT_EQ(program.constants.size(), 3);
  EXPECT_NEAR(testing::EvaluateOne(program, 0.5).value, 0.5 * 14.75 / 13.5, 1e-15);
}

TEST(ContinuedFractionTest, MonicFractionIsThatOverItsLeadingCoefficient) {
  // (4 + 2 x^2) / x = 2 (x + 2 / x).
  auto fraction =
      ContinuedFraction::Of({{Classical(4), Classical(0), Classical(2)}, {Classical(0), Classical(1)}});
  ASSERT_TRUE(fraction);
  EXPECT_EQ(fraction->LeadingDegree(), 1);
  EXPECT_EQ(fraction->MakeMonic().ToDouble(), 2);
  EXPECT_EQ(OpCount(Written(*fraction)), 2);
  EXPECT_EQ(testing::EvaluateOne(Written(*fraction), 0.5).value, 4.5);
}

TEST(ContinuedFractionTest, ReducibleFractionsAreReduced) {
  // (x^2 - 1) / (x - 1)^2 = 1 + 2 / (x - 1).
  const auto fraction = ContinuedFraction::Of(
      {{Classical(-1), Classical(0), Classical(1)}, {Classical(1), Classical(-2), Classical(1)}});
  ASSERT_TRUE(fraction);
  EXPECT_EQ(OpCount(Written(*fraction)), 3);
}

TEST(ContinuedFractionTest, WhatIsNoFractionHasNone) {
  EXPECT_FALSE(ContinuedFraction::Of({{}, {Classical(1)}}));
  EXPECT_FALSE(ContinuedFraction::Of({{Classical(1)}, {}}));
  // (x - 1) / ((x - 1) (x - 2) + 2^-300) is reducible but for what may be a rounding error.
  EXPECT_FALSE(
      ContinuedFraction::Of({{Classical(-1), Classical(1)},
                             {Classical(2) + Scaled(Classical(1), -300), Classical(-3), Classical(1)}}));
}

}  // namespace
}  // namespace ulpforge
