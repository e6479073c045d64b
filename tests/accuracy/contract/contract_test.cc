// Contracts from texts: what they become, what they look like, what is refused.
#include "accuracy/contract/contract.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "accuracy/reference/exact_reference.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

TEST(ContractTest, DefaultsAreThoseOfTheVariant) {
  const absl::StatusOr<Contract> full = MakeContract(*FindTarget("exp"), {});
  ASSERT_TRUE(full.ok());
  EXPECT_EQ(*full, Contract{});
  EXPECT_EQ(FormatContract(*full), "full, nan ieee, inf ieee, subnormal ieee");
  const absl::StatusOr<Contract> finite =
      MakeContract(*FindTarget("exp"), {.variant = "finite", .domain = "[0,1)"});
  ASSERT_TRUE(finite.ok());
  EXPECT_EQ(FormatContract(*finite), "finite on [0,1), nan any, inf any, subnormal ieee");
}

TEST(ContractTest, TextsBecomeClauses) {
  const absl::StatusOr<Contract> contract =
      MakeContract(*FindTarget("tanh"), {.nan = "any",
                                         .infinity = "any",
                                         .subnormal = "flush",
                                         .exact = {"-0=-0", "inf=1", "nan=nan"},
                                         .symmetry = "odd",
                                         .monotonic = true,
                                         .max_ulp = 1.5});
  ASSERT_TRUE(contract.ok()) << contract.status();
  EXPECT_EQ(
      FormatContract(*contract),
      "full, nan any, inf any, subnormal flush, exact -0x0p+0=-0x0p+0, exact inf=0x1p+0, exact nan=nan, odd, "
      "monotonic, at most 1.5 ULP");
  EXPECT_TRUE(std::signbit(contract->exact[0].x));
}

// The functions that are monotonic: just inside results are finite, and normal where f comes close to zero
// only towards the end; one step outside is not finite, not normal or not a normal input.
TEST(ContractTest, FiniteDomainsEndWhereResultsAreNoLongerNormal) {
  for (const Target& target : Targets()) {
    const absl::StatusOr<Interval> domain = FiniteDomain(target, kFloat32);
    EXPECT_EQ(domain.ok(), target.monotonicity != Monotonicity::kNone) << target.name;
    if (!domain.ok()) {
      EXPECT_THAT(std::string(domain.status().message()), HasSubstr("needs --domain"));
      continue;
    }
    SCOPED_TRACE(std::string(target.name) + " " + FormatInterval(*domain));
    ExactReference exact(target, kFloat32);
    const auto lo = static_cast<float>(domain->lo);
    const auto hi = static_cast<float>(domain->hi);
    EXPECT_LT(lo, hi);
    for (const auto& [end, outside] :
         {std::pair{lo, std::nextafter(lo, -HUGE_VALF)}, std::pair{hi, std::nextafter(hi, HUGE_VALF)}}) {
      EXPECT_TRUE(std::isfinite(exact.Round(end)));
      const float beyond = exact.Round(outside);
      const bool at_limit = !std::isfinite(outside) || !std::isfinite(beyond) ||
                            std::fabs(beyond) < 0x1p-126f || std::fabs(outside) < 0x1p-126f;
      EXPECT_TRUE(at_limit) << std::hexfloat << outside << " " << beyond;
    }
    EXPECT_TRUE(MakeContract(target, {.variant = "finite"}).ok());
  }
  const absl::StatusOr<Interval> exp = FiniteDomain(*FindTarget("exp"), kFloat32);
  EXPECT_EQ(*exp, (Interval{-0x1.5d589ep+6, 0x1.62e42ep+6}));
  const absl::StatusOr<Interval> log = FiniteDomain(*FindTarget("log"), kFloat32);
  EXPECT_EQ(*log, (Interval{0x1p-126, 0x1.fffffep+127}));
}

TEST(ContractTest, MonotonicityMayBeProvedOnADomain) {
  const Target& sin = *FindTarget("sin");
  EXPECT_TRUE(MakeContract(sin, {.variant = "finite", .domain = "[-1,1]", .monotonic = true}).ok());
  EXPECT_FALSE(MakeContract(sin, {.variant = "finite", .domain = "[-2,2]", .monotonic = true}).ok());
}

TEST(ContractTest, SymmetryIsThatOfTheTarget) {
  for (const Target& target : Targets()) {
    const std::string name(target.name);
    const bool odd = name == "sin" || name == "tan" || name == "asin" || name == "atan" || name == "sinh" ||
                     name == "tanh" || name == "erf";
    if (MakeContract(target, {.symmetry = "odd"}).ok()) {
      ExactReference exact(target, kFloat32);
      EXPECT_EQ(exact.Round(0.3f), -exact.Round(-0.3f)) << name;
    } else {
      EXPECT_FALSE(odd) << name;
    }
  }
  EXPECT_TRUE(MakeContract(*FindTarget("cos"), {.symmetry = "even"}).ok());
  EXPECT_FALSE(MakeContract(*FindTarget("sin"), {.symmetry = "even"}).ok());
}

}  // namespace
}  // namespace ulpforge
