#include "targets/target_table.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

#include "base/rng.h"
#include "emit/emit_c.h"
#include "targets/mpfr_real.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

class RowOfEveryTarget : public testing::TestWithParam<size_t> {
 protected:
  const Target& target() const { return Targets()[GetParam()]; }

  double RandomInput(Rng& rng) const {
    const Interval& domain = target().domain;
    return domain.lo + (domain.hi - domain.lo) * (1 - rng.Uniform());
  }
};

TEST_P(RowOfEveryTarget, IsFoundByItsName) {
  EXPECT_EQ(FindTarget(target().name), &target());
  EXPECT_FALSE(target().description.empty());
  const std::string_view origin = target().reference_name.substr(0, target().reference_name.find('_'));
  EXPECT_TRUE(origin == "mpfr" || origin == "arb") << target().reference_name;
}

TEST_P(RowOfEveryTarget, DefaultsMakeAProblem) {
  const auto problem = MakeProblem(target().name, "", "");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_EQ(problem->target, &target());
  EXPECT_EQ(problem->domain, target().domain);
  EXPECT_EQ(problem->measure, target().measure);
  EXPECT_LT(problem->domain.lo, problem->domain.hi);
}

// What `emit` makes of the name by default.
TEST_P(RowOfEveryTarget, NameMakesANameInC) {
  const absl::Status status = CheckCName(std::string(target().name) + "_10");
  EXPECT_TRUE(status.ok()) << status;
}

// The C library knows the functions by the same names; a target that it does not know is compared with
// nothing here. Its largest error is 2 ulp (sinh, tanh; glibc manual, "Known Maximum Errors").
TEST_P(RowOfEveryTarget, AgreesWithTheCLibrary) {
  const std::string name(target().name);
  const auto libm = reinterpret_cast<double (*)(double)>(dlsym(RTLD_DEFAULT, name.c_str()));
  if (libm == nullptr) GTEST_SKIP() << "no function '" << name << "' in the C library";
  Rng rng(1);
  for (int i = 0; i < 1000; ++i) {
    const double x = RandomInput(rng);
    const double f = ReferenceValue(target(), x).hi;
    const double expected = libm(x);
    const double ulp = std::nextafter(std::fabs(expected), HUGE_VAL) - std::fabs(expected);
    ASSERT_LE(std::fabs(f - expected), 3 * ulp) << x;
  }
}

TEST_P(RowOfEveryTarget, ReferenceValueIsThatOf400Bits) {
  Rng rng(2);
  for (int i = 0; i < 1000; ++i) {
    const double hi = RandomInput(rng);
    const Extended x(hi, i % 2 == 0 ? 0 : hi * 0x1p-54 * (rng.Uniform() - 0.5));
    mpfr_t wide_x, y;
    mpfr_inits2(400, wide_x, y, static_cast<mpfr_ptr>(nullptr));
    mpfr_set_d(wide_x, x.hi, MPFR_RNDN);
    mpfr_add_d(wide_x, wide_x, x.lo, MPFR_RNDN);
    target().reference(y, wide_x, MPFR_RNDN);
    const double expected_hi = mpfr_get_d(y, MPFR_RNDN);
    mpfr_sub_d(y, y, expected_hi, MPFR_RNDN);
    const double expected_lo = mpfr_get_d(y, MPFR_RNDN);
    mpfr_clears(wide_x, y, static_cast<mpfr_ptr>(nullptr));
    const Extended f = ReferenceValue(target(), x);
    ASSERT_EQ(f.hi, expected_hi) << x.hi;
    ASSERT_EQ(f.lo, expected_lo) << x.hi;
  }
}

// Down to the smallest subnormal, beside an end where many functions vanish.
TEST_P(RowOfEveryTarget, ReferenceValueNearTheLowerEnd) {
  for (const double distance : {0x1p-20, 0x1p-60, 1e-100, 1e-300, 0x1p-1040, 0x1p-1074}) {
    const double x = target().domain.lo + distance;
    MpfrReal y = MpfrReal::OfPrecision(MpfrReal::kMaxPrecision);
    target().reference(y.ptr(), MpfrReal(x).ptr(), MPFR_RNDN);
    EXPECT_EQ(ReferenceValue(target(), x), y.ToExtended()) << x;
  }
}

