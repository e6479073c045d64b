#include "fitting/real/scaling.h"

#include <bit>
#include <cmath>

#include "dsl/canonical.h"
#include "dsl/interpreter.h"
#include "fitting/real/tape.h"
#include "gtest/gtest.h"
#include "tests/fitting_problem.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

double Value(const Program& program, double x) {
  double y = 0;
  Interpreter<double>::Create(program)->Run({&x, 1}, {&y, 1});
  return y;
}

TEST(ScalingTest, WeightsOfThePublishedShape) {
  // t = x + a/x, e + d / (t + b/t + c), squared three times.
  EXPECT_EQ(ScalingWeights(PublishedShape()), (std::vector<double>{2, 2, 1, 1, 0}));
}

TEST(ScalingTest, SumsOfDifferentPowersHaveNone) {
  EXPECT_EQ(ScalingWeights(ParseOrDie("v0 = mul x x\nv1 = add v0 x\nreturn v1\n")), std::nullopt);
  EXPECT_EQ(ScalingWeights(ParseOrDie("v0 = add x x\nreturn v0\n")), std::nullopt);
  EXPECT_EQ(ScalingWeights(ParseOrDie("const a = 3\nv0 = add x a\nv1 = floor v0\nreturn v1\n")),
            std::nullopt);
}

TEST(ScalingTest, RootsHaveHalves) {
  const Program program = ParseOrDie("const a = 3\nv0 = sqrt x\nv1 = mul v0 a\nreturn v1\n");
  EXPECT_EQ(ScalingWeights(program), (std::vector<double>{-0.5}));
  EXPECT_EQ(ScalingFactors({-0.5}, 1), (std::vector<double>{std::sqrt(2.0) / 2}));
  EXPECT_EQ(ScalingFactors({-0.5, 3}, -2), (std::vector<double>{2, 1.0 / 64}));
}

TEST(ScalingTest, TheOutputMayBeWhatScales) {
  const Units amplitude = {.input = 0, .output = 1};
  const Program fraction = ParseOrDie(
      "const a = 3\nconst b = 5\nconst c = 7\nv0 = add x a\nv1 = div b v0\nv2 = add v1 c\nreturn v2\n");
  EXPECT_EQ(ScalingWeights(fraction, amplitude), (std::vector<double>{0, 1, 1}));
  EXPECT_EQ(ScalingWeights(ParseOrDie("v0 = mul x x\nreturn v0\n"), amplitude), std::nullopt);
}

// Powers of two change no rounding, so p(2 x) with scaled constants is p(x) to the bit.
TEST(ScalingTest, ScaledConstantsUndoAScaledInput) {
  Rng rng(3);
  int scaled = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    Program program = Canonicalize(FoldConstants(testing::RandomProgram(
        rng,
        {.ops = {OpCode::kAdd, OpCode::kSub, OpCode::kMul, OpCode::kDiv, OpCode::kFma}, .instructions = 7})));
    if (!Tape::Accepts(program)) continue;
    const auto weights = ScalingWeights(program);
    if (!weights) continue;
    const bool whole =
        std::all_of(weights->begin(), weights->end(), [](double w) { return w == std::floor(w); });
    if (!whole) continue;
    for (Extended& constant : program.constants) constant = rng.Uniform() - 0.5;
    const double x = 1 + rng.Uniform();
    const double before = Value(program, x);
    const std::vector<double> factors = ScalingFactors(*weights, 1);
    for (size_t k = 0; k < factors.size(); ++k) program.constants[k] *= factors[k];
    const double after = Value(program, 2 * x);
    if (std::isnan(before)) continue;
    ++scaled;
    ASSERT_EQ(std::bit_cast<uint64_t>(before), std::bit_cast<uint64_t>(after)) << trial;
  }
  EXPECT_GT(scaled, 200);
}

}  // namespace
}  // namespace ulpforge
