#include "hashing/structure.h"

#include <cstdint>
#include <limits>
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "hashing/function_key.h"

namespace ulpforge {
namespace {

Program WithoutConstantValues(Program p) {
  for (Extended& c : p.constants) c = 0;
  return p;
}

// One instruction of this op on operands of the types that it wants.
Program OneInstruction(const OpInfo& op) {
  Program p;
  p.constants = {1.5, Extended(2, 0x1p-60)};
  p.integers = {23, std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max(), -1, 0};
  Instruction instruction{op.code, {}};
  for (int i = 0; i < kMaxArity; ++i) {
    if (i >= op.arity) break;
    instruction.args[i] = op.operands[i] == Type::kFloat ? ConstantOperand(i % 2) : IntegerOperand(i);
  }
  p.instructions = {instruction};
  p.output = InstructionOperand(0);
  if (op.result == Type::kInteger) {
    p.instructions.push_back({OpCode::kFromBits, {InstructionOperand(0)}});
    p.output = InstructionOperand(1);
  }
  EXPECT_TRUE(Validate(p).ok()) << op.name;
  return p;
}

TEST(StructureTest, EveryOpComesBack) {
  std::set<std::string> packed;
  std::set<FunctionKey> keys;
  for (const OpInfo& op : kOps) {
    const Program p = OneInstruction(op);
    EXPECT_EQ(UnpackStructure(PackStructure(p)), WithoutConstantValues(p)) << op.name;
    packed.insert(PackStructure(p));
    keys.insert(StructureKey(p, {}));
  }
  EXPECT_EQ(packed.size(), kOps.size());
  EXPECT_EQ(keys.size(), kOps.size());
}

TEST(StructureTest, LongProgramsComeBackAndAreCompact) {
  Program p;
  p.constants.resize(3000);
  for (int k = 0; k < 5000; ++k) {
    const Operand before = k == 0 ? InputOperand() : InstructionOperand(k - 1);
    p.instructions.push_back({OpCode::kAdd, {before, ConstantOperand(k % 3000)}});
  }
  p.output = InstructionOperand(4999);
  EXPECT_EQ(UnpackStructure(PackStructure(p)), p);

  p.constants.resize(6);
  p.instructions.resize(10);
  for (size_t k = 0; k < 10; ++k) p.instructions[k].args[1] = ConstantOperand(k % 6);
  p.output = InstructionOperand(9);
  EXPECT_LE(PackStructure(p).size(), 4 + 3 * 10u);
}

TEST(StructureTest, ProgramWithoutInstructions) {
  Program p;
  EXPECT_EQ(UnpackStructure(PackStructure(p)), p);
  p.constants.resize(1);
  p.output = ConstantOperand(0);
  EXPECT_EQ(UnpackStructure(PackStructure(p)), p);
}

TEST(StructureTest, KeyCoversOperandsIntegersAndOutput) {
  Program p = OneInstruction(Info(OpCode::kShiftLeft));
  std::set<FunctionKey> keys = {StructureKey(p, {})};
  Program q = p;
  q.integers[1] = 7;
  keys.insert(StructureKey(q, {}));
  q = p;
  q.instructions[0].args[0] = IntegerOperand(2);
  keys.insert(StructureKey(q, {}));
  q = p;
  q.output = InputOperand();
  keys.insert(StructureKey(q, {}));
  EXPECT_EQ(keys.size(), 4u);
}

TEST(StructureDeathTest, MalformedBytesAreABug) {
  const std::string packed = PackStructure(OneInstruction(Info(OpCode::kFma)));
  EXPECT_DEATH(UnpackStructure(""), "check failed");
  EXPECT_DEATH(UnpackStructure(packed.substr(0, packed.size() - 1)), "check failed");
  EXPECT_DEATH(UnpackStructure(packed + "x"), "check failed");
}

}  // namespace
}  // namespace ulpforge
