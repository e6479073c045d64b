#include "dsl/program_builder.h"

#include <string>
#include <utility>

#include "dsl/program_operands.h"
#include "dsl/text.h"
#include "gtest/gtest.h"
#include "tests/testing.h"

namespace ulpforge {
namespace {

TEST(ProgramBuilderTest, WritesWhatItIsToldInOrder) {
  ProgramBuilder builder;
  const Operand half = builder.Constant(0.5);
  const Operand bits = builder.Apply(OpCode::kBits, {InputOperand()});
  const Operand shifted = builder.Apply(OpCode::kShiftRight, {bits, builder.Integer(1)});
  const Operand y = builder.Mul(builder.Apply(OpCode::kFromBits, {shifted}), half);
  EXPECT_EQ(Format(std::move(builder).Build(y)),
            "ulpforge program v1\nconst c0 = 0x1p-1\nint k0 = 1\nv0 = bits x\nv1 = shr v0 k0\n"
            "v2 = frombits v1\nv3 = mul v2 c0\nreturn v3\n");
}

// x * 2 + 1 with its x replaced by 3 / x, and its product by another value.
TEST(SplicerTest, BindsTheInputAndReplacesInstructions) {
  const Program line = ParseOrDie("const a = 2\nconst b = 1\nv0 = mul x a\nv1 = add v0 b\nreturn v1\n");
  ProgramBuilder builder;
  const Operand quotient = builder.Div(builder.Constant(3), InputOperand());
  Splicer whole(&builder, line, quotient);
  whole.Append();
  whole.Append();
  Splicer part(&builder, line, quotient);
  part.Replace(whole.Moved(line.output));
  EXPECT_EQ(part.Next().args[0], whole.Moved(line.output));
  part.Append();
  EXPECT_EQ(std::move(builder).Build(part.Moved(line.output)),
            ParseOrDie("const c0 = 3\nconst c1 = 2\nconst c2 = 1\nconst c3 = 2\nconst c4 = 1\n"
                       "v0 = div c0 x\nv1 = mul v0 c1\nv2 = add v1 c2\nv3 = add v2 c4\nreturn v3\n"));
}

TEST(OperandsTest, AreWalkedInOrderAndRenamed) {
  Program program = ParseOrDie(
      "const c0 = 2\nint k0 = 3\nv0 = mul x c0\nv1 = bits v0\nv2 = shl v1 k0\n"
      "v3 = frombits v2\nreturn v3\n");
  std::string names;
  ForEachOperand(program, [&](Operand operand) { names += OperandName(operand) + " "; });
  EXPECT_EQ(names, "x c0 v0 v1 k0 v2 v3 ");
  const OperandValues<int> values{
      .input = 1, .constants = {2}, .integers = {3}, .instructions = {4, 5, 6, 7}};
  int sum = 0;
  ForEachOperand(program, [&](Operand operand) { sum = 10 * sum + values[operand]; });
  EXPECT_EQ(sum, 1245367);
  RenameOperands(program, [](Operand operand) { return ConstantOf(operand) ? InputOperand() : operand; });
  EXPECT_EQ(program.instructions[0].args[1], InputOperand());
  EXPECT_EQ(UnpackOperand(PackOperand(IntegerOperand(7))), IntegerOperand(7));
}

}  // namespace
}  // namespace ulpforge
