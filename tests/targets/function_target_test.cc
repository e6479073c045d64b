#include "targets/function_target.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <string>

#include "accuracy/contract/contract.h"
#include "accuracy/proof/certified_bound.h"
#include "accuracy/reference/exact_reference.h"
#include "base/rng.h"
#include "dsl/text.h"
#include "targets/mpfr_real.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

struct Pair {
  std::string_view target;
  std::string_view expression;
};

// The built-in targets, whose values come from MPFR or from formulas of their own.
const Pair kPairs[] = {
    {"exp2", "2^x"},
    {"exp", "exp(x)"},
    {"expm1", "exp(x)-1"},
    {"log2", "log(x)/log(2)"},
    {"log", "log(x)"},
    {"log1p", "log(1 + x)"},
    {"log2p1", "log2(1+x)"},
    {"sin", "cos(x-pi/2)"},
    {"cos", "2*cos(x/2)^2-1"},
    {"tan", "sin(x)/cos(x)"},
    {"asin", "asin(x)"},
    {"atan", "atan(x)"},
    {"sinh", "(exp(x)-exp(-x))/2"},
    {"tanh", "1-2/(exp(2*x)+1)"},
    {"sigmoid", "1/(1+exp(-x))"},
    {"erf", "1-erfc(x)"},
    {"erfc", "1-erf(x)"},
    {"airy_ai_7x", "airyai(-7*x)"},
    {"bessel_i_half", "sqrt(2/(pi*x))*sinh(x)"},
};

TEST(FunctionTarget, EveryTargetHasAnEquivalent) {
  for (const Target& target : Targets()) {
    EXPECT_TRUE(std::ranges::any_of(kPairs, [&](const Pair& pair) { return pair.target == target.name; }))
        << target.name;
  }
}

class Equivalent : public testing::TestWithParam<Pair> {
 protected:
  const Target& known() const { return *FindTarget(GetParam().target); }
  const Target& custom() const { return **FunctionTarget(GetParam().expression); }
  double RandomInput(Rng& rng) const {
    const Interval& domain = known().domain;
    return domain.lo + (domain.hi - domain.lo) * (1 - rng.Uniform());
  }
};

TEST_P(Equivalent, HasTheSameCorrectlyRoundedValues) {
  Rng rng(3);
  for (int i = 0; i < 200; ++i) {
    const MpfrReal x(RandomInput(rng));
    for (const mpfr_rnd_t rounding : {MPFR_RNDN, MPFR_RNDZ, MPFR_RNDU}) {
      MpfrReal expected = MpfrReal::OfPrecision(80);
      MpfrReal value = MpfrReal::OfPrecision(80);
      const int expected_side = known().reference(expected.ptr(), x.ptr(), rounding);
      const int side = custom().reference(value.ptr(), x.ptr(), rounding);
      ASSERT_EQ(value, expected) << x.ToDouble();
      ASSERT_EQ(side > 0, expected_side > 0) << x.ToDouble();
      ASSERT_EQ(side < 0, expected_side < 0) << x.ToDouble();
    }
  }
}

TEST_P(Equivalent, HasTheSameFloats) {
  Rng rng(4);
  ExactReference expected(known(), kFloat32);
  ExactReference value(custom(), kFloat32);
  for (int i = 0; i < 200; ++i) {
    const auto x = static_cast<float>(RandomInput(rng));
    ASSERT_EQ(std::bit_cast<uint32_t>(value.Round(x)), std::bit_cast<uint32_t>(expected.Round(x))) << x;
  }
}

INSTANTIATE_TEST_SUITE_P(Pairs, Equivalent, testing::ValuesIn(kPairs),
                         [](const auto& info) { return std::string(info.param.target); });

double ValueAt(std::string_view text, double x) { return ReferenceValue(**FunctionTarget(text), x).hi; }

// Identities that no number of bits decides are taken for what they look like.
TEST(FunctionTarget, ExactValuesThatBallsDoNotDecide) {
  EXPECT_EQ(ValueAt("sin(x)^2+cos(x)^2", 0.7), 1);
  EXPECT_EQ(ValueAt("sin(pi*x)", 3), 0);
  EXPECT_EQ(ValueAt("exp(log(x))", 3), 3);
  EXPECT_EQ(ValueAt("log2(x)", 0x1p-30), -30);
  EXPECT_EQ(ValueAt("log10(x)", 1000), 3);
  EXPECT_EQ(ValueAt("cbrt(x)", -27), -3);
  EXPECT_EQ(ValueAt("x^0.5", 9), 3);
  EXPECT_EQ(ValueAt("x^1.5", 0), 0);
  EXPECT_EQ(ValueAt("gamma(x)", 5), 24);
}

