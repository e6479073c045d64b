#include "hashing/function_key.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "base/rng.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "hashing/extended_probe.h"
#include "hashing/field_tape.h"
#include "hashing/program_arguments.h"
#include "hashing/same_family.h"

namespace ulpforge {
namespace {

using enum OpCode;

// Writes programs as expressions. Constants are numbered by hand, as canonical slots would be.
struct Builder {
  Program p;
  Operand x = InputOperand();

  Operand C(size_t k) {
    if (p.constants.size() <= k) p.constants.resize(k + 1);
    return ConstantOperand(k);
  }
  Operand Op(OpCode op, Operand a, Operand b = {}, Operand c = {}) {
    p.instructions.push_back({op, {a, b, c}});
    return InstructionOperand(p.instructions.size() - 1);
  }
  Operand Add(Operand a, Operand b) { return Op(kAdd, a, b); }
  Operand Sub(Operand a, Operand b) { return Op(kSub, a, b); }
  Operand Mul(Operand a, Operand b) { return Op(kMul, a, b); }
  Operand Div(Operand a, Operand b) { return Op(kDiv, a, b); }
  Program Done(Operand output) {
    p.output = output;
    EXPECT_TRUE(Validate(p).ok()) << Validate(p);
    return p;
  }
};

template <class Expression>
Program Make(Expression expression) {
  Builder b;
  const Operand output = expression(b);
  return b.Done(output);
}

FunctionKey Family(const Program& p) { return FamilyKey(p, {}); }

template <class A, class B>
void ExpectSame(A a, B b) {
  const Program p = Make(a), q = Make(b);
  EXPECT_EQ(Family(p), Family(q));
  EXPECT_TRUE(SameFamily(p, q, 1));
}

template <class A, class B>
void ExpectDifferent(A a, B b) {
  const Program p = Make(a), q = Make(b);
  EXPECT_NE(Family(p), Family(q));
  EXPECT_FALSE(SameFamily(p, q, 1));
}

TEST(FamilyKeyTest, ReassociationAndDistributivityDoNotMatter) {
  ExpectSame([](Builder& b) { return b.Add(b.Add(b.x, b.C(0)), b.C(1)); },
             [](Builder& b) { return b.Add(b.x, b.Add(b.C(0), b.C(1))); });
  ExpectSame([](Builder& b) { return b.Mul(b.C(0), b.Add(b.x, b.C(1))); },
             [](Builder& b) { return b.Add(b.Mul(b.C(0), b.x), b.Mul(b.C(0), b.C(1))); });
  ExpectSame([](Builder& b) { return b.Div(b.Div(b.C(0), b.x), b.C(1)); },
             [](Builder& b) { return b.Div(b.C(0), b.Mul(b.x, b.C(1))); });
  ExpectSame([](Builder& b) { return b.Mul(b.Add(b.x, b.x), b.C(0)); },
             [](Builder& b) {
               const Operand cx = b.Mul(b.C(0), b.x);
               return b.Add(cx, cx);
             });
  ExpectSame([](Builder& b) { return b.Op(kFma, b.x, b.C(0), b.C(1)); },
             [](Builder& b) { return b.Add(b.Mul(b.x, b.C(0)), b.C(1)); });
  ExpectSame([](Builder& b) { return b.Sub(b.C(0), b.x); },
             [](Builder& b) { return b.Op(kNeg, b.Sub(b.x, b.C(0))); });
  ExpectSame([](Builder& b) { return b.Div(b.C(0), b.Div(b.C(1), b.x)); },
             [](Builder& b) { return b.Mul(b.Div(b.C(0), b.C(1)), b.x); });
}

TEST(FamilyKeyTest, ReassociationDoesNotMatterAroundRealOps) {
  ExpectSame([](Builder& b) { return b.Op(kSqrt, b.Add(b.Add(b.x, b.C(0)), b.C(1))); },
             [](Builder& b) { return b.Op(kSqrt, b.Add(b.x, b.Add(b.C(0), b.C(1)))); });
  ExpectSame([](Builder& b) { return b.Op(kSqrt, b.Mul(b.x, b.x)); },
             [](Builder& b) { return b.Op(kAbs, b.x); });
  ExpectSame([](Builder& b) { return b.Op(kMin, b.x, b.C(0)); },
             [](Builder& b) { return b.Op(kMin, b.C(0), b.x); });
  // Integers by algebra, with rounding errors on the way.
  ExpectSame([](Builder& b) { return b.Op(kFloor, b.Div(b.Mul(b.Op(kRound, b.x), b.C(0)), b.C(0))); },
             [](Builder& b) {
               b.C(0);
               return b.Op(kRound, b.x);
             });
  // Zero by algebra; dividing by it is undefined in every form.
  ExpectSame([](Builder& b) { return b.Div(b.Op(kAbs, b.x), b.Sub(b.Sub(b.Add(b.x, b.C(0)), b.C(0)), b.x)); },
             [](Builder& b) { return b.Div(b.Op(kSqrt, b.C(0)), b.Sub(b.x, b.x)); });
}

TEST(FamilyKeyTest, DifferentFunctionsDiffer) {
  ExpectDifferent([](Builder& b) { return b.Add(b.x, b.C(0)); },
                  [](Builder& b) { return b.Sub(b.x, b.C(0)); });
  ExpectDifferent([](Builder& b) { return b.Mul(b.Add(b.x, b.C(0)), b.C(1)); },
                  [](Builder& b) { return b.Mul(b.Add(b.x, b.C(1)), b.C(0)); });
  ExpectDifferent([](Builder& b) { return b.Op(kSqrt, b.Mul(b.C(0), b.C(0))); },
                  [](Builder& b) { return b.Op(kMax, b.C(0), b.C(0)); });
  ExpectDifferent([](Builder& b) { return b.Op(kMax, b.x, b.C(0)); },
                  [](Builder& b) { return b.Op(kMin, b.x, b.C(0)); });
  ExpectDifferent([](Builder& b) { return b.Op(kFloor, b.x); }, [](Builder& b) { return b.Op(kRound, b.x); });
  // Equal where both are defined, but defined elsewhere.
  const auto square_of_root = [](Builder& b) {
    const Operand root = b.Op(kSqrt, b.x);
    return b.Mul(root, root);
  };
  ExpectDifferent(square_of_root, [](Builder& b) { return b.Op(kMax, b.x, b.x); });
}

TEST(FamilyKeyTest, EveryOpOfTheRealsGivesItsOwnKey) {
  std::map<FunctionKey, std::string_view> seen;
  for (const OpInfo& op : kOps) {
    if (op.algebra == Algebra::kMachine) continue;
    const Program p = Make([&](Builder& b) { return b.Op(op.code, b.x, b.C(0), b.C(1)); });
    const auto [other, is_new] = seen.emplace(Family(p), op.name);
    EXPECT_TRUE(is_new) << op.name << " and " << other->second;
  }
}

TEST(RealKeysTest, NamesAreUniqueAndTheFamilyComesFirst) {
  std::set<std::string_view> names;
  for (const KeyRow& row : RealKeys()) EXPECT_TRUE(names.insert(row.name).second) << row.name;
  EXPECT_EQ(RealKeys()[0].key, &FamilyKey);
}

TEST(RealKeysTest, EveryKeyKnowsAStructureAgainAndTellsDifferentFunctionsApart) {
  const Program p = Make([](Builder& b) { return b.Add(b.Mul(b.x, b.C(0)), b.C(1)); });
  const Program q = Make([](Builder& b) { return b.Add(b.Mul(b.x, b.x), b.C(0)); });
  const Program root = Make([](Builder& b) { return b.Op(kSqrt, b.x); });
  Program other_constants = p;
  other_constants.constants[1] = 3;
  for (const KeyRow& row : RealKeys()) {
    EXPECT_EQ(row.key(p, {}), row.key(other_constants, {})) << row.name;
    std::set<FunctionKey> keys;
    for (const Program* program : {&p, &q, &root}) keys.insert(row.key(*program, {}));
    EXPECT_EQ(keys.size(), 3u) << row.name;
  }
}

TEST(RealKeysTest, OnlyTheStructureSeesHowAFunctionIsWritten) {
  const Program p = Make([](Builder& b) { return b.Add(b.Add(b.x, b.x), b.C(0)); });
  const Program q = Make([](Builder& b) { return b.Add(b.x, b.Add(b.x, b.C(0))); });
  for (const KeyRow& row : RealKeys()) {
    EXPECT_EQ(row.key(p, {}) == row.key(q, {}), row.key != &StructureKey) << row.name;
  }
}

TEST(FamilyKeyTest, ProgramsWithoutInstructions) {
  std::set<FunctionKey> keys;
  keys.insert(Family(Make([](Builder& b) { return b.x; })));
  keys.insert(Family(Make([](Builder& b) { return b.C(0); })));
  keys.insert(Family(Make([](Builder& b) { return b.C(1); })));
  EXPECT_EQ(keys.size(), 3u);
}

TEST(FamilyKeyTest, ConstantValuesDoNotMatterButOptionsDo) {
  Program p = Make([](Builder& b) { return b.Op(kSqrt, b.Add(b.x, b.C(0))); });
  Program q = p;
  q.constants[0] = Extended(3.5, 1e-20);
  EXPECT_EQ(Family(p), Family(q));
  EXPECT_EQ(StructureKey(p, {}), StructureKey(q, {}));
  const std::vector<KeyOptions> options = {
      {}, {.context = "a"}, {.context = "b"}, {.mantissa_bits = 24}, {.context = "a", .mantissa_bits = 24}};
  std::set<FunctionKey> keys;
  const Program field = Make([](Builder& b) { return b.Add(b.x, b.C(0)); });
  for (const KeyOptions& o : options) {
    keys.insert(FamilyKey(p, o));
    keys.insert(StructureKey(p, o));
    keys.insert(FamilyKey(field, o));
    keys.insert(StructureKey(field, o));
  }
  EXPECT_EQ(keys.size(), 4 * options.size());
}

// A key must not change by accident: caches are saved. Change the values with kSchemeVersion only.
TEST(FamilyKeyTest, KeysAreTheSameInEveryProcess) {
  const FunctionKey field =
      FamilyKey(Make([](Builder& b) { return b.Div(b.C(0), b.Add(b.x, b.C(1))); }), {.context = "golden"});
  const FunctionKey real =
      FamilyKey(Make([](Builder& b) { return b.Op(kSqrt, b.Add(b.x, b.C(0))); }), {.context = "golden"});
  EXPECT_EQ(field, (FunctionKey{0x61879e80e3957b20, 0xa5932792263fbaa4}));
  EXPECT_EQ(real, (FunctionKey{0x6dd7430c280fe73f, 0xb9321e02646f0228}));
}

TEST(FamilyKeyTest, LongProgramsWork) {
  Builder b;
  Operand v = b.x;
  for (int k = 0; k < 500; ++k) v = b.Op(k % 3 == 0 ? kDiv : kAdd, b.C(k % 300), v);
  const Program p = b.Done(v);
  Program q = p;
  for (Instruction& i : q.instructions) {
    if (i.op == kAdd) std::swap(i.args[0], i.args[1]);
  }
  EXPECT_EQ(Family(p), Family(q));
  q.instructions[250].op = kSub;
  EXPECT_NE(Family(p), Family(q));
  b.p.instructions.push_back({kAbs, {v}});
  const Program r = b.Done(InstructionOperand(500));
  EXPECT_NE(Family(p), Family(r));
}

TEST(FamilyKeyDeathTest, RefusesMachineOps) {
  const Program p = Make([](Builder& b) { return b.Op(kFromBits, b.Op(kBits, b.x)); });
  EXPECT_DEATH(Family(p), "check failed");
  EXPECT_NE(StructureKey(p, {}), StructureKey(Make([](Builder& b) { return b.x; }), {}));
}

// Calls `visit` for every program of exactly `ops` instructions over + - * / whose instructions are all
// used and whose constants, at most `max_constants`, are numbered as they appear.
template <class Visit>
void Enumerate(int ops, size_t max_constants, Program& p, const Visit& visit) {
  const size_t k = p.instructions.size();
  if (static_cast<int>(k) == ops) {
    std::vector<bool> used(k, false);
    used[k - 1] = true;
    for (const Instruction& i : p.instructions) {
      for (const Operand operand : i.operands()) {
        if (const std::optional<size_t> from = InstructionOf(operand)) used[*from] = true;
      }
    }
    if (std::find(used.begin(), used.end(), false) != used.end()) return;
    p.output = InstructionOperand(k - 1);
    visit(p);
    return;
  }
  const auto operands = [&] {
    std::vector<Operand> result = {InputOperand()};
    for (size_t i = 0; i < std::min(p.constants.size() + 1, max_constants); ++i) {
      result.push_back(ConstantOperand(i));
    }
    for (size_t i = 0; i < k; ++i) result.push_back(InstructionOperand(i));
    return result;
  };
  const auto use = [&](Operand o) {
    if (ConstantOf(o) == p.constants.size()) p.constants.emplace_back();
  };
  const size_t constants_before = p.constants.size();
  for (const OpCode op : {kAdd, kSub, kMul, kDiv}) {
    for (const Operand a : operands()) {
      use(a);
      const size_t constants_between = p.constants.size();
      for (const Operand b : operands()) {
        use(b);
        p.instructions.push_back({op, {a, b}});
        Enumerate(ops, max_constants, p, visit);
        p.instructions.pop_back();
        p.constants.resize(constants_between);
      }
      p.constants.resize(constants_before);
    }
  }
}

TEST(FamilyKeyTest, AllProgramsOfUpToThreeOpsAreGroupedAsSameFamilySays) {
  std::map<FunctionKey, Program> groups;
  size_t programs = 0, wrong = 0;
  std::array<size_t, 4> programs_of{};
  for (int ops = 1; ops <= 3; ++ops) {
    Program p;
    Enumerate(ops, 4, p, [&](const Program& q) {
      ++programs;
      ++programs_of[ops];
      const auto [group, is_new] = groups.emplace(Family(q), q);
      if (!is_new && !SameFamily(group->second, q, programs)) ++wrong;
    });
  }
  RecordProperty("programs", static_cast<int>(programs));
  RecordProperty("groups", static_cast<int>(groups.size()));
  EXPECT_EQ(programs_of[1], 4 * 5u);  // xx, xc, cx, cc, cd
  EXPECT_GT(programs, 25000u);
  EXPECT_LT(groups.size(), programs / 2);
  EXPECT_EQ(wrong, 0u);

  std::vector<const Program*> representatives;
  for (const auto& [key, program] : groups) representatives.push_back(&program);
  Rng rng(5);
  size_t merged = 0;
  for (int i = 0; i < 100000; ++i) {
    const size_t a = rng.Below(representatives.size()), b = rng.Below(representatives.size());
    if (a != b && SameFamily(*representatives[a], *representatives[b], i)) ++merged;
  }
  EXPECT_EQ(merged, 0u);
}

// A random program, each instruction used at least once where possible.
Program RandomProgram(Rng& rng, const std::vector<OpCode>& ops, int count, size_t constants) {
  Program p;
  p.constants.resize(constants);
  for (int k = 0; k < count; ++k) {
    Instruction instruction;
    instruction.op = ops[rng.Below(ops.size())];
    for (int i = 0; i < Info(instruction.op).arity; ++i) {
      const uint64_t choice = rng.Below(4);
      instruction.args[i] = k > 0 && (i == 0 || choice == 0) ? InstructionOperand(k - 1 - (i && k > 1))
                            : choice <= 1                    ? InputOperand()
                                                             : ConstantOperand(rng.Below(constants));
    }
    if (Info(instruction.op).commutative && rng.Chance(0.5)) {
      std::swap(instruction.args[0], instruction.args[1]);
    }
    p.instructions.push_back(instruction);
  }
  p.output = InstructionOperand(count - 1);
  return p;
}

std::vector<uint64_t> ExtendedTokens(const Program& p, int bits) {
  std::vector<uint64_t> tokens(kExtendedPoints);
  ExtendedFingerprint(p, bits, tokens);
  return tokens;
}

TEST(FamilyKeyTest, RoundedSchemeMakesTheSameClassesAsTheFieldScheme) {
  std::map<FunctionKey, std::vector<uint64_t>> field_to_rounded;
  std::map<std::vector<uint64_t>, FunctionKey> rounded_to_field;
  size_t split = 0, merged = 0, programs = 0;
  const auto add = [&](const Program& p) {
    ++programs;
    const FunctionKey key = Family(p);
    const std::vector<uint64_t> tokens = ExtendedTokens(p, 32);
    if (field_to_rounded.emplace(key, tokens).first->second != tokens) ++split;
    if (rounded_to_field.emplace(tokens, key).first->second != key) ++merged;
  };
  Rng rng(11);
  for (int i = 0; i < 20000; ++i) {
    add(RandomProgram(rng, {kAdd, kSub, kMul, kDiv, kFma, kNeg}, 2 + static_cast<int>(rng.Below(9)), 3));
  }
  Program p;
  Enumerate(2, 3, p, add);
  EXPECT_LT(field_to_rounded.size(), programs - 500);  // there were equals to be found
  EXPECT_EQ(merged, 0u);
  // A program may cancel all the digits that extended precision has; then an equal is missed.
  EXPECT_LE(split, programs / 10000);
}

// 5/8 lies halfway between two numbers of one bit after the leading one.
TEST(FamilyKeyTest, RoundingErrorsDoNotDecideWhereResultsAreHalfway) {
  const auto five_eighths = [](Operand (*nearly_x)(Builder&)) {
    return Make([&](Builder& b) {
      const Operand two = b.Add(b.x, b.x);
      const Operand four = b.Add(two, two);
      return b.Div(b.Add(four, nearly_x(b)), b.Add(four, four));
    });
  };
  const Program plain = five_eighths([](Builder& b) { return b.x; });
  const Program noisy = five_eighths([](Builder& b) { return b.Div(b.Mul(b.x, b.C(0)), b.C(0)); });
  for (int bits = 1; bits <= 8; ++bits) {
    EXPECT_EQ(ExtendedTokens(plain, bits), ExtendedTokens(noisy, bits)) << bits << " bits";
  }
}

TEST(RoundedKeyTest, BitsDecideHowNearIsTheSame) {
  const Program x = Make([](Builder& b) { return b.x; });
  const Program nearly_x = Make([](Builder& b) {  // x + x / 2^20
    Operand power = b.Div(b.Add(b.x, b.x), b.x);
    const Operand two = power;
    for (int k = 1; k < 20; ++k) power = b.Mul(power, two);
    return b.Add(b.x, b.Div(b.x, power));
  });
  for (int bits = 1; bits <= 52; ++bits) {
    if (bits > 8 && bits < 20) continue;  // there it depends on how near to halfway the values are
    const KeyOptions options{.mantissa_bits = bits};
    EXPECT_EQ(RoundedKey(x, options) == RoundedKey(nearly_x, options), bits <= 8) << bits << " bits";
  }
  EXPECT_NE(FamilyKey(x, {.mantissa_bits = 1}), FamilyKey(nearly_x, {.mantissa_bits = 1}));
}

struct MergeCounts {
  size_t merges = 0;
  size_t false_merges = 0;
};

// 20,000 random programs of up to 8 of these ops: how many got the key of one before, and how many of
// those were another function.
MergeCounts CountMerges(const std::vector<OpCode>& ops, int mantissa_bits) {
  Rng rng(13);
  std::map<FunctionKey, Program> groups;
  MergeCounts counts;
  for (int i = 0; i < 20000; ++i) {
    const Program p = RandomProgram(rng, ops, 1 + static_cast<int>(rng.Below(8)), 2);
    const auto [group, is_new] = groups.emplace(FamilyKey(p, {.mantissa_bits = mantissa_bits}), p);
    if (is_new) continue;
    ++counts.merges;
    if (!SameFamily(group->second, p, i)) ++counts.false_merges;
  }
  return counts;
}

std::vector<OpCode> OpsOf(std::initializer_list<Algebra> algebras) {
  std::vector<OpCode> ops;
  for (const OpInfo& op : kOps) {
    if (std::find(algebras.begin(), algebras.end(), op.algebra) != algebras.end()) ops.push_back(op.code);
  }
  return ops;
}

TEST(FamilyKeyTest, RandomFieldProgramsAreNeverMergedFalsely) {
  const MergeCounts counts = CountMerges(OpsOf({Algebra::kField}), 32);
  RecordProperty("merges", static_cast<int>(counts.merges));
  EXPECT_GT(counts.merges, 500u);
  EXPECT_EQ(counts.false_merges, 0u);
}

TEST(FamilyKeyTest, RandomProgramsWithRootsAreNeverMergedFalsely) {
  for (const int bits : {24, 32}) {
    const MergeCounts counts = CountMerges({kAdd, kSub, kMul, kDiv, kSqrt}, bits);
    RecordProperty("merges", static_cast<int>(counts.merges));
    EXPECT_GT(counts.merges, 500u);
    EXPECT_EQ(counts.false_merges, 0u) << bits << " bits";
  }
}

// Two functions with pieces may differ on so small a part of the space that no point falls there.
TEST(FamilyKeyTest, RandomProgramsOfAllRealOpsAreMergedFalselyLessThanOnceInAThousand) {
  for (const int bits : {24, 32}) {
    const MergeCounts counts =
        CountMerges(OpsOf({Algebra::kField, Algebra::kAnalytic, Algebra::kPiecewise}), bits);
    RecordProperty("false_merges", static_cast<int>(counts.false_merges));
    RecordProperty("merges", static_cast<int>(counts.merges));
    EXPECT_GT(counts.merges, 500u);
    EXPECT_LT(counts.false_merges, 20u) << bits << " bits";
  }
}

// The tape keeps fractions and divides once; PrimeField divides at every division.
TEST(FieldTapeTest, AgreesWithTheScalarOnEveryRandomProgram) {
  const std::vector<OpCode> ops = OpsOf({Algebra::kField});
  Rng rng(17);
  int undefined = 0;
  for (int i = 0; i < 3000; ++i) {
    const Program p = RandomProgram(rng, ops, 1 + static_cast<int>(rng.Below(70)), 3);
    std::vector<FieldTape::Lanes> inputs(4);
    // Small numbers, so that divisions by zero happen.
    for (auto& lanes : inputs) {
      for (uint64_t& a : lanes) a = rng.Chance(0.5) ? rng.Below(4) : rng.Below(prime_field::kModulus);
    }
    FieldTape::Registers registers;
    const FieldTape tape(p);
    tape.Evaluate(inputs, &registers);
    const auto outputs = tape.Outputs(registers);
    for (size_t lane = 0; lane < FieldTape::kLanes; ++lane) {
      // Dead code may divide by zero on the tape only.
      std::vector<PrimeField> values;
      bool all_defined = true;
      for (const Instruction& instruction : p.instructions) {
        std::array<PrimeField, kMaxArity> args;
        for (int a = 0; a < Info(instruction.op).arity; ++a) {
          const Operand o = instruction.args[a];
          const std::optional<size_t> from = InstructionOf(o);
          args[a] = from ? values[*from] : PrimeField(inputs[ArgumentOf(o)][lane]);
        }
        values.emplace_back();
        ASSERT_TRUE(Apply(instruction.op, &values.back(), args.data()));
        all_defined = all_defined && values.back().IsDefined();
      }
      EXPECT_EQ(tape.IsDefined(registers, lane), all_defined);
      if (all_defined) {
        EXPECT_EQ(outputs[lane], values.back());
      }
      undefined += !all_defined;
    }
  }
  EXPECT_GT(undefined, 100);
}

}  // namespace
}  // namespace ulpforge
