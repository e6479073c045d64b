#include "targets/register_target.h"

#include <cmath>
#include <limits>

#include "accuracy/proof/certified_bound.h"
#include "accuracy/reference/direction.h"
#include "dsl/text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

CustomTarget Dilogarithm(std::string name) {
  return {.name = std::move(name),
          .description = "dilogarithm of x",
          .domain = {.lo = 0, .hi = 0.5, .lo_open = true},
          .reference = &mpfr_li2,
          .reference_name = "mpfr_li2"};
}

const Target& Registered() {
  static const absl::Status status = RegisterTarget(Dilogarithm("li2"));
  EXPECT_TRUE(status.ok()) << status;
  return *FindTarget("li2");
}

TEST(RegisterTargetTest, IsATargetLikeTheOthers) {
  const Target& target = Registered();
  EXPECT_EQ(&Targets().back(), &target);
  const Problem problem = *MakeProblem("li2", "", "");
  EXPECT_EQ(FormatInterval(problem.domain), "(0,0.5]");
  // Li2(1/2) = pi^2 / 12 - log(2)^2 / 2 (DLMF 25.12.6).
  EXPECT_NEAR(ReferenceValue(target, 0.5).hi, M_PI * M_PI / 12 - M_LN2 * M_LN2 / 2, 1e-15);
}

TEST(RegisterTargetTest, WithoutASeriesNothingIsProved) {
  EXPECT_EQ(DirectionBetween(Registered(), 0.25, 0.5), Direction::kUnknown);
  const Program line = *Parse("ulpforge program v1\nconst c = 1\nv = mul x c\nreturn v\n");
  const absl::Status status = Certify(line, *MakeProblem("li2", "", "")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(std::string(status.message()), HasSubstr("li2: it was registered without a power series"));
}

TEST(RegisterTargetTest, WithASeriesBoundsAreProved) {
  CustomTarget sine = Dilogarithm("own_sine");
  sine.reference = &mpfr_sin;
  sine.series = &Series<&arb_poly_sin_series>;
  ASSERT_TRUE(RegisterTarget(sine).ok());
  const Program line = *Parse("ulpforge program v1\nconst c = 0x1.fp-1\nv = mul x c\nreturn v\n");
  const absl::StatusOr<CertifiedBound> own = Certify(line, *MakeProblem("own_sine", "", ""));
  const absl::StatusOr<CertifiedBound> known = Certify(line, *MakeProblem("sin", "(0,0.5]", "relative"));
  ASSERT_TRUE(own.ok() && known.ok()) << own.status();
  EXPECT_EQ(own->bound, known->bound);
}

TEST(RegisterTargetTest, RefusesWhatMakesNoSense) {
  Registered();
  const auto error = [](auto change) {
    CustomTarget target = Dilogarithm("another");
    change(target);
    const size_t count = Targets().size();
    const absl::Status status = RegisterTarget(target);
    EXPECT_EQ(Targets().size(), count);
    return std::string(status.message());
  };
  EXPECT_THAT(error([](CustomTarget& t) { t.name = "li2"; }), HasSubstr("there is a target of this name"));
  EXPECT_THAT(error([](CustomTarget& t) { t.name = "exp2"; }), HasSubstr("there is a target of this name"));
  EXPECT_THAT(error([](CustomTarget& t) { t.name = "x"; }), HasSubstr("is not x"));
  EXPECT_THAT(error([](CustomTarget& t) { t.name = "f(x)"; }), HasSubstr("lower-case letters"));
  EXPECT_THAT(error([](CustomTarget& t) { t.reference = nullptr; }), HasSubstr("no reference"));
  EXPECT_THAT(error([](CustomTarget& t) { t.domain.hi = 0; }), HasSubstr("is empty"));
  EXPECT_THAT(error([](CustomTarget& t) { t.domain.lo = NAN; }), HasSubstr("not finite"));
  EXPECT_THAT(error([](CustomTarget& t) { t.defined.lo = 0.25; }),
              HasSubstr("where the function is defined"));
  EXPECT_EQ(FindTarget("another"), nullptr);
}

}  // namespace
}  // namespace ulpforge
