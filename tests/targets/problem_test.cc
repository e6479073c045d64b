#include "targets/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <string>

#include "base/nearest_name.h"
#include "base/rng.h"
#include "targets/function_check.h"

namespace ulpforge {
namespace {

using testing::AllOf;
using testing::HasSubstr;

Interval MustParse(std::string_view text) {
  const auto interval = ParseInterval(text);
  EXPECT_TRUE(interval.ok()) << interval.status();
  return interval.ok() ? *interval : Interval{};
}

std::string ParseError(std::string_view text) {
  const auto interval = ParseInterval(text);
  EXPECT_EQ(interval.status().code(), absl::StatusCode::kInvalidArgument) << text;
  return std::string(interval.status().message());
}

TEST(NearestName, FindsWhatWasMeant) {
  constexpr std::array<std::string_view, 5> kNames = {"exp2", "exp", "log2", "log", "relative"};
  EXPECT_EQ(NearestName("epx2", kNames), "exp2");
  EXPECT_EQ(NearestName("EXP", kNames), "exp");
  EXPECT_EQ(NearestName("lgo", kNames), "log");
  EXPECT_EQ(NearestName("logg2", kNames), "log2");
  EXPECT_EQ(NearestName("relaitve", kNames), "relative");
  EXPECT_EQ(NearestName("relativ", kNames), "relative");
  EXPECT_EQ(NearestName("log22", kNames), "log2");
  EXPECT_EQ(NearestName("log2inv", kNames), "");  // another function
  EXPECT_EQ(NearestName("sqrt", kNames), "");
  EXPECT_EQ(NearestName("", kNames), "");
  EXPECT_EQ(NearestName("exp", {}), "");
}

TEST(ParseInterval, AllForms) {
  EXPECT_EQ(MustParse("(0,1]"), (Interval{0, 1, true, false}));
  EXPECT_EQ(MustParse("[-0.5, 0.5]"), (Interval{-0.5, 0.5, false, false}));
  EXPECT_EQ(MustParse("[0x1p-3,2)"), (Interval{0.125, 2, false, true}));
  EXPECT_EQ(MustParse("  (\t-0X1.8p+1 , +1e3 ) "), (Interval{-3, 1000, true, true}));
  EXPECT_EQ(MustParse("[.5,5.]"), (Interval{0.5, 5, false, false}));
  EXPECT_FALSE(std::signbit(MustParse("[-0,1]").lo));
}

TEST(ParseInterval, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(ParseError(""), HasSubstr("expected '(' or '[' at column 1, found the end"));
  EXPECT_THAT(ParseError("0,1"), HasSubstr("expected '(' or '[' at column 1, found '0'"));
  EXPECT_THAT(ParseError("(0;1]"), HasSubstr("expected ',' at column 3, found ';'"));
  EXPECT_THAT(ParseError("(,1]"), HasSubstr("expected a number at column 2, found ','"));
  EXPECT_THAT(ParseError("(--1,1]"), HasSubstr("expected a number"));
  EXPECT_THAT(ParseError("(0x,1]"), HasSubstr("expected a number"));
  EXPECT_THAT(ParseError("(0x-1,1]"), HasSubstr("expected a number"));
  EXPECT_THAT(ParseError("(0,1"), HasSubstr("expected ')' or ']' at column 5, found the end"));
  EXPECT_THAT(ParseError("(0,1] x"), HasSubstr("expected the end at column 7, found 'x'"));
  EXPECT_THAT(ParseError("(0,inf)"), HasSubstr("'inf' is no finite number"));
  EXPECT_THAT(ParseError("(-nan,1)"), HasSubstr("'-nan' is no finite number"));
  EXPECT_THAT(ParseError("(0,1e999)"), HasSubstr("'1e999' is out of the range of double"));
  EXPECT_THAT(ParseError("[1,1]"), HasSubstr("interval is empty"));
  EXPECT_THAT(ParseError("[2,1]"), HasSubstr("interval is empty"));
  EXPECT_THAT(ParseError("(0;1]"), AllOf(HasSubstr("domain '(0;1]'"), HasSubstr("such as")));
}

TEST(FormatInterval, RoundTrips) {
  EXPECT_EQ(FormatInterval({0, 1, true, false}), "(0,1]");
  EXPECT_EQ(FormatInterval({-0.1, 0.1, false, true}), "[-0.1,0.1)");
  Rng rng(5);
  for (int i = 0; i < 10000; ++i) {
    Interval interval{std::bit_cast<double>(rng.Next()), std::bit_cast<double>(rng.Next()), rng.Chance(0.5),
                      rng.Chance(0.5)};
    if (interval.hi < interval.lo) std::swap(interval.lo, interval.hi);
    if (!std::isfinite(interval.lo) || !std::isfinite(interval.hi) || interval.lo == interval.hi) continue;
    ASSERT_EQ(MustParse(FormatInterval(interval)), interval) << FormatInterval(interval);
  }
}

std::string ProblemError(std::string_view target, std::string_view domain, std::string_view measure) {
  const auto problem = MakeProblem(target, domain, measure);
  EXPECT_FALSE(problem.ok()) << target << domain << measure;
  EXPECT_THAT(problem.status().message(), testing::Not(HasSubstr("\n")));
  return std::string(problem.status().message());
}

TEST(MakeProblem, TakesWhatTheUserChose) {
  const auto problem = MakeProblem("log", "[1.5,3)", "relative");
  ASSERT_TRUE(problem.ok()) << problem.status();
  EXPECT_EQ(problem->target, FindTarget("log"));
  EXPECT_EQ(problem->domain, (Interval{1.5, 3, false, true}));
  EXPECT_EQ(problem->measure, Measure::kRelative);
}

TEST(MakeProblem, UnknownNames) {
  EXPECT_EQ(MakeProblem("epx2", "", "").status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(ProblemError("epx2", "", ""), HasSubstr("unknown target 'epx2'; did you mean 'exp2'?"));
  EXPECT_THAT(ProblemError("quux", "", ""), HasSubstr("expected one of exp2, exp, expm1, "));
  EXPECT_THAT(ProblemError("exp", "", "rel"),
              HasSubstr("unknown measure 'rel'; expected relative or absolute"));
  EXPECT_THAT(ProblemError("exp", "(0,1", ""), HasSubstr("expected ')' or ']'"));
}

TEST(MakeProblem, RefusesWhereTheFunctionIsNotFinite) {
  EXPECT_THAT(ProblemError("log", "(-1,1)", ""), HasSubstr("log is not finite, or not bounded, at x = "));
  EXPECT_THAT(ProblemError("log2", "[0,1]", ""), HasSubstr("at x = 0;"));
  EXPECT_THAT(ProblemError("log2", "(0,1]", ""), HasSubstr("at x = 0;"));
  EXPECT_THAT(ProblemError("exp", "[0,1000]", "absolute"), HasSubstr("not finite"));
  EXPECT_TRUE(MakeProblem("log2", "[1e-3,1]", "").ok());
}

TEST(MakeProblem, RefusesRelativeErrorAtAZero) {
  EXPECT_THAT(ProblemError("log", "[1,2]", "relative"),
              AllOf(HasSubstr("log is zero at x = 1,"), HasSubstr("--measure absolute")));
  EXPECT_THAT(ProblemError("log", "[0.37,2.1]", "relative"), HasSubstr("log is zero at x = 1,"));
  EXPECT_THAT(ProblemError("exp", "[-1000,0]", "relative"), HasSubstr("all but zero"));
  EXPECT_TRUE(MakeProblem("log", "(1,2]", "relative").ok());  // the limit of p / f can exist
  EXPECT_TRUE(MakeProblem("log", "[0.5,1)", "relative").ok());
  EXPECT_TRUE(MakeProblem("log", "[0.37,2.1]", "absolute").ok());
}

TEST(MakeProblem, RefusesWhatEachFunctionCannotDo) {
  EXPECT_THAT(ProblemError("tan", "[0.5,3]", ""), HasSubstr("not bounded, at x = 1.5708;"));
  EXPECT_THAT(ProblemError("asin", "[0.5,1.5]", ""), HasSubstr("asin is not finite"));
  EXPECT_THAT(ProblemError("log1p", "(-1,1]", "absolute"), HasSubstr("at x = -1;"));
  EXPECT_THAT(ProblemError("bessel_i_half", "[-1,1]", ""), HasSubstr("bessel_i_half is not finite"));
  EXPECT_THAT(ProblemError("sin", "[0,1]", ""), HasSubstr("sin is zero at x = 0,"));
  EXPECT_THAT(ProblemError("cos", "[0,2]", "relative"), HasSubstr("cos is zero at x = 1.5708,"));
  EXPECT_THAT(ProblemError("airy_ai_7x", "", "relative"), HasSubstr("airy_ai_7x is zero at x = 0.334015,"));
  EXPECT_TRUE(MakeProblem("asin", "[-1,1]", "absolute").ok());
  EXPECT_TRUE(MakeProblem("airy_ai_7x", "[0,0.3]", "relative").ok());
}

TEST(MakeProblem, RefusesTooNarrowDomains) {
  EXPECT_THAT(ProblemError("exp", "[1,1.0000000000000002]", ""), HasSubstr("too narrow"));
  EXPECT_TRUE(MakeProblem("exp", "[1,1.000001]", "").ok());
  EXPECT_TRUE(MakeProblem("exp", "[0,1e-100]", "").ok());
}

// Functions with the difficulties that rows have in some domain, or may have.
int Tan(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) { return mpfr_tan(y, x, r); }
int Expm1(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) { return mpfr_expm1(y, x, r); }
int SinOverX(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) {
  mpfr_sin(y, x, r);
  return mpfr_div(y, y, x, r);
}
int InverseSquareOfLog(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) {
  mpfr_log(y, x, r);
  mpfr_sqr(y, y, r);
  return mpfr_ui_div(y, 1, y, r);
}
int SquareOfLog(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) {
  mpfr_log(y, x, r);
  return mpfr_sqr(y, y, r);
}

absl::Status Check(int (*f)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t), std::string_view domain, Measure measure) {
  const Target target{"f", "", {}, measure, f, ""};
  return CheckFunction(Problem{&target, MustParse(domain), measure});
}

TEST(CheckFunction, PolesInside) {
  EXPECT_THAT(Check(Tan, "[0.1,3]", Measure::kAbsolute).message(), HasSubstr("at x = 1.5708;"));
  EXPECT_THAT(Check(InverseSquareOfLog, "[0.3,1.7]", Measure::kRelative).message(), HasSubstr("at x = 1;"));
  EXPECT_TRUE(Check(Tan, "[0.1,1.5]", Measure::kRelative).ok());
}

TEST(CheckFunction, ZerosInside) {
  EXPECT_THAT(Check(SquareOfLog, "[0.3,1.7]", Measure::kRelative).message(), HasSubstr("zero at x = 1,"));
  EXPECT_TRUE(Check(SquareOfLog, "[0.3,1.7]", Measure::kAbsolute).ok());
  EXPECT_THAT(Check(Expm1, "[-1,1]", Measure::kRelative).message(), HasSubstr("zero at x = 0,"));
  EXPECT_THAT(Check(Tan, "[3,4]", Measure::kRelative).message(), HasSubstr("zero at x = 3.14159,"));
}

TEST(CheckFunction, OpenEnds) {
  EXPECT_TRUE(Check(Expm1, "(0,1]", Measure::kRelative).ok());
  EXPECT_TRUE(Check(SinOverX, "(0,1]", Measure::kRelative).ok());
  EXPECT_FALSE(Check(SinOverX, "[0,1]", Measure::kRelative).ok());
  EXPECT_FALSE(Check(InverseSquareOfLog, "(1,2]", Measure::kRelative).ok());
}

}  // namespace
}  // namespace ulpforge
