#include "emit/emit_ir.h"

#include <limits>
#include <regex>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dsl/text.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <class T>
std::string Emit(const Program& program, const IrFunction& function) {
  return EmitIr<T>(program, std::vector<IrFunction>{function});
}

std::string EmitConstant(double value) {
  Program program;
  program.constants = {Extended(value)};
  program.output = ConstantOperand(0);
  return Emit<float>(program, {.name = "f"});
}

// The language reference has this example of a float.
TEST(EmitIrTest, FloatsAreTheBitsOfTheirDouble) {
  EXPECT_THAT(EmitConstant(1.3), HasSubstr("ret float 0x3FF4CCCCC0000000\n"));
  EXPECT_THAT(EmitConstant(-0.0), HasSubstr("ret float 0x8000000000000000\n"));
  EXPECT_THAT(EmitConstant(std::numeric_limits<float>::denorm_min()), HasSubstr("0x36A0000000000000\n"));
  EXPECT_THAT(EmitConstant(1e300), HasSubstr("0x7FF0000000000000\n"));
  EXPECT_THAT(EmitConstant(-std::numeric_limits<double>::infinity()), HasSubstr("0xFFF0000000000000\n"));
  EXPECT_THAT(EmitConstant(std::numeric_limits<double>::quiet_NaN()), HasSubstr("0x7FF8000000000000\n"));
}

TEST(EmitIrTest, ConstantsOfVectorsAreSplats) {
  const Program program = *Parse("ulpforge program v1\nconst c = 1.5\ny = mul x c\nreturn y\n");
  EXPECT_THAT(Emit<double>(program, {.name = "f", .shape = IrShape::kValue, .lanes = 4}),
              HasSubstr("define <4 x double> @f(<4 x double> %x) nounwind {\n"
                        "  %v0 = fmul <4 x double> %x, splat (double 0x3FF8000000000000)\n"
                        "  ret <4 x double> %v0\n"));
}

TEST(EmitIrTest, ShiftsAreModuloTheWidthAndIntegersWrap) {
  const Program program = *Parse(
      "ulpforge program v1\nint k = 35\nint big = 0x1ffffffff\nb = bits x\ns = shl b k\nt = and s big\n"
      "y = frombits t\nreturn y\n");
  const std::string single = Emit<float>(program, {.name = "f"});
  EXPECT_THAT(single, HasSubstr("%v1 = shl i32 %v0, 3\n"));
  EXPECT_THAT(single, HasSubstr("%v2 = and i32 %v1, -1\n"));
  const std::string twice = Emit<double>(program, {.name = "f"});
  EXPECT_THAT(twice, HasSubstr("%v1 = shl i64 %v0, 35\n"));
  EXPECT_THAT(twice, HasSubstr("%v2 = and i64 %v1, 8589934591\n"));
}

// Nothing in the text allows LLVM to change a result.
TEST(EmitIrTest, NothingLicensesOtherResults) {
  const std::regex licence(R"(\b(fast|nnan|ninf|nsz|arcp|contract|afn|reassoc|nsw|exact|fmuladd|noalias)\b)");
  const std::vector<IrFunction> functions = {{.name = "a"},
                                             {.name = "b", .shape = IrShape::kBlock, .lanes = 8},
                                             {.name = "c", .shape = IrShape::kArray},
                                             {.name = "d", .shape = IrShape::kChain}};
  Rng rng(1);
  for (const OpCode op : testing::OpsOf<float>()) {
    const Program program = testing::RandomProgram(rng, {.ops = {op, OpCode::kAdd}, .instructions = 5});
    const std::string text = EmitIr<float>(program, functions);
    EXPECT_FALSE(std::regex_search(text, licence)) << text;
  }
}

TEST(EmitIrTest, OnlyLoopsBringMetadata) {
  const Program identity;
  EXPECT_THAT(Emit<float>(identity, {.name = "f"}), Not(HasSubstr("!")));
  EXPECT_THAT(Emit<float>(identity, {.name = "f", .shape = IrShape::kArray}),
              HasSubstr("llvm.loop.parallel_accesses"));
}

TEST(EmitIrDeathTest, NamesAreIdentifiers) {
  for (const char* name : {"", "1f", "a b", "a\"", "f@g"}) {
    EXPECT_DEATH(Emit<float>(Program{}, {.name = name}), "check failed") << name;
  }
  EXPECT_DEATH(Emit<float>(Program{}, {.name = "f", .shape = IrShape::kBlock, .lanes = 0}), "check failed");
}

}  // namespace
}  // namespace ulpforge