TEST(FunctionTarget, LimitsWhereTheyAreKnown) {
  constexpr double kInfinity = HUGE_VAL;
  EXPECT_EQ(ValueAt("exp(x)", kInfinity), kInfinity);
  EXPECT_EQ(ValueAt("exp(x)", -kInfinity), 0);
  EXPECT_EQ(ValueAt("1/(1+exp(-x))", kInfinity), 1);
  EXPECT_EQ(ValueAt("softplus(x)", -kInfinity), 0);
  EXPECT_EQ(ValueAt("atan(x)", kInfinity), M_PI_2);
  EXPECT_TRUE(std::isnan(ValueAt("sin(x)", kInfinity)));
  EXPECT_EQ(ValueAt("x*exp(-x)", kInfinity), 0);
  EXPECT_TRUE(std::isnan(ValueAt("log(x)", -1)));
  EXPECT_EQ(ValueAt("1/x", 0), kInfinity);
  EXPECT_TRUE(std::isnan(ValueAt("exp(x)", NAN)));
}

TEST(FunctionTarget, IsOneObjectWhateverTheSpaces) {
  EXPECT_EQ(*FunctionTarget("log( 1 + exp(x) )"), *FunctionTarget("log(1+exp(x))"));
  EXPECT_EQ(FindTarget("log(1+exp(x))"), *FunctionTarget("log(1+exp(x))"));
  EXPECT_EQ(*ResolveTarget("exp"), FindTarget("exp"));
  EXPECT_EQ(FindTarget("log(1+exp(x)"), nullptr);
}

TEST(FunctionTarget, Names) {
  const Target& target = **FunctionTarget("log(1 + exp(x))");
  EXPECT_EQ(TitleOf(target), "function log(1+exp(x))");
  EXPECT_EQ(ValueTextOf(target), "log(1+exp(x))");
  EXPECT_EQ(IdentifierOf(target), "log_1_exp_x");
  EXPECT_EQ(IdentifierOf(**FunctionTarget("-x")), "x");
  EXPECT_EQ(ValueTextOf(*FindTarget("exp")), "exp(x)");
  EXPECT_EQ(ResolveTarget("softplus").status().message(),
            "unknown target 'softplus'; the function of expressions is written 'softplus(x)'");
}

struct BadProblem {
  std::string_view function;
  std::string_view domain;
  std::string_view part;  // of the message
};

const BadProblem kBadProblems[] = {
    {"log(x)+1", "", "has no domain of its own"},
    {"log(x-1)", "[0,3]",
     "x = 0; choose a domain without that point and with some distance to it (log(x-1) has no "
     "value for x-1 = -1)"},
    {"1/(x-2)", "[0,3]", "1/(x-2) is not finite, or not bounded, at x = 2"},
    {"sqrt(x)/(1+x)", "[-1,1]", "sqrt(x) has no value for x = -1"},
    {"x^2-2", "[0,2]", "x^2-2 is zero at x = 1.41421"},
    {"log(x", "[1,2]", "expected ')' or an operator at column 6"},
};

TEST(FunctionTarget, DomainsWithoutValuesAreRefused) {
  for (const BadProblem& bad : kBadProblems) {
    const absl::StatusOr<Problem> problem = MakeProblem(bad.function, bad.domain, "");
    ASSERT_FALSE(problem.ok()) << bad.function;
    EXPECT_NE(std::string(problem.status().message()).find(bad.part), std::string::npos) << problem.status();
  }
}

TEST(FunctionTarget, CertifiesAsTheTargetDoes) {
  const Program program =
      *Parse("ulpforge program v1\nconst a = 0x1p-1\ny = mul x a\nz = add y a\nreturn z\n");
  const Problem known = *MakeProblem("sigmoid", "[-1,1]", "absolute");
  const Problem custom = *MakeProblem("1/(1+exp(-x))", "[-1,1]", "absolute");
  const absl::StatusOr<CertifiedBound> expected = Certify(program, known);
  const absl::StatusOr<CertifiedBound> bound = Certify(program, custom);
  ASSERT_TRUE(expected.ok() && bound.ok());
  EXPECT_EQ(bound->outcome, CertifyOutcome::kProved);
  EXPECT_NEAR(bound->bound, expected->bound, 1e-7 * expected->bound);
}

// What is not known is asked of no function.
TEST(FunctionTarget, TheVariantFullLeavesOutWhatIsNotKnown) {
  for (const char* function : {"softplus(x)", "log(x)+0", "sin(x)"}) {
    EXPECT_TRUE(MakeContract(**FunctionTarget(function), {}).ok()) << function;
  }
}

}  // namespace
}  // namespace ulpforge
