#include "engine/variation/free_mutation.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "dsl/canonical.h"
#include "dsl/free_program.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

SearchSpace TableOps() {
  SearchSpace space;
  for (const OpInfo& op : kOps) space.ops.push_back(op.code);
  return space;
}

Draft RandomProgram(const SearchSpace& space, Rng& rng) {
  for (;;) {
    Draft draft = RandomFreeDraft(space, 2 + static_cast<int>(rng.Below(6)), rng);
    if (!draft.empty() && Info(draft.back().op).result == Type::kFloat) return draft;
  }
}

TEST(FreeMutationTest, RandomProgramsAreValidAndUseEveryOp) {
  const SearchSpace space = TableOps();
  Rng rng(1);
  std::set<OpCode> seen;
  for (int k = 0; k < 3000; ++k) {
    const Program program = ToProgram(RandomProgram(space, rng));
    ASSERT_TRUE(Validate(program).ok()) << Validate(program);
    for (const Instruction& instruction : program.instructions) seen.insert(instruction.op);
  }
  EXPECT_EQ(seen.size(), kOps.size());
}

TEST(FreeMutationTest, EveryMutationKeepsProgramsValidAndChangesSome) {
  const SearchSpace space = TableOps();
  for (const Mutation& mutation : FreeMutations()) {
    Rng rng(2);
    int changed = 0;
    for (int k = 0; k < 3000; ++k) {
      const Draft before = RandomProgram(space, rng);
      Draft draft = before;
      const bool applied = mutation.apply(space, rng, draft);
      ASSERT_FALSE(draft.empty());
      const Program program = ToProgram(draft);
      ASSERT_TRUE(Validate(program).ok()) << mutation.name << ": " << Validate(program);
      EXPECT_LE(static_cast<int>(draft.size()), space.max_ops);
      const bool differs = Canonicalize(program) != Canonicalize(ToProgram(before));
      EXPECT_TRUE(applied || !differs) << mutation.name;
      changed += differs;
    }
    EXPECT_GT(changed, 100) << mutation.name;
  }
}

TEST(FreeMutationTest, OpsOutsideTheSpaceDoNotAppear) {
  const SearchSpace space{.ops = {OpCode::kFma, OpCode::kToInt, OpCode::kFromBits, OpCode::kIntAdd}};
  Rng rng(3);
  const Mutator mutator(space, std::vector<double>(FreeMutations().size(), 1), FreeMutations());
  Draft draft = RandomProgram(space, rng);
  for (int k = 0; k < 3000; ++k) {
    draft = mutator.Mutate(draft, rng);
    for (const DraftNode& node : draft) {
      EXPECT_NE(std::ranges::find(space.ops, node.op), space.ops.end()) << Info(node.op).name;
    }
  }
}

}  // namespace
}  // namespace ulpforge
