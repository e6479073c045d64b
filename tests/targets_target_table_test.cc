#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

#include "base/rng.h"
#include "targets/mpfr_real.h"
#include "targets/problem.h"
#include "targets/target_table.h"

namespace ulpforge {
namespace {

class EveryTarget : public testing::TestWithParam<size_t> {
 protected:
  const Target& target() const { return Targets()[GetParam()]; }

  double RandomInput(Rng& rng) const {
    const Interval& domain = target().domain;
    return domain.lo + (domain.hi - domain.lo) * (1 - rng.Uniform());
  }
};

TEST_P(EveryTarget, IsFoundByItsName) {
  EXPECT_EQ(FindTarget(target().name), &target());
  EXPECT_FALSE(target().description.empty());
  EXPECT_EQ(target().reference_name.substr(0, 5), "mpfr_");
}

TEST_P(EveryTarget, DefaultsMakeAProblem) {
  const auto problem = MakeProblem(target().name, "", "");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_EQ(problem->target, &target());
  EXPECT_EQ(problem->domain, target().domain);
  EXPECT_EQ(problem->measure, target().measure);
  EXPECT_LT(problem->domain.lo, problem->domain.hi);
}

// The C library knows the functions by the same names; a target that it does not know is compared with
// nothing here.
TEST_P(EveryTarget, AgreesWithTheCLibrary) {
  const std::string name(target().name);
  const auto libm = reinterpret_cast<double (*)(double)>(dlsym(RTLD_DEFAULT, name.c_str()));
  if (libm == nullptr) GTEST_SKIP() << "no function '" << name << "' in the C library";
  Rng rng(1);
  for (int i = 0; i < 1000; ++i) {
    const double x = RandomInput(rng);
    const double f = ReferenceValue(target(), x).hi;
    const double expected = libm(x);
    ASSERT_GE(f, std::nextafter(expected, -HUGE_VAL)) << x;
    ASSERT_LE(f, std::nextafter(expected, HUGE_VAL)) << x;
  }
}

TEST_P(EveryTarget, ReferenceValueIsThatOf400Bits) {
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

INSTANTIATE_TEST_SUITE_P(TargetTable, EveryTarget, testing::Range<size_t>(0, Targets().size()),
                         [](const auto& info) { return std::string(Targets()[info.param].name); });

TEST(TargetTable, NamesAreUnique) {
  std::set<std::string_view> names;
  for (const Target& target : Targets()) EXPECT_TRUE(names.insert(target.name).second) << target.name;
  EXPECT_EQ(FindTarget("no such target"), nullptr);
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

}  // namespace
}  // namespace ulpforge
