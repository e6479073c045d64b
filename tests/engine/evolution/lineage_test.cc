#include "engine/evolution/lineage.h"

#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "hashing/structure.h"
#include "tests/owning_search.h"

namespace ulpforge {
namespace {

using ::testing::ElementsAre;

// 0 <- 1 <- 2 <- 4, and 3 from 1.
Lineage SmallTree() {
  Lineage lineage;
  lineage.Add(0, {.error = 8});
  lineage.Add(1, {.parent = 0, .error = 4});
  lineage.Add(2, {.parent = 1, .error = 2});
  lineage.Add(3, {.parent = 1, .error = 3});
  lineage.Add(4, {.parent = 2, .error = 1});
  return lineage;
}

std::vector<uint64_t> Candidates(const LineageState& state) {
  std::vector<uint64_t> candidates;
  for (const AncestorState& ancestor : state.ancestors()) candidates.push_back(ancestor.candidate());
  return candidates;
}

TEST(LineageTest, OnlyTheLivingAndTheirAncestorsAreKept) {
  Lineage lineage = SmallTree();
  EXPECT_EQ(Candidates(lineage.Save({4})), (std::vector<uint64_t>{0, 1, 2, 4}));
  EXPECT_EQ(Candidates(lineage.Save({3, 2})), (std::vector<uint64_t>{0, 1, 2, 3}));
  EXPECT_EQ(Candidates(lineage.Save({})), std::vector<uint64_t>{});
  const std::string before = lineage.Save({3}).SerializeAsString();
  lineage.Prune({3, 77});
  EXPECT_EQ(lineage.size(), 3u);
  EXPECT_EQ(lineage.Save({3}).SerializeAsString(), before);
}

TEST(LineageTest, StatesAreReadBackByTheNamesOfMutations) {
  Lineage lineage;
  AppliedMutations mutations;
  mutations.Add("graft");
  mutations.Add("insert");
  mutations.Add("graft");
  lineage.Add(5, {.mutations = mutations, .frame = 3, .error = 0.25, .structure = "s"});
  const LineageState state = lineage.Save({5});
  EXPECT_THAT(state.mutations(), ElementsAre("graft", "insert"));
  EXPECT_THAT(state.ancestors(0).mutations(), ElementsAre(0, 1, 0));
  Lineage read;
  ASSERT_TRUE(read.Load(state).ok());
  EXPECT_EQ(read.Save({5}).SerializeAsString(), state.SerializeAsString());

  LineageState other = state;
  other.mutable_ancestors(0)->add_mutations(0);
  EXPECT_EQ(Lineage().Load(other).message(), "bad mutations of candidate 5");
  other = state;
  other.mutable_ancestors(0)->set_mutations(0, 2);
  EXPECT_EQ(Lineage().Load(other).message(), "bad mutations of candidate 5");
}

// Every member of the front comes in steps from a program that had no parent, and no step is without a
// reason.
TEST(LineageTest, TheFrontOfASearchDescendsFromScratch) {
  for (const char* algorithm : {"niche-aging", "aging", "nsga2"}) {
    SearchConfig config;
    config.set_target("exp2");
    config.set_max_ops(5);
    config.set_population(20);
    config.set_batch(64);
    config.set_starts(1);
    config.set_patience(2000);  // elites begin a new epoch and keep their descent
    config.set_algorithm(algorithm);
    OwningSearch search(config, 1);
    RunBatches(search, 150);
    Checkpoint checkpoint;
    search.Save(&checkpoint);
    std::map<uint64_t, const AncestorState*> ancestors;
    for (const AncestorState& state : checkpoint.lineage().ancestors()) ancestors[state.candidate()] = &state;
    size_t longest = 0;
    for (const FrontMember* member : search.front().Members()) {
      ASSERT_TRUE(ancestors.contains(member->found_at)) << algorithm;
      EXPECT_EQ(ancestors[member->found_at]->structure(), PackStructure(member->program)) << algorithm;
      const AncestorState* state = ancestors[member->found_at];
      size_t steps = 0;
      for (; state->has_parent(); ++steps) {
        ASSERT_LT(state->parent(), state->candidate());
        ASSERT_GT(state->mutations_size(), 0);
        ASSERT_TRUE(ancestors.contains(state->parent())) << algorithm << " " << state->candidate();
        state = ancestors[state->parent()];
      }
      EXPECT_EQ(state->mutations_size(), 0);
      longest = std::max(longest, steps);
    }
    EXPECT_GT(longest, 1u) << algorithm;
  }
}

}  // namespace
}  // namespace ulpforge
