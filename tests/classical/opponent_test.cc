#include "classical/opponent.h"

#include <algorithm>
#include <map>
#include <string>

#include "accuracy/dense/dense_check.h"
#include "classical/constructions.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fitting_problem.h"

namespace ulpforge {
namespace {

using enum OpCode;

const std::vector<OpCode> kArithmetic = {kAdd, kSub, kMul, kDiv};

// The smallest fitted error at each op count of the constructions whose description matches.
std::map<int, double> BestByOps(const Problem& problem, int max_ops, const std::string& pattern) {
  Finisher finisher(problem);
  std::map<int, double> best;
  for (const Construction& construction : EnumerateConstructions(problem, max_ops)) {
    if (!testing::Matches(testing::MatchesRegex(pattern))(construction.kind)) continue;
    Program program = construction.program;
    const double error = finisher.Finish(ConstantFormat::kExtended, program);
    const int ops = OpCount(program);
    best[ops] = best.contains(ops) ? std::min(best[ops], error) : error;
  }
  return best;
}

void ExpectErrors(const std::map<int, double>& best, const std::map<int, double>& expected,
                  double tolerance) {
  for (const auto& [ops, error] : expected) {
    ASSERT_TRUE(best.contains(ops)) << ops;
    EXPECT_NEAR(best.at(ops), error, tolerance * error) << ops;
  }
}

// The columns "minimax polynomial (+ squarings)" and "J-fraction (+ squarings)" for exp2 were computed in 60
// digits by other programs.
TEST(ClassicalTest, PolynomialsForExp2) {
  ExpectErrors(
      BestByOps(ProblemOf("exp2"), 12, "minimax polynomial degree [0-9]*, Horner(, [0-9]* squarings*)*"),
      {{2, 2.98e-2},
       {3, 1.50e-2},
       {4, 1.73e-3},
       {5, 4.33e-4},
       {6, 7.48e-5},
       {7, 9.38e-6},
       {8, 1.17e-6},
       {9, 1.47e-7},
       {10, 1.02e-8},
       {11, 6.36e-10},
       {12, 3.97e-11}},
      0.005);
}

TEST(ClassicalTest, JFractionsForExp2) {
  std::map<int, double> best;
  for (const char* type : {"1,1", "2,2", "3,3"}) {
    const std::string pattern =
        std::string("rational minimax .") + type + "., continued fraction(, [0-9]* squarings*)*";
    for (const auto& [ops, error] : BestByOps(ProblemOf("exp2"), 12, pattern)) {
      best[ops] = best.contains(ops) ? std::min(best[ops], error) : error;
    }
  }
  ExpectErrors(best,
               {{3, 8.67e-4},
                {4, 2.17e-4},
                {5, 5.42e-5},
                {6, 4.34e-7},
                {7, 2.71e-8},
                {8, 1.70e-9},
                {9, 9.31e-11},
                {10, 1.46e-12},
                {11, 2.27e-14},
                {12, 3.55e-16}},
               0.005);
}

// Sollya 8: remez(f, d, I), with odd or even monomials and the weight 1/f where it says so, and dirtyinfnorm
// of the difference.
TEST(ClassicalTest, PolynomialsAgreeWithSollya) {
  struct Sollya {
    const char* target;
    const char* domain;
    const char* measure;
    const char* form;
    std::map<int, double> errors;
  };
  const Sollya cases[] = {
      {"log2",
       "[1,2]",
       "absolute",
       "",
       {{2, 4.30356660e-2}, {4, 4.93975999e-3}, {6, 6.37118900e-4}, {8, 8.75919244e-5}}},
      {"cos",
       "[0,0.7853981633974483]",
       "absolute",
       "",
       {{2, 3.51888113e-2}, {4, 9.69626437e-4}, {6, 1.13584364e-4}}},
      {"cos",
       "[0,0.7853981633974483]",
       "absolute",
       ", R.x.2.",
       {{3, 1.92150099e-3}, {5, 9.96504480e-6}, {7, 2.75766932e-8}}},
      {"erf",
       "(0,2]",
       "relative",
       ", x R.x.2.",
       {{4, 9.28039723e-2}, {6, 1.87848587e-2}, {8, 3.27449001e-3}}},
      {"sin",
       "(0,1.5707963267948966]",
       "relative",
       ", x R.x.2.",
       {{4, 7.21227101e-3}, {6, 1.08178744e-4}, {8, 9.39102837e-7}}},
  };
  for (const Sollya& sollya : cases) {
    if (FindTarget(sollya.target) == nullptr) continue;
    SCOPED_TRACE(std::string(sollya.target) + sollya.form);
    const absl::StatusOr<Problem> problem = MakeProblem(sollya.target, sollya.domain, sollya.measure);
    ASSERT_TRUE(problem.ok()) << problem.status();
    const std::string pattern = std::string("minimax polynomial degree [0-9]*, Horner") + sollya.form;
    ExpectErrors(BestByOps(*problem, 8, pattern), sollya.errors, 1e-5);
  }
}

// (S + x) / (S - x) with S = R(x^2) as in fdlibm, where the published program of 10 ops (arXiv 2312.08472)
// has an error of 3.55e-15.
TEST(OpponentTest, ExponentialFunctionsAreSymmetric) {
  const Problem problem = ProblemOf("exp2");
  const std::vector<Opponent> best = BestConstructions(problem, {.max_ops = 10, .ops = kArithmetic});
  ASSERT_EQ(best.size(), 9);
  std::map<int, double> errors;
  for (const Opponent& opponent : best) {
    EXPECT_TRUE(HasDoubleConstants(opponent.program));
    EXPECT_LT(opponent.error, errors.empty() ? 1 : errors.rbegin()->second);
    errors[OpCount(opponent.program)] = opponent.error;
    const auto other_points =
        CheckReal(opponent.program, problem, {.points = 3000, .points_per_binade = 0, .plan = 1});
    ASSERT_TRUE(other_points.ok());
    EXPECT_NEAR(other_points->error, opponent.error, 1e-3 * opponent.error);
  }
  EXPECT_NEAR(errors[5], 4.34e-6, 0.01e-6);
  EXPECT_NEAR(errors[6], 2.73e-7, 0.01e-7);
  EXPECT_LT(errors[10], 1.8e-15);
}

TEST(OpponentTest, ExtendedConstantsAreNoWorse) {
  const Problem problem = ProblemOf("exp2");
  const auto rounded = BestConstructions(problem, {.max_ops = 11, .ops = kArithmetic});
  const auto extended =
      BestConstructions(problem, {.max_ops = 11, .ops = kArithmetic, .constants = ConstantFormat::kExtended});
  ASSERT_EQ(OpCount(extended.back().program), 11);
  EXPECT_LT(extended.back().error, 2e-18);
  EXPECT_GT(rounded.back().error, extended.back().error);
}

TEST(OpponentTest, UsesTheAllowedOpsOnly) {
  const Problem problem = ProblemOf("log2");
  const auto polynomials = BestConstructions(problem, {.max_ops = 8, .ops = {kAdd, kMul}});
  ASSERT_EQ(polynomials.size(), 4);
  for (const Opponent& opponent : polynomials)
    EXPECT_THAT(opponent.kind, testing::StartsWith("minimax polynomial"));
  std::vector<OpCode> with_roots = kArithmetic;
  with_roots.push_back(kSqrt);
  const auto roots = BestConstructions(problem, {.max_ops = 4, .ops = with_roots});
  EXPECT_THAT(roots.back().kind, testing::HasSubstr("x^(1/2)"));
}

TEST(OpponentTest, AllConstructionsContainTheBest) {
  const Problem problem = ProblemOf("log");
  const OpponentOptions options = {.max_ops = 5, .ops = kArithmetic};
  const auto all = AllConstructions(problem, options);
  const auto best = BestConstructions(problem, options);
  EXPECT_GT(all.size(), 3 * best.size());
  for (size_t k = 1; k < all.size(); ++k) EXPECT_LE(OpCount(all[k - 1].program), OpCount(all[k].program));
  for (const Opponent& opponent : best) {
    const auto first = std::find_if(all.begin(), all.end(), [&](const Opponent& other) {
      return OpCount(other.program) == OpCount(opponent.program);
    });
    EXPECT_EQ(first->error, opponent.error);
    EXPECT_EQ(first->program, opponent.program);
  }
  for (const char* kind : {"Taylor", "Pade", "minimax polynomial", "rational minimax"}) {
    EXPECT_TRUE(
        std::any_of(all.begin(), all.end(), [&](const Opponent& o) { return o.kind.starts_with(kind); }));
  }
}

}  // namespace
}  // namespace ulpforge
