#include "hashing/constant_rank.h"

#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "gtest/gtest.h"
#include "hashing/function_key.h"

namespace ulpforge {
namespace {

using enum OpCode;

// A program in reverse Polish notation: x, a ... h (constants in slots 0 ... 7), and
// + - * / ~ (neg) r (sqrt) | (abs) < (min) > (max) _ (floor).
Program Rpn(const std::string& text) {
  static const std::vector<std::pair<char, OpCode>> kNames = {
      {'+', kAdd},  {'-', kSub}, {'*', kMul}, {'/', kDiv}, {'~', kNeg},
      {'r', kSqrt}, {'|', kAbs}, {'<', kMin}, {'>', kMax}, {'_', kFloor}};
  Program p;
  std::vector<Operand> stack;
  for (const char c : text) {
    if (c == 'x') {
      stack.push_back(InputOperand());
    } else if (c >= 'a' && c <= 'h') {
      const size_t slot = c - 'a';
      if (p.constants.size() <= slot) p.constants.resize(slot + 1);
      stack.push_back(ConstantOperand(slot));
    } else {
      Instruction instruction;
      for (const auto& [name, op] : kNames) {
        if (name == c) instruction.op = op;
      }
      for (int i = Info(instruction.op).arity; i-- > 0;) {
        instruction.args[i] = stack.back();
        stack.pop_back();
      }
      p.instructions.push_back(instruction);
      stack.push_back(InstructionOperand(p.instructions.size() - 1));
    }
  }
  p.output = stack.back();
  EXPECT_EQ(stack.size(), 1u) << text;
  EXPECT_TRUE(Validate(p).ok()) << text;
  return p;
}

struct Case {
  std::string rpn;
  int rank;
};

const std::vector<Case> kFieldCases = {
    {"x", 0},
    {"a", 1},
    {"xa+", 1},
    {"xa+b+", 1},                  // (x + a) + b
    {"ax*b*", 1},                  // a x b
    {"ax*b+cx*d+/", 3},            // (a x + b) / (c x + d): a common factor
    {"ax*b+x*c+x*d+x*e+x*f+", 6},  // Horner
    {"ab+x*", 1},
    {"xa-xb-*", 2},
    {"xa+xb+-", 1},  // a - b
    {"aa-", 0},
    {"ax-ax--", 0},
    {"a xx-/", 0},       // undefined everywhere
    {"axb+/cxd+/+", 4},  // partial fractions
    {"axb+/cxb+/+", 2},  // (a + c) / (x + b)
    {"ax*bc*+", 2},
    {"xa+xa+*xx*-", 1},  // 2 a x + a^2
    {"xab*c/+~", 1},
};

std::string WithoutBlanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

TEST(ConstantRankTest, FieldPrograms) {
  for (const Case& c : kFieldCases) {
    EXPECT_EQ(ConstantRank(Rpn(WithoutBlanks(c.rpn))), c.rank) << c.rpn;
  }
}

TEST(ConstantRankTest, ExtendedPrecisionAgreesOnFieldPrograms) {
  for (const Case& c : kFieldCases) {
    EXPECT_EQ(ExtendedConstantRank(Rpn(WithoutBlanks(c.rpn))), c.rank) << c.rpn;
  }
}

TEST(ConstantRankTest, RealPrograms) {
  const std::vector<Case> cases = {
      {"ar", 1},          // sqrt(a)
      {"xa+r", 1},        // sqrt(x + a)
      {"xa+b+r", 1},      //
      {"ax*rb*", 1},      // sqrt(a x) b
      {"ax*b+rc*d+", 3},  // c sqrt(a x + b) + d
      {"ax*b+rc+d*", 3},  //
      {"xa-|b-|c*", 3},   // c ||x - a| - b|
      {"xa<b>", 2},       // max(min(x, a), b)
      {"xa<b<", 1},       // min(min(x, a), b) depends on the smaller one only
      {"ab<x*", 1},       //
      {"ax*_", 0},        // piecewise constant
      {"ax*_b*", 1},      //
      {"aa*r~r", 0},      // sqrt(-|a|): undefined for every a but zero
  };
  for (const Case& c : cases) EXPECT_EQ(ConstantRank(Rpn(c.rpn)), c.rank) << c.rpn;
}

TEST(ConstantRankTest, FullRankOfManyConstants) {
  Program horner;
  horner.constants.resize(12);
  horner.instructions.push_back({kMul, {ConstantOperand(0), InputOperand()}});
  for (size_t k = 1; k < 12; ++k) {
    horner.instructions.push_back({kAdd, {InstructionOperand(2 * k - 2), ConstantOperand(k)}});
    if (k < 11) horner.instructions.push_back({kMul, {InstructionOperand(2 * k - 1), InputOperand()}});
  }
  horner.output = InstructionOperand(horner.instructions.size() - 1);
  ASSERT_TRUE(Validate(horner).ok());
  EXPECT_EQ(ConstantRank(horner), 12);
  EXPECT_EQ(ExtendedConstantRank(horner), 12);
}

// The two arithmetics have nothing in common.
TEST(ConstantRankTest, FieldAndExtendedAgreeOnRandomPrograms) {
  Rng rng(3);
  int deficient = 0, disagreements = 0;
  constexpr int kPrograms = 2000;
  for (int i = 0; i < kPrograms; ++i) {
    Program p;
    p.constants.resize(4);
    const int ops = 3 + static_cast<int>(rng.Below(6));
    for (int k = 0; k < ops; ++k) {
      const auto other = [&] {
        const uint64_t choice = rng.Below(6);
        if (choice == 0) return InputOperand();
        if (choice == 1 && k > 0) return InstructionOperand(rng.Below(k));
        return ConstantOperand(rng.Below(4));
      };
      const Operand before = k == 0 ? InputOperand() : InstructionOperand(k - 1);
      const bool swapped = rng.Chance(0.5);
      const Operand o = other();
      const OpCode op = std::vector<OpCode>{kAdd, kSub, kMul, kDiv}[rng.Below(4)];
      p.instructions.push_back({op, {swapped ? o : before, swapped ? before : o}});
    }
    p.output = InstructionOperand(ops - 1);
    const int rank = FieldConstantRank(p);
    deficient += rank < 4;
    disagreements += rank != ExtendedConstantRank(p);
  }
  EXPECT_GT(deficient, 100);
  EXPECT_EQ(disagreements, 0);
}

}  // namespace
}  // namespace ulpforge
