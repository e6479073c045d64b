#include "fitting/real/tape.h"

#include <bit>
#include <cmath>

#include "accuracy/dense/samples.h"
#include "dsl/canonical.h"
#include "dsl/interpreter.h"
#include "fitting/real/model.h"
#include "hashing/field_tape.h"
#include "tests/fitting_problem.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

constexpr size_t kPoints = 32;

// Programs over all real ops that a tape accepts, canonical.
std::vector<Program> RandomTapePrograms(size_t count) {
  std::vector<Program> programs;
  Rng rng(7);
  while (programs.size() < count) {
    Program program = Canonicalize(
        FoldConstants(testing::RandomProgram(rng, {.ops = testing::RealOps(), .instructions = 8})));
    if (Tape::Accepts(program) && !program.constants.empty()) programs.push_back(std::move(program));
  }
  return programs;
}

TEST(TapeTest, ValuesAreThoseOfTheInterpreterBitForBit) {
  const FitPoints points(FitSamples(ProblemOf("exp2"), kPoints));
  TapeWorkspace workspace(kPoints);
  for (const Program& program : RandomTapePrograms(200)) {
    std::vector<double> constants, expected(kPoints);
    for (const Extended& c : program.constants) constants.push_back(c.hi);
    const double* values = Tape(program).Evaluate(points.x.data(), constants.data(), workspace);
    Interpreter<double>::Create(program)->Run(points.x, expected);
    for (size_t i = 0; i < kPoints; ++i) {
      if (std::isnan(expected[i])) {
        EXPECT_TRUE(std::isnan(values[i]));
      } else {
        EXPECT_EQ(std::bit_cast<uint64_t>(values[i]), std::bit_cast<uint64_t>(expected[i]));
      }
    }
  }
}

TEST(TapeTest, DerivativesAgreeWithExtendedDifferences) {
  const FitPoints points(FitSamples(ProblemOf("exp2"), kPoints));
  TapeWorkspace workspace(kPoints);
  const std::vector<double> ones(kPoints, 1.0);
  size_t compared = 0;
  for (const Program& program : RandomTapePrograms(200)) {
    const Tape tape(program);
    const size_t n = program.constants.size();
    std::vector<double> constants, jacobian(n * kPoints);
    for (const Extended& c : program.constants) constants.push_back(c.hi);
    tape.Differentiate(points.x.data(), constants.data(), ones.data(), workspace, jacobian.data());
    for (size_t k = 0; k < n; ++k) {
      const double step = std::ldexp(std::fabs(constants[k]) + 0x1p-30, -40);
      std::vector<Extended> up(constants.begin(), constants.end()), down = up;
      up[k] += step;
      down[k] -= step;
      std::vector<Extended> above(kPoints);
      std::copy_n(tape.Evaluate(points.extended_x.data(), up.data(), workspace), kPoints, above.begin());
      const Extended* below = tape.Evaluate(points.extended_x.data(), down.data(), workspace);
      for (size_t i = 0; i < kPoints; ++i) {
        const double expected = (above[i] - below[i]).hi / (2 * step);
        const double size = std::fabs(above[i].hi);
        if (!std::isfinite(expected) || !std::isfinite(jacobian[k * kPoints + i])) continue;
        if (std::fabs(expected) < 1e-6 * size || std::fabs(expected) > 1e6 * (1 + size)) continue;
        // Kinks of abs, min, max, round and floor may lie between the two values; they are rare.
        compared += std::fabs(jacobian[k * kPoints + i] - expected) <= 1e-5 * std::fabs(expected);
        if (std::fabs(jacobian[k * kPoints + i] - expected) > 1e-5 * std::fabs(expected)) {
          EXPECT_FALSE(IsFieldProgram(program)) << Format(program);
        }
      }
    }
  }
  EXPECT_GT(compared, 3000u);
}

TEST(TapeTest, RefusesWhatItCannotRun) {
  EXPECT_TRUE(Tape::Accepts(Cubic()));
  EXPECT_FALSE(Tape::Accepts(ParseOrDie("return x\n")));
  EXPECT_FALSE(Tape::Accepts(ParseOrDie("v0 = bits x\nv1 = frombits v0\nreturn v1\n")));
  EXPECT_FALSE(Tape::Accepts(ParseOrDie("v0 = mul x x\nv1 = mul v0 x\nreturn v0\n")));
  Program longer = ParseOrDie("v0 = mul x x\nreturn v0\n");
  while (longer.instructions.size() <= kMaxTapeSteps) longer.instructions.push_back(longer.instructions[0]);
  longer.output = InstructionOperand(longer.instructions.size() - 1);
  EXPECT_FALSE(Tape::Accepts(longer));
}

}  // namespace
}  // namespace ulpforge
