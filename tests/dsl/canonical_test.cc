#include "dsl/canonical.h"

#include <algorithm>
#include <vector>

#include "base/rng.h"
#include "dsl/text.h"
#include "gtest/gtest.h"
#include "tests/evaluate_one.h"
#include "tests/random_program.h"
#include "tests/testing.h"

namespace ulpforge {
namespace {

using testing::EvaluateOne;
using testing::RandomProgramOptions;
using testing::SameValue;

// Another way to write the same graph: commuting operands swapped, instructions in another order, slots
// renamed, dead code added.
Program Shuffled(Rng& rng, const Program& program) {
  Program result;
  const auto permutation = [&](size_t n) {
    std::vector<size_t> p(n);
    for (size_t k = 0; k < n; ++k) p[k] = k;
    for (size_t k = n; k > 1; --k) std::swap(p[k - 1], p[rng.Below(k)]);
    return p;
  };
  const std::vector<size_t> constants = permutation(program.constants.size());
  result.constants.resize(program.constants.size());
  for (size_t k = 0; k < constants.size(); ++k) result.constants[constants[k]] = program.constants[k];
  const std::vector<size_t> integers = permutation(program.integers.size());
  result.integers.resize(program.integers.size());
  for (size_t k = 0; k < integers.size(); ++k) result.integers[integers[k]] = program.integers[k];

  constexpr size_t kNotYet = SIZE_MAX;
  std::vector<size_t> placed(program.instructions.size(), kNotYet);
  const auto renamed = [&](Operand operand) {
    if (const std::optional<size_t> k = ConstantOf(operand)) return ConstantOperand(constants[*k]);
    if (const std::optional<size_t> k = IntegerOf(operand)) return IntegerOperand(integers[*k]);
    if (const std::optional<size_t> k = InstructionOf(operand)) return InstructionOperand(placed[*k]);
    return operand;
  };
  for (size_t left = placed.size(); left > 0;) {
    const size_t k = rng.Below(placed.size());
    Instruction instruction = program.instructions[k];
    const OpInfo& op = Info(instruction.op);
    bool ready = placed[k] == kNotYet;
    for (const Operand operand : instruction.operands()) {
      const std::optional<size_t> from = InstructionOf(operand);
      ready = ready && (!from || placed[*from] != kNotYet);
    }
    if (!ready) continue;
    for (int i = 0; i < op.arity; ++i) instruction.args[i] = renamed(instruction.args[i]);
    if (op.commutative && rng.Chance(0.5)) std::swap(instruction.args[0], instruction.args[1]);
    placed[k] = result.instructions.size();
    result.instructions.push_back(instruction);
    --left;
    if (rng.Chance(0.2)) {
      result.instructions.push_back({.op = OpCode::kMul, .args = {InputOperand(), InputOperand()}});
    }
  }
  result.output = renamed(program.output);
  return result;
}

struct Corpus {
  const char* name;
  RandomProgramOptions options;
};
std::vector<Corpus> Corpora() {
  using enum OpCode;
  return {
      {"field", {.ops = {kAdd, kSub, kMul, kDiv}}},
      {"real", {.ops = testing::RealOps(), .instructions = 20}},
      {"machine", {.ops = testing::OpsOf<double>(), .instructions = 30}},
      // Few different ops and operands: many ties, much to merge.
      {"ties", {.ops = {kAdd, kMul}, .instructions = 14, .constants = 6, .chain = false}},
      {"sums of products", {.ops = {kAdd, kMul, kSub}, .instructions = 9, .constants = 3, .chain = false}},
      // Small integers fold exactly.
      {"folding",
       {.ops = testing::RealOps(), .constants = 5, .kind = testing::ConstantKind::kSmallInt, .chain = false}},
      {"long", {.ops = {kAdd, kMul, kDiv, kFma}, .instructions = 300, .constants = 40}},
  };
}
constexpr int kPrograms = 1500;

template <class Test>
void ForEachProgram(Test test) {
  for (const Corpus& corpus : Corpora()) {
    SCOPED_TRACE(corpus.name);
    Rng rng(1);
    const int programs = corpus.options.instructions > 100 ? kPrograms / 20 : kPrograms;
    for (int k = 0; k < programs && !::testing::Test::HasFailure(); ++k) {
      const Program program = testing::RandomProgram(rng, corpus.options);
      SCOPED_TRACE(Format(program));
      test(rng, program);
    }
  }
}

TEST(CanonicalTest, CanonicalProgramsAreValidAndCanonical) {
  ForEachProgram([](Rng&, const Program& program) {
    const Program canonical = Canonicalize(program);
    EXPECT_TRUE(Validate(canonical).ok()) << Validate(canonical);
    EXPECT_EQ(Canonicalize(canonical), canonical) << Format(canonical);
    EXPECT_LE(canonical.instructions.size(), program.instructions.size());
  });
}

TEST(CanonicalTest, TheWayAGraphIsWrittenDoesNotMatter) {
  ForEachProgram([](Rng& rng, const Program& program) {
    const Program canonical = Canonicalize(program);
    const Program shuffled = Shuffled(rng, program);
    ASSERT_TRUE(Validate(shuffled).ok());
    const Program other = Canonicalize(shuffled);
    EXPECT_EQ(other.instructions, canonical.instructions) << Format(canonical) << Format(other);
    EXPECT_EQ(other.integers, canonical.integers);
    EXPECT_EQ(other.constants.size(), canonical.constants.size());
    EXPECT_EQ(other.output, canonical.output);
  });
}

template <class T>
void ExpectSameValues(const Program& a, const Program& b, T x) {
  const auto value = EvaluateOne<T>(a, x);
  if (value.nan_reached_bits) return;
  EXPECT_TRUE(SameValue(value.value, EvaluateOne<T>(b, x).value)) << Format(b);
}

TEST(CanonicalTest, ValuesKeepTheirBitsInEveryArithmetic) {
  ForEachProgram([](Rng& rng, const Program& program) {
    const Program canonical = Canonicalize(program);
    const bool real = std::all_of(program.instructions.begin(), program.instructions.end(),
                                  [](const Instruction& i) { return IsFloatOp(Info(i.op)); });
    for (int k = 0; k < 10; ++k) {
      const double x = k % 2 == 0 ? testing::RandomModerate(rng) : testing::RandomBits<double>(rng);
      ExpectSameValues<double>(program, canonical, x);
      ExpectSameValues<float>(program, canonical, static_cast<float>(x));
      if (real) ExpectSameValues<Extended>(program, canonical, testing::RandomPair(rng, x));
    }
  });
}

TEST(CanonicalTest, WorkedExample) {
  const Program program = ParseOrDie(
      "const a = 3\nconst b = 5\nconst one = 1\n"
      "two = add one one\n"
      "dead = mul x a\n"
      "u = mul b x\n"
      "v = mul x b\n"  // the same as u
      "w = add two u\n"
      "y = div w v\n"
      "return y\n");
  EXPECT_EQ(Format(Canonicalize(program)),
            "ulpforge program v1\n"
            "const c0 = 0x1.4p+2\n"
            "const c1 = 0x1p+1\n"
            "v0 = mul x c0\n"
            "v1 = add v0 c1\n"
            "v2 = div v1 v0\n"
            "return v2\n");
}

TEST(CanonicalTest, ConstantsAreToldApartBySlotNotByValue) {
  const Program same = ParseOrDie("const a = 2\nu = add x a\nv = add x a\ny = mul u v\nreturn y\n");
  const Program different =
      ParseOrDie("const a = 2\nconst b = 2\nu = add x a\nv = add x b\ny = mul u v\nreturn y\n");
  EXPECT_EQ(Canonicalize(same).instructions.size(), 2);
  EXPECT_EQ(Canonicalize(different).instructions.size(), 3);
}

TEST(CanonicalTest, IntegersAreToldApartByValue) {
  const std::string head = "b = bits x\n";
  const std::string tail = "y = iadd s t\nz = frombits y\nreturn z\n";
  const Program equal = ParseOrDie("int k = 3\nint m = 3\n" + head + "s = shl b k\nt = shl b m\n" + tail);
  const Program different = ParseOrDie("int k = 3\nint m = 4\n" + head + "s = shl b k\nt = shl b m\n" + tail);
  EXPECT_EQ(Canonicalize(equal).instructions.size(), 4);
  EXPECT_EQ(Canonicalize(equal).integers.size(), 1);
  EXPECT_EQ(Canonicalize(different).instructions.size(), 5);
}

// A tie whose order shows elsewhere: (x + a) * (x + b) - (x + a).
TEST(CanonicalTest, TiesAreBrokenByHowTheRestUsesTheOperands) {
  const std::string head = "const a = 2\nconst b = 3\nu = add x a\nv = add b x\n";
  const Program one = ParseOrDie(head + "m = mul u v\ny = sub m u\nreturn y\n");
  const Program two = ParseOrDie(head + "m = mul u v\ny = sub m v\nreturn y\n");
  EXPECT_EQ(Canonicalize(one).instructions, Canonicalize(two).instructions);
  EXPECT_NE(Canonicalize(one).constants, Canonicalize(two).constants);
}

TEST(CanonicalTest, OnlyExactFoldingIsDone) {
  EXPECT_TRUE(
      Canonicalize(ParseOrDie("const a = 3\nconst b = 4\nv = div a b\nreturn v\n")).instructions.empty());
  EXPECT_EQ(Canonicalize(ParseOrDie("const a = 1\nconst b = 3\nv = div a b\nreturn v\n")).instructions.size(),
            1);
  // The sum rounds to float as float adds, but the difference would be zero there.
  EXPECT_EQ(Canonicalize(ParseOrDie("const a = 0x1p-30\nconst b = 3\nv = add a b\nw = sub v b\nreturn w\n"))
                .instructions.size(),
            1);
  EXPECT_EQ(Canonicalize(ParseOrDie("const a = 1\nconst b = 0\nv = div a b\nreturn v\n")).instructions.size(),
            1);
}

TEST(CanonicalTest, ThousandsOfInstructions) {
  Rng rng(7);
  const RandomProgramOptions options = {
      .ops = testing::OpsOf<double>(), .instructions = 20000, .constants = 500, .integers = 50};
  const Program program = testing::RandomProgram(rng, options);
  const Program canonical = Canonicalize(program);
  EXPECT_EQ(Canonicalize(Shuffled(rng, canonical)).instructions, canonical.instructions);
  // A chain as deep as an operand can number.
  Program chain;
  for (size_t k = 0; k < 65536; ++k) {
    const Operand previous = k == 0 ? InputOperand() : InstructionOperand(k - 1);
    chain.instructions.push_back({.op = OpCode::kMul, .args = {InputOperand(), previous}});
  }
  chain.output = InstructionOperand(65535);
  EXPECT_EQ(Canonicalize(chain).instructions.size(), 65536);
}

TEST(FoldConstantsTest, ConstantOnlySubexpressionsBecomeConstants) {
  const Program folded = FoldConstants(ParseOrDie(
      "const a = 1\nconst b = 3\nconst c = 7\nt = div a b\nu = add x t\nv = neg t\nw = mul u v\nreturn w\n"));
  EXPECT_EQ(Format(folded),
            "ulpforge program v1\n"
            "const c0 = 0x1.5555555555555p-2 + 0x1.5555555555555p-56\n"
            "const c1 = -0x1.5555555555555p-2 + -0x1.5555555555555p-56\n"
            "v0 = add x c0\n"
            "v1 = mul v0 c1\n"
            "return v1\n");
  const Program all = FoldConstants(ParseOrDie("const a = 1\nconst b = 3\nv = add a b\nreturn v\n"));
  EXPECT_TRUE(all.instructions.empty());
  EXPECT_EQ(all.constants, std::vector<Extended>{4.0});
}

TEST(FoldConstantsTest, NotFiniteAndMachineSubexpressionsStay) {
  EXPECT_EQ(
      FoldConstants(ParseOrDie("const a = 1\nconst b = 0\nv = div a b\nreturn v\n")).instructions.size(), 1);
  EXPECT_EQ(
      FoldConstants(ParseOrDie("const a = 1\nv = bits a\nw = frombits v\nreturn w\n")).instructions.size(),
      2);
}

TEST(FoldConstantsTest, ValuesStayWithinRounding) {
  using enum OpCode;
  Rng rng(3);
  for (int k = 0; k < 2000; ++k) {
    const Program program = testing::RandomProgram(
        rng, {.ops = {kAdd, kMul, kNeg, kAbs, kFma}, .instructions = 8, .constants = 5, .chain = false});
    const Program folded = FoldConstants(program);
    ASSERT_TRUE(Validate(folded).ok());
    const Extended x = testing::RandomModerate(rng);
    // Extended arithmetic does the same operations on the same values in both.
    ASSERT_EQ(EvaluateOne<Extended>(program, x).value, EvaluateOne<Extended>(folded, x).value);
  }
}

TEST(NormalizeFreeConstantsTest, DifferencesAndQuotientsJoinTheirFamily) {
  const Program normal =
      NormalizeFreeConstants(ParseOrDie("const a = 4\nconst b = 3\nu = sub x a\nv = div u b\nreturn v\n"));
  EXPECT_EQ(Format(normal),
            "ulpforge program v1\n"
            "const c0 = -0x1p+2\n"
            "const c1 = 0x1.5555555555555p-2 + 0x1.5555555555555p-56\n"
            "v0 = add x c0\n"
            "v1 = mul v0 c1\n"
            "return v1\n");
  EXPECT_EQ(NormalizeFreeConstants(normal), normal);
}

TEST(NormalizeFreeConstantsTest, OtherUsesAndZeroStay) {
  for (const char* text : {"const a = 4\nu = sub x a\nv = mul u a\nreturn v\n",  // another use
                           "const a = 4\nu = sub a x\nreturn u\n",               // minuend
                           "const a = 4\nu = div a x\nreturn u\n",               // dividend
                           "const a = 0\nu = div x a\nreturn u\n",               // zero
                           "const a = 0x1p-1060\nu = div x a\nreturn u\n",       // 1 / a overflows
                           "const a = 4\nu = sub x a\nv = div u a\nreturn v\n",  // two kinds of use
                           "const a = 4\nu = sub a a\nv = add u x\nreturn v\n",  // on both sides
                           "const a = 4\nu = sub x a\nreturn a\n"}) {            // the output
    const Program program = ParseOrDie(text);
    EXPECT_EQ(NormalizeFreeConstants(program), program) << text;
  }
  // The same constant subtracted twice is still one.
  EXPECT_EQ(Format(NormalizeFreeConstants(ParseOrDie("const a = 4\nu = sub x a\nv = sub u a\nreturn v\n"))),
            "ulpforge program v1\nconst c0 = -0x1p+2\nv0 = add x c0\nv1 = add v0 c0\nreturn v1\n");
}

}  // namespace
}  // namespace ulpforge
