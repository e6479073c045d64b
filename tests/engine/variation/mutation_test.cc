#include "engine/variation/mutation.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "dsl/canonical.h"
#include "dsl/interpreter.h"
#include "dsl/text.h"
#include "fitting/real/tape.h"
#include "gtest/gtest.h"
#include "hashing/function_key.h"
#include "tests/random_program.h"

namespace ulpforge {
namespace {

SearchSpace WholeSpace() { return {.ops = testing::RealOps(), .max_ops = 9, .max_constants = 12}; }

bool IsValid(const Draft& draft, const SearchSpace& space) {
  if (draft.empty() || static_cast<int>(draft.size()) > space.max_ops) return false;
  return Validate(ToProgram(draft)).ok();
}

TEST(MutationTest, EveryRowMakesValidProgramsOnly) {
  // The others may draw what is there already.
  const std::set<std::string_view> always_changes = {"insert", "remove", "perturb", "motif"};
  const SearchSpace space = WholeSpace();
  Rng rng(1);
  for (const Mutation& mutation : Mutations()) {
    int applied = 0;
    for (int k = 0; k < 3000; ++k) {
      Draft draft = RandomDraft(space, 1 + static_cast<int>(rng.Below(space.max_ops)), rng);
      const size_t before = draft.size();
      const Program unchanged = ToProgram(draft);
      const bool applied_here = mutation.apply(space, rng, draft);
      if (applied_here) {
        ++applied;
      } else {
        EXPECT_EQ(ToProgram(draft), unchanged) << mutation.name;
      }
      if (applied_here && always_changes.contains(mutation.name)) {
        EXPECT_FALSE(ToProgram(draft) == unchanged) << mutation.name;
      }
      ASSERT_TRUE(IsValid(draft, space)) << mutation.name << " on " << before << " ops";
    }
    EXPECT_GT(applied, 100) << mutation.name;
  }
}

TEST(MutationTest, EveryRowChangesPrograms) {
  const SearchSpace space = WholeSpace();
  Rng rng(2);
  for (const Mutation& mutation : Mutations()) {
    int changed = 0;
    for (int k = 0; k < 1000; ++k) {
      Draft draft = RandomDraft(space, 6, rng);
      const Program before = ToProgram(draft);
      mutation.apply(space, rng, draft);
      changed += !(ToProgram(draft) == before);
    }
    EXPECT_GT(changed, 25) << mutation.name;
  }
}

TEST(MutationTest, NamesAreUniqueAndWeightsPositive) {
  std::set<std::string_view> names;
  for (const Mutation& mutation : Mutations()) {
    EXPECT_TRUE(names.insert(mutation.name).second);
    EXPECT_GT(mutation.weight, 0);
    EXPECT_FALSE(mutation.description.empty());
  }
}

TEST(MutatorTest, AZeroWeightSwitchesARowOff) {
  std::vector<double> weights(Mutations().size(), 0);
  for (size_t k = 0; k < weights.size(); ++k) weights[k] = Mutations()[k].name == "swap";
  const Mutator mutator(WholeSpace(), weights);
  Rng rng(3);
  for (int k = 0; k < 1000; ++k) {
    const Draft parent = RandomDraft(mutator.space(), 5, rng);
    const Draft child = mutator.Mutate(parent, rng);
    ASSERT_EQ(child.size(), parent.size());
    for (size_t i = 0; i < child.size(); ++i) EXPECT_EQ(child[i].op, parent[i].op);
  }
}

TEST(MutatorTest, TheMotifCanBeTheIdentity) {
  // v + (0 * v) and v * (1 + 0 v) are reachable: some motif child computes what the parent computes when its
  // constant is set to a neutral value.
  const SearchSpace space{.ops = {OpCode::kAdd, OpCode::kMul}, .max_ops = 5, .max_constants = 4};
  const Mutation& motif = *std::find_if(Mutations().begin(), Mutations().end(),
                                        [](const Mutation& m) { return m.name == "motif"; });
  const Draft parent = ToDraft([] {
    Program p;
    p.instructions = {{OpCode::kMul, {InputOperand(), InputOperand()}}};
    p.output = InstructionOperand(0);
    return p;
  }());
  Rng rng(4);
  int identities = 0;
  for (int k = 0; k < 500; ++k) {
    Draft child = parent;
    ASSERT_TRUE(motif.apply(space, rng, child));
    ASSERT_EQ(child.size(), 3u);
    Program program = ToProgram(child);
    for (Extended& c : program.constants) c = 0;
    program = Canonicalize(program);
    double in = 3, out = 0;
    if (!Tape::Accepts(program)) continue;
    TapeWorkspace workspace(8);
    std::vector<double> x(8, in), constants(program.constants.size(), 0.0);
    out = Tape(program).Evaluate(x.data(), constants.data(), workspace)[0];
    identities += out == 9;
  }
  EXPECT_GT(identities, 20);
}

double Value(const Draft& draft, double x) {
  double y = 0;
  Interpreter<double>::Create(ToProgram(draft))->Run({&x, 1}, {&y, 1});
  return y;
}

// From p(x) = 5 / (x + 3) + 7 to a p(x / 2)^2, or that plus a constant with a = 1, 2 or 4.
TEST(MutatorTest, TheSquareStretchesAndScales) {
  const SearchSpace space = WholeSpace();
  const Mutation& square = *std::find_if(Mutations().begin(), Mutations().end(),
                                         [](const Mutation& m) { return m.name == "square"; });
  const Draft parent =
      ToDraft(*Parse("ulpforge program v1\nconst a = 3\nconst b = 5\nconst c = 7\nv0 = add x a\nv1 = div b "
                     "v0\nv2 = add v1 c\n"
                     "return v2\n"));
  Rng rng(4);
  std::set<int> seen;
  for (int k = 0; k < 100; ++k) {
    Draft child = parent;
    ASSERT_TRUE(square.apply(space, rng, child));
    const double half = Value(parent, 0.5), c = child.size() == 5 ? child[4].args[1].value.hi : 0;
    const double factor = (Value(child, 1) - c) / (half * half);
    seen.insert(static_cast<int>(std::lround(factor)) + (child.size() == 5 ? 10 : 0));
    EXPECT_NEAR(factor, std::lround(factor), 1e-12);
  }
  EXPECT_EQ(seen, (std::set<int>{1, 11, 12, 14}));
  Draft full = ToDraft(*Parse("ulpforge program v1\nv0 = mul x x\nv1 = add v0 x\nreturn v1\n"));
  EXPECT_FALSE(square.apply(space, rng, full));  // nothing stretches it
}

TEST(DraftTest, RoundTripsThroughPrograms) {
  Rng rng(5);
  for (int k = 0; k < 1000; ++k) {
    const Draft draft = RandomDraft(WholeSpace(), 1 + static_cast<int>(rng.Below(9)), rng);
    const Program program = ToProgram(draft);
    ASSERT_TRUE(Validate(program).ok());
    EXPECT_EQ(ToProgram(ToDraft(program)), program);
  }
}

}  // namespace
}  // namespace ulpforge
