#include "dsl/program.h"

#include "base/rng.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;

std::string Error(const Program& program) { return std::string(Validate(program).message()); }

TEST(ProgramTest, RandomProgramsAreValidAndDamagedOnesAreNot) {
  Rng rng(1);
  for (int k = 0; k < 2000; ++k) {
    Program program = testing::RandomProgram(rng, {.ops = testing::OpsOf<double>(), .instructions = 10});
    ASSERT_TRUE(Validate(program).ok()) << Validate(program);
    Instruction& damaged = program.instructions[rng.Below(10)];
    const size_t at = &damaged - program.instructions.data();
    const int operand = static_cast<int>(rng.Below(Info(damaged.op).arity));
    damaged.args[operand] = InstructionOperand(at + rng.Below(3));  // itself or a later one
    ASSERT_FALSE(Validate(program).ok());
  }
}

TEST(ProgramTest, ErrorsNameTheInstruction) {
  Program program;
  program.instructions = {{.op = OpCode::kBits, .args = {InputOperand()}},
                          {.op = OpCode::kNeg, .args = {InstructionOperand(0)}}};
  program.output = InstructionOperand(1);
  EXPECT_EQ(Error(program), "v1: operand 1 of neg has the wrong type");
  program.instructions[1] = {.op = OpCode::kShiftLeft,
                             .args = {InstructionOperand(0), InstructionOperand(0)}};
  EXPECT_EQ(Error(program), "v1: operand 2 of shl has the wrong type");
  program.instructions[1] = {.op = OpCode::kNeg, .args = {ConstantOperand(0)}};
  EXPECT_EQ(Error(program), "v1: operand 1 of neg does not exist before its use");
  program.instructions.pop_back();
  EXPECT_THAT(Error(program), HasSubstr("output does not exist"));
  program.output = InstructionOperand(0);
  EXPECT_THAT(Error(program), HasSubstr("output is an integer"));
}

TEST(ProgramTest, Counts) {
  Program program;
  program.constants = {1.0};
  program.instructions = {{.op = OpCode::kDiv, .args = {ConstantOperand(0), InputOperand()}},
                          {.op = OpCode::kAdd, .args = {InstructionOperand(0), InputOperand()}}};
  EXPECT_EQ(OpCount(program), 2);
  EXPECT_EQ(WeightedOpCount(program), Info(OpCode::kDiv).weight + Info(OpCode::kAdd).weight);
  EXPECT_TRUE(HasDoubleConstants(program));
  program.constants = {Extended(1, 0x1p-60)};
  EXPECT_FALSE(HasDoubleConstants(program));
}

}  // namespace
}  // namespace ulpforge
