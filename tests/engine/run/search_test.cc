// The state of a search under every variant of the cache: the same on any number of threads, and the same
// when it was saved and loaded on the way.
#include "engine/run/search.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "engine/schema/config.h"
#include "gtest/gtest.h"
#include "hashing/function_key.h"
#include "tests/owning_search.h"

namespace ulpforge {
namespace {

SearchConfig SmallConfig() {
  SearchConfig config;
  config.set_target("exp2");
  config.set_max_ops(4);
  config.set_population(20);
  config.set_batch(64);
  config.set_fit_points(16);
  config.set_starts(1);
  config.set_audit_rate(0.2);
  return config;
}

struct Variant {
  std::string name;
  SearchConfig config;
};

// Every key, with bits so few that different functions may be merged, every way to forget, a cache that is
// too small, and none.
std::vector<Variant> CacheVariants() {
  std::vector<Variant> variants;
  const auto add = [&](const std::string& name, const auto& change) {
    variants.push_back({name, SmallConfig()});
    change(variants.back().config);
  };
  for (const KeyRow& row : RealKeys()) {
    for (const uint32_t bits : {1u, 52u}) {
      add(std::string(row.name) + " " + std::to_string(bits), [&](SearchConfig& config) {
        config.set_cache_key(std::string(row.name));
        config.set_mantissa_bits(bits);
      });
    }
  }
  for (const auto& [after, factor] : {std::pair{0u, 4u}, {1u, 1u}, {3u, 1u}, {2u, 2u}}) {
    add("forget " + std::to_string(after) + " " + std::to_string(factor), [&](SearchConfig& config) {
      config.set_forget_after(after);
      config.set_forget_factor(factor);
    });
  }
  add("small", [](SearchConfig& config) {
    config.set_cache_bytes(1 << 16);
    config.set_max_ops(7);  // so that there are enough functions
  });
  add("off", [](SearchConfig& config) { config.set_cache(false); });
  return variants;
}

TEST(SearchTest, TheStateDependsOnTheConfigurationAlone) {
  for (const Variant& variant : CacheVariants()) {
    OwningSearch one(variant.config, 1);
    RunBatches(one, 3);
    Checkpoint checkpoint;
    one.Save(&checkpoint);
    RunBatches(one, 7);
    OwningSearch resumed(variant.config, 3);
    ASSERT_TRUE(resumed.Load(checkpoint).ok()) << variant.name;
    RunBatches(resumed, 7);
    EXPECT_EQ(StateOf(one), StateOf(resumed)) << variant.name;
    EXPECT_EQ(one.statistics().cache_evictions() > 0, variant.name == "small");
  }
}

Statistics StatisticsAfter(const SearchConfig& config, int batches) {
  OwningSearch search(config, 1);
  RunBatches(search, batches);
  return search.statistics();
}

// (1 + x / 8)^8 by squarings, which a search of so few candidates does not find.
// The text form of programs does not keep the sign of a low part that is zero, so none may have one: what a
// search inherits would depend on whether it was saved on the way.
TEST(SearchTest, NoConstantHasALowPartOfMinusZero) {
  SearchConfig config = SmallConfig();
  config.set_max_ops(9);
  OwningSearch search(config, 2);
  RunBatches(search, 60);
  Checkpoint checkpoint;
  search.Save(&checkpoint);
  size_t zeros = 0;
  for (const CacheEntryState& entry : checkpoint.cache().entries()) {
    for (int k = 1; k < entry.constants_size(); k += 2) {
      if (entry.constants(k) != 0) continue;
      ++zeros;
      EXPECT_FALSE(std::signbit(entry.constants(k))) << entry.constants(k - 1);
    }
  }
  EXPECT_GT(zeros, 0u);
}

TEST(SearchTest, SeedProgramsAreTheFirstCandidatesAndAreFitted) {
  SearchConfig config = SmallConfig();
  config.set_max_ops(5);
  config.set_batch(1);
  config.add_seed_program(
      "ulpforge program v1\nconst c0 = 0x1p-3\nconst c1 = 1\nv0 = mul x c0\nv1 = add v0 c1\nv2 = mul v1 v1\n"
      "v3 = mul v2 v2\nv4 = mul v3 v3\nreturn v4\n");
  OwningSearch search(config, 1);
  search.RunBatch();
  const std::vector<const FrontMember*> members = search.front().Members();
  ASSERT_EQ(members.size(), 1u);
  EXPECT_EQ(OpCount(members[0]->program), 5);
  EXPECT_EQ(members[0]->found_at, 0u);
  EXPECT_LT(members[0]->error, 4e-3);  // 0.28 as given
  RunBatches(search, 50);
  EXPECT_GT(search.statistics().evaluated(), 1u);
}

TEST(SearchTest, DeadCodeInASeedProgramDoesNotCount) {
  SearchConfig config = SmallConfig();
  config.set_max_ops(1);
  config.add_seed_program("ulpforge program v1\nconst c = 3\nv0 = add x c\nv1 = mul v0 v0\nreturn v0\n");
  ASSERT_TRUE(ValidateConfig(config).ok()) << ValidateConfig(config);
  OwningSearch search(config, 1);
  RunBatches(search, 1);
  EXPECT_EQ(OpCount(search.front().Members()[0]->program), 1);
}

TEST(SearchTest, ForgettingDecidesHowOftenAKnownFunctionIsEvaluated) {
  const auto repeated = [&](uint32_t after, uint32_t factor) {
    SearchConfig config = SmallConfig();
    config.set_cache_key("structure");  // all programs of one structure have the same op count
    config.set_max_ops(3);
    config.set_forget_after(after);
    config.set_forget_factor(factor);
    return StatisticsAfter(config, 24).cache_refits();
  };
  EXPECT_EQ(repeated(0, 1), 0u);
  EXPECT_GT(repeated(4, 4), 0u);
  EXPECT_GT(repeated(4, 1), repeated(4, 2));
  EXPECT_GT(repeated(2, 1), repeated(8, 1));
}

// For field ops the exact key and values rounded to many bits are the same identity, so the search is the
// same one; the structure recognises less.
TEST(SearchTest, KeysThatMergeTheSameProgramsGiveTheSameSearch) {
  SearchConfig family = SmallConfig(), rounded = SmallConfig(), structure = SmallConfig();
  rounded.set_cache_key("rounded");
  structure.set_cache_key("structure");
  const Statistics of_family = StatisticsAfter(family, 16);
  EXPECT_EQ(of_family.SerializeAsString(), StatisticsAfter(rounded, 16).SerializeAsString());
  EXPECT_GT(StatisticsAfter(structure, 16).cache_misses(), of_family.cache_misses());
  EXPECT_GT(of_family.audited(), 0u);
  EXPECT_EQ(of_family.false_merges(), 0u);
}

}  // namespace
}  // namespace ulpforge