INSTANTIATE_TEST_SUITE_P(TargetTable, RowOfEveryTarget, testing::Range<size_t>(0, Targets().size()),
                         [](const auto& info) { return std::string(Targets()[info.param].name); });

TEST(TargetTable, NamesAreUnique) {
  std::set<std::string_view> names;
  for (const Target& target : Targets()) EXPECT_TRUE(names.insert(target.name).second) << target.name;
  EXPECT_EQ(FindTarget("no such target"), nullptr);
}

// The domains end at the largest double that is not above the fraction of pi.
TEST(TargetTable, FractionsOfPi) {
  MpfrReal pi = MpfrReal::OfPrecision(53);
  mpfr_const_pi(pi.ptr(), MPFR_RNDD);
  EXPECT_EQ(FindTarget("sin")->domain.hi, pi.ToDouble() / 2);
  EXPECT_EQ(FindTarget("cos")->domain.hi, pi.ToDouble() / 4);
  EXPECT_EQ(FindTarget("tan")->domain.hi, pi.ToDouble() / 4);
}

MpfrReal Reference(std::string_view target, const MpfrReal& x, int precision) {
  MpfrReal y = MpfrReal::OfPrecision(precision);
  FindTarget(target)->reference(y.ptr(), x.ptr(), MPFR_RNDN);
  return y;
}

TEST(AiryAi7x, AgreesWithMpfr) {
  Rng rng(3);
  for (int i = 0; i < 100; ++i) {
    const MpfrReal x(1.5 * rng.Uniform() - 0.25, 64);
    MpfrReal y = MpfrReal::OfPrecision(200);
    mpfr_ai(y.ptr(), (MpfrReal(-7) * x).ptr(), MPFR_RNDN);
    EXPECT_EQ(Reference("airy_ai_7x", x, 200), y) << x.ToDouble();
  }
}

// a_1 = -2.338107410459767038489... (DLMF table 9.9.1).
TEST(AiryAi7x, VanishesAtTheFirstZero) {
  const double x = 2.338107410459767 / 7;
  EXPECT_LT(std::fabs(ReferenceValue(*FindTarget("airy_ai_7x"), x).hi), 1e-15);
  EXPECT_GT(std::fabs(ReferenceValue(*FindTarget("airy_ai_7x"), x).hi), 0);
}

TEST(AiryAi7x, SpecialInputs) {
  const Target& airy = *FindTarget("airy_ai_7x");
  EXPECT_EQ(ReferenceValue(airy, 0).hi, 0.35502805388781724);  // 3^(-2/3) / Gamma(2/3), DLMF 9.2.3
  EXPECT_EQ(ReferenceValue(airy, -0.0), ReferenceValue(airy, 0));
  EXPECT_EQ(ReferenceValue(airy, HUGE_VAL).hi, 0);
  EXPECT_EQ(ReferenceValue(airy, -HUGE_VAL).hi, 0);
  EXPECT_TRUE(std::isnan(ReferenceValue(airy, NAN).hi));
}

// sqrt(2 / (pi x)) sinh x in 600 bits.
TEST(BesselIHalf, AgreesWithItsFormulaInMpfr) {
  Rng rng(4);
  for (int i = 0; i < 200; ++i) {
    const MpfrReal x(std::ldexp(1 + rng.Uniform(), -(i % 40) + 3), 600);
    MpfrReal pi = MpfrReal::OfPrecision(600);
    mpfr_const_pi(pi.ptr(), MPFR_RNDN);
    MpfrReal sinh = MpfrReal::OfPrecision(600);
    mpfr_sinh(sinh.ptr(), x.ptr(), MPFR_RNDN);
    const MpfrReal y = sqrt(MpfrReal(2) / (pi * x)) * sinh;
    EXPECT_EQ(Reference("bessel_i_half", x, 300), y.WithPrecision(300)) << x.ToDouble();
  }
}

TEST(BesselIHalf, SpecialInputs) {
  const Target& bessel = *FindTarget("bessel_i_half");
  EXPECT_EQ(ReferenceValue(bessel, 0).hi, 0);
  EXPECT_EQ(ReferenceValue(bessel, -0.0).hi, 0);
  EXPECT_EQ(ReferenceValue(bessel, HUGE_VAL).hi, HUGE_VAL);
  EXPECT_EQ(ReferenceValue(bessel, 1e4).hi, HUGE_VAL);
  for (const double x : {-1e-300, -1.0, -HUGE_VAL, std::nan("")}) {
    EXPECT_TRUE(std::isnan(ReferenceValue(bessel, x).hi)) << x;
  }
}

