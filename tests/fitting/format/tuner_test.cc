#include "fitting/format/tuner.h"

#include <cmath>
#include <vector>

#include "dsl/numbers/ordinal.h"
#include "gtest/gtest.h"
#include "tests/fitting_format.h"

namespace ulpforge {
namespace {

TEST(TunableTest, OrdinalsAreThoseOfTheFloats) {
  Program program{.constants = {1, -0.0, 0x1.fffffep127}, .integers = {23, -5}};
  EXPECT_EQ(Ordinal(kFloat32, program, {false, 0}), 0x3f800000);
  SetOrdinal(kFloat32, {false, 0}, 0x3f800001, program);
  EXPECT_EQ(program.constants[0].hi, 0x1.000002p0);
  EXPECT_EQ(Ordinal(kFloat32, program, {false, 1}), 0);
  SetOrdinal(kFloat32, {false, 1}, -1, program);
  EXPECT_EQ(program.constants[1].hi, -0x1p-149);
  const int64_t last = Ordinal(kFloat32, program, {false, 2});
  SetOrdinal(kFloat32, {false, 2}, last + 10, program);
  EXPECT_EQ(program.constants[2].hi, 0x1.fffffep127);
  SetOrdinal(kFloat32, {true, 1}, int64_t{1} << 40, program);
  EXPECT_EQ(program.integers[1], 0x7fffffff);
  for (const float x : {-1.0F, -0x1p-149F, 0.0F, 0x1p-149F, 3.5F}) {
    EXPECT_EQ(FromOrdinal<float>(ToOrdinal(x)), x);
    EXPECT_EQ(FromOrdinal<float>(ToOrdinal(x) + 1), std::nextafter(x, INFINITY));
  }
}

TEST(TunableTest, ShiftCountsAreNot) {
  const Program program = *Parse(
      "ulpforge program v1\nconst a = 2\nint count = 3\nint seven = 7\ni = bits x\nj = shl i count\nk = iadd "
      "j seven\ny = frombits k\nz = mul y a\n"
      "return z\n");
  const std::vector<TunableNumber> expected = {{false, 0}, {true, 1}};
  EXPECT_EQ(TunableNumbers(program), expected);
}

TEST(TunerTest, FindsBackLostConstants) {
  const Objective objective = Exp2Objective();
  const UlpSamples samples = SamplesOf(objective, 0), others = SamplesOf(objective, 1);
  Scorer scorer(objective);
  Program program = Blurred();
  EXPECT_GT(scorer.Measure(program, samples).error, 2);
  const Score score = Tuner(objective).Tune(samples, TunableNumbers(program), kTuneLastPlaces, program);
  EXPECT_LT(score.error, 1.3);  // unrounded and in exact arithmetic, that polynomial has 1.9
  EXPECT_EQ(score.error, scorer.Measure(program, samples).error);
  EXPECT_LT(scorer.Measure(program, others).error, 1.4);
}

TEST(TunerTest, OnlyTheGivenConstantsMoveAndAllAreFloats) {
  const Objective objective = Exp2Objective();
  Program program = Blurred();
  const Program before = program;
  const std::vector<TunableNumber> some = {{false, 5}, {false, 6}};
  Tuner(objective).Tune(SamplesOf(objective, 0), some, kTuneLastPlaces, program);
  for (size_t k = 0; k < program.constants.size(); ++k) {
    EXPECT_EQ(static_cast<double>(static_cast<float>(program.constants[k].hi)), program.constants[k].hi);
    if (k < 5) {
      EXPECT_EQ(program.constants[k], before.constants[k]);
    }
  }
  EXPECT_NE(program.constants[6], before.constants[6]);
}

TEST(TunerTest, TheContractComesBeforeTheError) {
  Objective objective = Exp2Objective();
  const absl::StatusOr<Contract> contract =
      MakeContract(*objective.target, {.variant = "finite", .domain = "[-0.5,0.5]", .exact = {"0=1"}});
  ASSERT_TRUE(contract.ok()) << contract.status();
  objective.points = std::make_shared<ContractPoints>(*objective.target, *contract);
  Program program = Blurred();
  const UlpSamples samples = SamplesOf(objective, 0);
  EXPECT_GT(Scorer(objective).Measure(program, samples).violations, 0u);
  const std::vector<TunableNumber> numbers = TunableNumbers(program);
  EXPECT_EQ(Tuner(objective).Tune(samples, numbers, kTuneLastPlaces, program).violations, 0u);
}

// The minimax error of degree 2 on [-1/2,1/2] is 1.7e-3 (Remez, in any textbook).
TEST(TunerTest, FromAfarItFindsMinimaxPolynomials) {
  for (const ErrorMeasure measure : {ErrorMeasure::kRelative, ErrorMeasure::kAbsolute}) {
    const Objective objective = Exp2Objective(measure, Ranking::kFromAfar);
    const UlpSamples samples = SamplesOf(objective, 0, 1003);  // not a multiple of 8
    Program program = *Parse(
        "ulpforge program v1\nconst a = 0.3\nconst b = 0.6\nconst c = 1.1\np = fma x a b\nq = fma p x "
        "c\nreturn q\n");
    Tuner tuner(objective);
    const Score first = tuner.TakeMinimaxSteps(samples, 3, program);
    EXPECT_LT(first.error, 2e-3);
    EXPECT_GT(first.error, 1.5e-3);
    const Score tuned = tuner.Tune(samples, TunableNumbers(program), kTuneFromAfar, program);
    EXPECT_LE(tuned.objective, first.objective);
    EXPECT_EQ(tuned.error, Scorer(objective).Measure(program, samples).error);
  }
}

TEST(TunerTest, RandomMovesAreAsGoodOrBetter) {
  const Objective objective = Exp2Objective(ErrorMeasure::kRelative, Ranking::kFromAfar);
  const UlpSamples samples = SamplesOf(objective, 0, 64);
  Program program = *Parse("ulpforge program v1\nconst a = 100\nconst b = 7\np = fma x a b\nreturn p\n");
  const Score first = Scorer(objective).Measure(program, samples);
  EXPECT_FALSE(first.is_close);
  Score score = first;
  Rng rng(1);
  const auto draw = [](bool, Rng& r) { return static_cast<int64_t>(r.Below(0x7f800000)); };
  for (int k = 0; k < 40; ++k) {
    const Score moved = Tuner(objective).TryRandomMoves(samples, 24, draw, rng, program);
    EXPECT_LE(moved.objective, score.objective);
    EXPECT_EQ(moved.objective, Scorer(objective).Measure(program, samples).objective);
    score = moved;
  }
  EXPECT_LT(score.error, first.error / 10);
}

}  // namespace
}  // namespace ulpforge
