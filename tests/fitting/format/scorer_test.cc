#include "fitting/format/scorer.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "gtest/gtest.h"
#include "tests/fitting_format.h"

namespace ulpforge {
namespace {

// The scorer keeps its interpreter; other constants, signs of zeros, integers and programs must not be
// mistaken.
TEST(ScorerTest, MeasuresWhatANewScorerMeasures) {
  const Objective objective = Exp2Objective(ErrorMeasure::kUlp, Ranking::kFromAfar);
  const UlpSamples samples = SamplesOf(objective, 0);
  const Program integers = *Parse(
      "ulpforge program v1\nconst a = 0x1p+23\nint one = 0x3f800000\nt = mul x a\ni = toint t\nj = iadd i "
      "one\ny = frombits "
      "j\n"
      "return y\n");
  std::vector<Program> programs = {Blurred(), Blurred(), Blurred(), Blurred(), integers, integers};
  programs[1].constants[3] = 0x1.c6b08cp-5;
  programs[2].constants[6] = -0.0;
  programs[3].instructions[2].op = OpCode::kAdd;
  programs[3].instructions[2].args = {InstructionOperand(1), InputOperand(), {}};
  programs[5].integers[0] -= 100000;
  Scorer scorer(objective);
  for (const size_t k : {0, 1, 0, 2, 1, 3, 1, 3, 0, 4, 5, 4, 0, 5}) {
    const Score score = scorer.Measure(programs[k], samples);
    const Score fresh = Scorer(objective).Measure(programs[k], samples);
    EXPECT_EQ(score.error, fresh.error) << k;
    EXPECT_EQ(score.mean_square, fresh.mean_square) << k;
  }
}

TEST(ScorerTest, ErrorsAreThoseOfTheMeasure) {
  for (const MeasureInfo& row : MeasureTable()) {
    if (row.counts) continue;
    const Objective objective = Exp2Objective(row.measure);
    const UlpSamples samples = SamplesOf(objective, 0);
    Scorer scorer(objective);
    const Score score = scorer.Measure(Blurred(), samples);
    double largest = 0;
    Interpreter<float> interpreter = *Interpreter<float>::Create(Blurred());
    for (const float x : samples.x) {
      float y = 0;
      interpreter.Run({&x, 1}, {&y, 1});
      largest = std::max(largest, row.error(kFloat32, y, std::exp2(static_cast<double>(x))));
    }
    EXPECT_NEAR(score.error, largest, 1e-7 * largest) << row.name;
    EXPECT_EQ(score.error, scorer.Error(Blurred(), samples));
    const std::vector<double> residuals = scorer.Residuals(samples);
    double worst = 0;
    for (const double residual : residuals) worst = std::max(worst, std::fabs(residual));
    EXPECT_EQ(worst, score.error);
    EXPECT_EQ(scorer.Error(Blurred(), scorer.WorstSamples(samples, 1)), score.error);
  }
}

TEST(ScorerTest, FromAfarTheNearerOfTwoUselessProgramsIsBetter) {
  const char* const by_quality[] = {
      "const a = 1\ny = add x a\n",      // close
      "const a = 30\ny = mul x a\n",     // wrong by a factor of ten
      "const a = 1e+30\ny = mul x a\n",  // by thirty powers of ten
      "const a = -1\ny = sqrt a\n",      // NaN
  };
  for (const ErrorMeasure measure : {ErrorMeasure::kUlp, ErrorMeasure::kRelative, ErrorMeasure::kAbsolute}) {
    const Objective objective = Exp2Objective(measure, Ranking::kFromAfar);
    const UlpSamples samples = SamplesOf(objective, 0);
    Score better;
    for (const char* text : by_quality) {
      const Program program = *Parse(std::string("ulpforge program v1\n") + text + "return y\n");
      const Score score = Scorer(objective).Measure(program, samples);
      EXPECT_TRUE(std::isfinite(score.objective));
      EXPECT_EQ(score.is_close, text == by_quality[0]);
      EXPECT_TRUE(better.IsBetterThan(score)) << text;
      better = score;
    }
  }
}

TEST(ScorerTest, WithTheContractFirstResultsThatAreNotFiniteAreInfinitelyWrong) {
  const Objective objective = Exp2Objective();
  const Program program = *Parse("ulpforge program v1\nconst a = -1\ny = sqrt a\nreturn y\n");
  EXPECT_EQ(Scorer(objective).Measure(program, SamplesOf(objective, 0)).error, INFINITY);
}

// The counts are those of a loop that rounds.
TEST(ScorerTest, CountsResultsThatAreNotCorrectlyRounded) {
  for (const FloatFormat* format : {&kBFloat16, &kFloat16}) {
    Objective objective = Exp2Objective(ErrorMeasure::kMisrounded);
    objective.domain = {-3, 3};
    objective.result = format;
    FastReference reference(*objective.target);
    const std::vector<float> inputs = AllInputs(*format, objective.domain);
    const UlpSamples samples = SamplesAt(objective, reference, inputs);
    ASSERT_EQ(samples.size(), inputs.size());
    Scorer scorer(objective);
    size_t wrong = 0;
    Interpreter<float> interpreter = *Interpreter<float>::Create(Blurred());
    for (const float x : inputs) {
      float y = 0;
      interpreter.Run({&x, 1}, {&y, 1});
      wrong += RoundToFormat(*format, y) != RoundToFormat(*format, std::exp2(static_cast<double>(x))) ? 1 : 0;
    }
    EXPECT_GT(wrong, 10) << format->name;
    EXPECT_LT(wrong, inputs.size() / 2) << format->name;
    const Score score = scorer.Measure(Blurred(), samples);
    EXPECT_EQ(score.error, static_cast<double>(wrong)) << format->name;
    EXPECT_GT(score.objective, score.error);
    EXPECT_LT(score.objective, score.error + 1);
    EXPECT_EQ(scorer.Error(Blurred(), scorer.WorstSamples(samples, 10)), 10);
  }
}

}  // namespace
}  // namespace ulpforge