TEST(ReferenceValue, ExactValues) {
  EXPECT_EQ(ReferenceValue(*FindTarget("exp2"), 10), Extended(1024));
  EXPECT_EQ(ReferenceValue(*FindTarget("log2"), 0x1p-300), Extended(-300));
  EXPECT_EQ(ReferenceValue(*FindTarget("log"), 1), Extended(0));
}

// The rest is 2^-1000 ln 2, far below the bits of the first attempt.
TEST(ReferenceValue, TinyRest) {
  const Extended f = ReferenceValue(*FindTarget("exp2"), 0x1p-1000);
  EXPECT_EQ(f.hi, 1);
  EXPECT_EQ(f.lo, 0x1.62e42fefa39efp-1001);
}

// 2^(2^-54) is 1 + 2^-54 ln 2 + ...: the low part is negative or positive as the nearest double asks for.
TEST(ReferenceValue, LowPartOfEitherSign) {
  EXPECT_GT(ReferenceValue(*FindTarget("exp2"), 0x1p-54).lo, 0);
  EXPECT_LT(ReferenceValue(*FindTarget("exp2"), 0x1.8p-53).lo, 0);
}

TEST(ReferenceValue, NotFinite) {
  EXPECT_EQ(ReferenceValue(*FindTarget("exp"), 1e6).hi, HUGE_VAL);
  EXPECT_EQ(ReferenceValue(*FindTarget("log"), 0).hi, -HUGE_VAL);
  EXPECT_TRUE(std::isnan(ReferenceValue(*FindTarget("log"), -1).hi));
}

// 1 / (1 + e^-x) by MPFR with many more bits, in every direction.
TEST(SigmoidTest, IsRoundedCorrectly) {
  mpfr_t x;
  mpfr_t wide;
  mpfr_t expected;
  mpfr_t y;
  mpfr_init2(x, 53);
  mpfr_init2(wide, 4000);
  mpfr_inits2(60, expected, y, static_cast<mpfr_ptr>(nullptr));
  Rng rng(1);
  for (int k = 0; k < 400; ++k) {
    mpfr_set_d(x, k == 0 ? 0.0 : std::ldexp(rng.Uniform() - 0.5, static_cast<int>(rng.Below(40)) - 28),
               MPFR_RNDN);
    mpfr_neg(wide, x, MPFR_RNDN);
    mpfr_exp(wide, wide, MPFR_RNDN);
    mpfr_add_ui(wide, wide, 1, MPFR_RNDN);
    mpfr_ui_div(wide, 1, wide, MPFR_RNDN);
    for (const mpfr_rnd_t rounding : {MPFR_RNDN, MPFR_RNDZ, MPFR_RNDU, MPFR_RNDD, MPFR_RNDA}) {
      mpfr_set(expected, wide, rounding);
      const int ternary = FindTarget("sigmoid")->reference(y, x, rounding);
      ASSERT_TRUE(mpfr_equal_p(y, expected)) << mpfr_get_d(x, MPFR_RNDN) << " " << rounding;
      const int side = mpfr_cmp(y, wide);
      ASSERT_TRUE((ternary > 0) == (side > 0) && (ternary < 0) == (side < 0)) << mpfr_get_d(x, MPFR_RNDN);
    }
  }
  mpfr_clears(x, wide, expected, y, static_cast<mpfr_ptr>(nullptr));
}

TEST(SigmoidTest, LimitsAndFarTails) {
  const Target& sigmoid = *FindTarget("sigmoid");
  EXPECT_EQ(ReferenceValue(sigmoid, HUGE_VAL).hi, 1);
  EXPECT_EQ(ReferenceValue(sigmoid, -HUGE_VAL).hi, 0);
  EXPECT_TRUE(std::isnan(ReferenceValue(sigmoid, NAN).hi));
  EXPECT_EQ(ReferenceValue(sigmoid, 1e300).hi, 1);
  EXPECT_EQ(ReferenceValue(sigmoid, -1e300).hi, 0);
  EXPECT_EQ(ReferenceValue(sigmoid, -9e8).hi, 0);
}

}  // namespace
}  // namespace ulpforge
