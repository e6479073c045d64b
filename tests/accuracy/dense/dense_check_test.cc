#include "accuracy/dense/dense_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/rng.h"
#include "dsl/interpreter.h"
#include "targets/mpfr_real.h"
#include "tests/formula.h"

namespace ulpforge {
namespace {

using enum OpCode;
using testing::ExpectDigits;
using testing::F10;
using testing::F3;
using testing::Formula;
using testing::SimplePole;

Program Horner(const std::vector<double>& coefficients) {
  Formula f;
  Operand sum = f.C(coefficients.back());
  for (size_t i = coefficients.size() - 1; i-- > 0;) sum = f.Add(f.Mul(sum, f.X()), f.C(coefficients[i]));
  return f.Returning(sum);
}

// Fewer points than by default, and few in each binade: the tests are many.
constexpr DenseOptions kFew = {.points = 20000, .points_per_binade = 4};

DenseResult MustCheckReal(const Program& program, std::string_view target, std::string_view domain = "",
                          std::string_view measure = "") {
  const auto problem = MakeProblem(target, domain, measure);
  EXPECT_TRUE(problem.ok()) << problem.status();
  const auto result = CheckReal(program, *problem, kFew);
  EXPECT_TRUE(result.ok()) << result.status();
  return *result;
}

Program F5() {
  Formula f;
  const Operand t = f.Add(f.X(), f.Div(f.C(25.596749740144819), f.X()));
  const Operand q = f.Div(f.C(17.746150088734609), f.Sub(t, f.C(8.8505996518073289)));
  return f.Returning(f.Add(q, f.C(0.99999366143081858)));
}

// The figures are from Python's decimal module in 80 digits: maximum over 1501 points, refined by ternary
// search. All three programs are worst in the limit x -> 0.
TEST(CheckReal, PublishedPrograms) {
  ExpectDigits(MustCheckReal(F3(), "exp2").error, 1.226604924662e-03, 11);
  ExpectDigits(MustCheckReal(F5(), "exp2").error, 6.338569181419e-06, 11);
  ExpectDigits(MustCheckReal(F10(), "exp2").error, 3.552713678800e-15, 11);
  EXPECT_LT(MustCheckReal(F10(), "exp2").worst_input, 1e-15);
}

struct SollyaPolynomial {
  std::string_view target;
  std::string_view domain;
  std::string_view measure;
  std::vector<double> coefficients;
  double error;
};

// Sollya, prec=300: p = fpminimax(f, n, [|D...|], domain, measure); dirtyinfnorm(p/f-1, domain) or
// dirtyinfnorm(p-f, domain). supnorm(p, f, domain, measure, 2^-40) agrees in all digits that it proves.
const SollyaPolynomial kSollyaPolynomials[] = {
    {"log2",
     "[1,2]",
     "absolute",
     {-0x1.41a53866e9d02p1, 0x1.047c5e17082b3p2, -0x1.0f72485f627d2p1, 0x1.4a5019929cb42p-1,
      -0x1.4e4c60c63f1b6p-4},
     8.7591925071197313720e-5},
    {"log2",
     "[1,2]",
     "absolute",
     {-0x1.9f6dc92096f72p1, 0x1.c892f5ed297c6p2, -0x1.df9fd43833accp2, 0x1.7203194824f1p2,
      -0x1.7e152bfa736e7p1, 0x1.f4c8d93b434bp-1, -0x1.78b5590343679p-3, 0x1.efa0b5b1c60ddp-7},
     2.7728960607835810157e-7},
    {"exp2",
     "[0,1]",
     "relative",
     {0x1.fff632c0586f1p-1, 0x1.64444b37c2e47p-1, 0x1.cefc4bfa2252dp-3, 0x1.3f96a45067affp-4},
     7.4781437388222576682e-5},
    {"exp2",
     "[0,1]",
     "relative",
     {0x1.00000007f8794p0, 0x1.62e42955d53e5p-1, 0x1.ebfd9ed28fbbp-3, 0x1.c68500697d0d3p-5,
      0x1.3d2800c53868p-7, 0x1.461954f61b956p-10, 0x1.c72118c3b23d1p-13},
     1.8558006956044686519e-9},
    {"log",
     "[1,2]",
     "absolute",
     {-0x1.f0e99949b9415p0, 0x1.c3c04413fc9eap1, -0x1.3b095368c3a1fp1, 0x1.2170b75fca19dp0,
      -0x1.27ab71a35542p-2, 0x1.fd9bb32e40c79p-6},
     8.6911962274042931736e-6},
    {"exp",
     "[0,1]",
     "relative",
     {0x1.00010eb4b6d71p0, 0x1.ff85e7ba1a298p-1, 0x1.04284af2e125dp-1, 0x1.24f6d7e68e2e1p-3,
      0x1.1676e7fa562cfp-4},
     1.6135332097449956642e-5},
};

TEST(CheckReal, AgreesWithSollya) {
  for (const SollyaPolynomial& p : kSollyaPolynomials) {
    const DenseResult result = MustCheckReal(Horner(p.coefficients), p.target, p.domain, p.measure);
    ExpectDigits(result.error, p.error, 14);
  }
}

TEST(CheckReal, WorstInputShowsTheError) {
  for (const SollyaPolynomial& p : kSollyaPolynomials) {
    const DenseResult result = MustCheckReal(Horner(p.coefficients), p.target, p.domain, p.measure);
    const Extended x = result.worst_input;
    Extended y = p.coefficients.back();
    for (size_t i = p.coefficients.size() - 1; i-- > 0;) y = y * x + Extended(p.coefficients[i]);
    const Extended f = ReferenceValue(*FindTarget(p.target), x);
    const Extended e = p.measure == "relative" ? (y - f) / f : y - f;
    ExpectDigits(std::fabs(e.hi), result.error, 9);
  }
}

TEST(CheckReal, ExtendedConstantsCount) {
  // 2^x - 1 is below 1e-30 < 2^-90 on this domain, and 0 at its end.
  Formula f;
  const Program p = f.Returning(f.C(Extended(1, 0x1p-90)));
  const DenseResult result = MustCheckReal(p, "exp2", "[0,1e-30]", "absolute");
  EXPECT_EQ(result.error, 0x1p-90);
  EXPECT_EQ(result.worst_input, 0);
}

TEST(CheckReal, RefinesMaximaInside) {
  // 1 + x is farthest from 2^x at x = -log2(ln 2), where 2^x = 1 / ln 2.
  Formula f;
  const DenseResult result = MustCheckReal(f.Returning(f.Add(f.X(), f.C(1))), "exp2", "[0,1]", "absolute");
  EXPECT_NEAR(result.worst_input, 0.52876637294489777, 1e-10);
  EXPECT_NEAR(result.error, 0.08607133205593420, 1e-16);
}

TEST(CheckReal, IsRoundedUp) {
  Formula f;
  const Program one = f.Returning(f.C(1));
  EXPECT_EQ(MustCheckReal(one, "exp2").error, 0.5);  // exact at x = 1
  // Sollya: round(1-exp(-1),D,RU);
  EXPECT_EQ(MustCheckReal(one, "exp").error, 0x1.43a54e4e98865p-1);
}

TEST(CheckReal, IsDeterministic) {
  const DenseResult a = MustCheckReal(F5(), "exp2");
  const DenseResult b = MustCheckReal(F5(), "exp2");
  EXPECT_EQ(a.error, b.error);
  EXPECT_EQ(a.worst_input, b.worst_input);
  EXPECT_EQ(a.points, b.points);
  EXPECT_GT(a.points, 20000u);
}

TEST(CheckReal, FindsSimplePolesHoweverSmallTheirResidue) {
  for (const double pole : {0.3333333, 0.5, 1e-9, 0.999999999, 0.70710678118654752}) {
    for (const double scale : {1.0, -1e-10, 1e-30}) {
      const DenseResult result = MustCheckReal(SimplePole(pole, scale), "exp2");
      EXPECT_EQ(result.error, HUGE_VAL) << pole << " " << scale;
      EXPECT_EQ(result.worst_input, pole);
    }
  }
  EXPECT_TRUE(std::isfinite(MustCheckReal(SimplePole(-1e-9, 1), "exp2").error));
  EXPECT_TRUE(std::isfinite(MustCheckReal(SimplePole(1.000000001, 1), "exp2").error));
}

TEST(CheckReal, FindsPolesWithoutChangeOfSign) {
  Formula f;
  const Operand d = f.Sub(f.X(), f.C(0.3333333));
  const Program squared = f.Returning(f.Div(f.C(1e-20), f.Mul(d, d)));
  EXPECT_EQ(MustCheckReal(squared, "exp2").error, HUGE_VAL);
  EXPECT_NEAR(MustCheckReal(squared, "exp2").worst_input, 0.3333333, 1e-15);

  // (x - 0.4)^2 - 1e-18 has two zeros between neighbouring points.
  Formula g;
  const Operand e = g.Sub(g.X(), g.C(0.4));
  const Program two = g.Returning(g.Div(g.C(1e-30), g.Sub(g.Mul(e, e), g.C(1e-18))));
  EXPECT_EQ(MustCheckReal(two, "exp2").error, HUGE_VAL);
  EXPECT_NEAR(MustCheckReal(two, "exp2").worst_input, 0.4, 1e-8);

  Formula h;
  const Operand k = h.Sub(h.X(), h.C(0.4));
  const Program none = h.Returning(h.Div(h.C(1e-30), h.Add(h.Mul(k, k), h.C(1e-18))));
  EXPECT_TRUE(std::isfinite(MustCheckReal(none, "exp2").error));
}

// 1e-30 / (x^2 + b x + c) with both roots close to each other or to an end, against the quadratic formula.
TEST(CheckReal, FindsThePolesOfQuadratics) {
  const auto problem = MakeProblem("exp2", "", "");
  Rng rng(3);
  int with_pole = 0;
  for (int trial = 0; trial < 300; ++trial) {
    const double middle = rng.Uniform() * 1.2 - 0.1;
    const double spread = std::ldexp(rng.Uniform(), -static_cast<int>(rng.Below(24)));
    const double b = -2 * middle;
    const double c = middle * middle + (rng.Chance(0.5) ? spread : -spread) * spread;
    const MpfrReal wide_b(b, 320);
    const MpfrReal discriminant = Scaled(wide_b * wide_b, -2) - MpfrReal(c);
    const MpfrReal root = sqrt(discriminant);
    const auto inside = [](const MpfrReal& x) { return MpfrReal(0.0) < x && !(MpfrReal(1) < x); };
    const bool pole = !discriminant.IsNegative() &&
                      (inside(root - Scaled(wide_b, -1)) || inside(-root - Scaled(wide_b, -1)));
    Formula f;
    const Operand d = f.Add(f.Mul(f.Add(f.X(), f.C(b)), f.X()), f.C(c));
    const auto result =
        CheckReal(f.Returning(f.Div(f.C(1e-30), d)), *problem, {.points = 1000, .points_per_binade = 0});
    ASSERT_TRUE(result.ok());
    ASSERT_EQ(std::isinf(result->error), pole) << middle << " " << spread << " " << b << " " << c;
    with_pole += pole;
  }
  EXPECT_GT(with_pole, 100);
  EXPECT_LT(with_pole, 200);
}

TEST(CheckReal, FindsPolesWhereASumTouchesZero) {
  // x + 0.25 / x - 1 is zero at 1/2 and positive elsewhere.
  const auto program = [](double one) {
    Formula f;
    const Operand t = f.Add(f.X(), f.Div(f.C(0.25), f.X()));
    return f.Returning(f.Div(f.C(1e-30), f.Sub(t, f.C(one))));
  };
  EXPECT_EQ(MustCheckReal(program(1), "exp2").error, HUGE_VAL);
  EXPECT_EQ(MustCheckReal(program(1), "exp2").worst_input, 0.5);
  EXPECT_EQ(MustCheckReal(program(1 + 0x1p-52), "exp2").error, HUGE_VAL);
  EXPECT_LE(MustCheckReal(program(1 - 0x1p-53), "exp2").error, 1);
}

TEST(CheckReal, FindsSquareRootsOfNegatives) {
  Formula f;
  EXPECT_EQ(MustCheckReal(f.Returning(f.Do(kSqrt, f.Sub(f.X(), f.C(0.5)))), "exp2").error, HUGE_VAL);
  Formula g;
  const Operand d = g.Sub(g.X(), g.C(0.4));
  EXPECT_EQ(MustCheckReal(g.Returning(g.Do(kSqrt, g.Sub(g.Mul(d, d), g.C(1e-18)))), "exp2").error, HUGE_VAL);
  Formula h;
  const Operand k = h.Sub(h.X(), h.C(0.4));
  EXPECT_TRUE(std::isfinite(MustCheckReal(h.Returning(h.Do(kSqrt, h.Mul(k, k))), "exp2").error));
  Formula r;  // 1 / sqrt(x), a pole of order one half
  const Program root = r.Returning(r.Div(r.C(1), r.Do(kSqrt, r.X())));
  EXPECT_EQ(MustCheckReal(root, "exp2").error, HUGE_VAL);
}

TEST(CheckReal, EndsOfTheDomain) {
  Formula f;
  const Program inverse = f.Returning(f.Div(f.C(1e-40), f.X()));
  EXPECT_EQ(MustCheckReal(inverse, "exp2", "[0,1]").error, HUGE_VAL);  // closed: infinite at 0
  EXPECT_EQ(MustCheckReal(inverse, "exp2", "(0,1]").error, HUGE_VAL);  // open: unbounded towards 0
  EXPECT_EQ(MustCheckReal(inverse, "exp2", "[-1,0)").error, HUGE_VAL);
  EXPECT_LE(MustCheckReal(inverse, "exp2", "[0x1p-10,1]").error, 1);
  // f5 divides by x, but its limit exists: only the domain without 0 has an error.
  EXPECT_EQ(MustCheckReal(F5(), "exp2", "[0,1]").error < 1e-5, true);  // c / infinity is 0 there
}

TEST(CheckReal, RemovableSingularityAtAnExcludedEnd) {
  Formula f;
  const Program one = f.Returning(f.Div(f.X(), f.X()));
  EXPECT_EQ(MustCheckReal(one, "exp2", "(0,1]").error, 0.5);
  EXPECT_EQ(MustCheckReal(one, "exp2", "[0,1]").error, HUGE_VAL);   // 0 / 0
  EXPECT_EQ(MustCheckReal(one, "exp2", "[-1,1]").error, HUGE_VAL);  // 0 / 0 at a double in the domain
}

TEST(CheckReal, DivisorsThatPassThroughInfinityAreNoPoles) {
  // 0.1 / (x + 25 / x - 8) on [-1,1]: 25 / x and the divisor pass through infinity at 0.
  Formula f;
  const Operand t = f.Sub(f.Add(f.X(), f.Div(f.C(25), f.X())), f.C(8));
  const DenseResult result = MustCheckReal(f.Returning(f.Div(f.C(0.1), t)), "exp2", "[-1,1]");
  EXPECT_LT(result.error, 1.1);
  // The same with the passage at a point that is no double: y = x^2 - 1/3.
  Formula g;
  const Operand y = g.Sub(g.Mul(g.X(), g.X()), g.C(0.33333));
  const Program p = g.Returning(g.Div(g.C(0.1), g.Add(y, g.Div(g.C(25), y))));
  EXPECT_LT(MustCheckReal(p, "exp2").error, 1.1);
}

TEST(CheckReal, RemovableSingularityBetweenDoublesIsNoPole) {
  // (x^2 - 1/2) / (x^2 - 1/2), and the third power of it, computed in different ways.
  Formula f;
  const Operand d = f.Sub(f.Mul(f.X(), f.X()), f.C(0.5));
  EXPECT_EQ(MustCheckReal(f.Returning(f.Div(d, d)), "exp2").error, 0.5);
  Formula g;
  const Operand s = g.Mul(g.X(), g.X());
  const Operand e = g.Sub(s, g.C(0.5));
  const Operand expanded = g.Sub(g.Mul(s, g.Add(g.Mul(s, g.Sub(s, g.C(1.5))), g.C(0.75))), g.C(0.125));
  EXPECT_EQ(MustCheckReal(g.Returning(g.Div(g.Mul(g.Mul(e, e), e), expanded)), "exp2").error, 0.5);
}

TEST(CheckReal, JumpsAreNoPoles) {
  Formula f;  // floor(8 x) - 3.5 jumps over zero
  const Operand step = f.Sub(f.Do(kFloor, f.Mul(f.X(), f.C(8))), f.C(3.5));
  const DenseResult result = MustCheckReal(f.Returning(f.Div(f.C(1), step)), "exp2");
  EXPECT_LT(result.error, 3);
  EXPECT_GT(result.error, 2);  // at x = 3/8: |1 / -0.5 / 2^0.375 - 1| = 2.54
}

TEST(CheckReal, RelativeErrorUnboundedAtAZeroOfTheFunction) {
  Formula f;
  const Program constant = f.Returning(f.C(1));
  EXPECT_EQ(MustCheckReal(constant, "log", "(1,2]", "relative").error, HUGE_VAL);
  Formula g;  // x - 1 has the right zero
  const Program line = g.Returning(g.Sub(g.X(), g.C(1)));
  const DenseResult result = MustCheckReal(line, "log", "(1,2]", "relative");
  ExpectDigits(result.error, 1 / 0.69314718055994531 - 1, 12);
}

TEST(CheckReal, RefusesWhatIsNotReal) {
  Formula f;
  const Program bits = f.Returning(f.Do(kFromBits, f.Do(kBits, f.X())));
  const auto problem = MakeProblem("exp2", "", "");
  EXPECT_EQ(CheckReal(bits, *problem).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(CheckReal(bits, *problem).status().message(),
              ::testing::HasSubstr("op 'bits' is not defined over the reals"));
  EXPECT_FALSE(CheckReal(F3(), *problem, {.points = 1}).ok());
  EXPECT_FALSE(CheckReal(F3(), *problem, {.precision_bits = 64}).ok());
  EXPECT_FALSE(DensePoints::Create(*problem, {.precision_bits = 100000}).ok());
}

TEST(DensePoints, DoNotDependOnThreads) {
  const Problem problem = *MakeProblem("log(1+exp(x))", "[-3,2]", "");
  const DensePoints one = *DensePoints::Create(problem, {.points = 500, .points_per_binade = 3});
  const DensePoints three =
      *DensePoints::Create(problem, {.points = 500, .points_per_binade = 3, .threads = 3});
  ASSERT_EQ(one.x().size(), three.x().size());
  for (size_t i = 0; i < one.x().size(); ++i) {
    EXPECT_EQ(one.x()[i], three.x()[i]);
    EXPECT_EQ(one.f()[i], three.f()[i]);
    if (i == 0) continue;
    EXPECT_LT(one.x()[i - 1], one.x()[i]);
  }
}

}  // namespace
}  // namespace ulpforge
