#include "hashing/evaluation_cache.h"

#include <list>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

using ::testing::ElementsAre;

FunctionKey Key(uint64_t k) { return {k, ~k}; }

CachedEvaluation Evaluation(double error, size_t constants = 2) {
  CachedEvaluation evaluation;
  evaluation.error = error;
  evaluation.constants.assign(constants, Extended(error, error * 0x1p-60));
  evaluation.program = "0123456789";
  return evaluation;
}

// The bytes of one such entry.
size_t EntryBytes(size_t constants = 2) {
  EvaluationCache cache(1 << 20);
  cache.Insert(Key(0), Evaluation(0, constants));
  return cache.bytes();
}

std::vector<uint64_t> Order(const EvaluationCache& cache) {
  std::vector<uint64_t> order;
  cache.ForEach([&](const FunctionKey& key, const CachedEvaluation&) { order.push_back(key.low); });
  return order;
}

TEST(EvaluationCacheTest, FindsWhatWasInserted) {
  EvaluationCache cache(1 << 20);
  EXPECT_EQ(cache.Find(Key(1)), nullptr);
  cache.Insert(Key(1), Evaluation(0.5));
  ASSERT_NE(cache.Find(Key(1)), nullptr);
  CachedEvaluation expected = Evaluation(0.5);
  expected.hits = 2;
  EXPECT_EQ(*cache.Find(Key(1)), expected);
  EXPECT_EQ(cache.Find({1, 1}), nullptr);  // both halves of the key count
}

TEST(EvaluationCacheTest, PeekChangesNothing) {
  EvaluationCache cache(1 << 20);
  cache.Insert(Key(1), Evaluation(1));
  cache.Insert(Key(2), Evaluation(2));
  ASSERT_NE(cache.Peek(Key(1)), nullptr);
  EXPECT_EQ(*cache.Peek(Key(1)), Evaluation(1));
  EXPECT_EQ(cache.Peek(Key(3)), nullptr);
  EXPECT_EQ(cache.evictions(), 0u);
  EXPECT_THAT(Order(cache), ElementsAre(1, 2));
}

TEST(EvaluationCacheTest, EvictsTheLeastRecentlyUsed) {
  EvaluationCache cache(3 * EntryBytes());
  for (uint64_t k = 1; k <= 3; ++k) cache.Insert(Key(k), Evaluation(k));
  EXPECT_EQ(cache.evictions(), 0u);
  cache.Find(Key(1));
  EXPECT_THAT(Order(cache), ElementsAre(2, 3, 1));
  cache.Insert(Key(4), Evaluation(4));
  EXPECT_THAT(Order(cache), ElementsAre(3, 1, 4));
  EXPECT_EQ(cache.evictions(), 1u);
  EXPECT_EQ(cache.Find(Key(2)), nullptr);
}

TEST(EvaluationCacheTest, ReplacingIsNoEvictionAndRenewsTheEntry) {
  EvaluationCache cache(2 * EntryBytes());
  cache.Insert(Key(1), Evaluation(1));
  cache.Insert(Key(2), Evaluation(2));
  cache.Insert(Key(1), Evaluation(3));
  EXPECT_THAT(Order(cache), ElementsAre(2, 1));
  EXPECT_EQ(*cache.Peek(Key(1)), Evaluation(3));
  EXPECT_EQ(cache.evictions(), 0u);
  EXPECT_EQ(cache.bytes(), 2 * EntryBytes());
}

TEST(EvaluationCacheTest, OneLargeEntryEvictsSeveral) {
  EvaluationCache cache(4 * EntryBytes());
  for (uint64_t k = 1; k <= 4; ++k) cache.Insert(Key(k), Evaluation(k));
  cache.Insert(Key(5), Evaluation(5, 3));
  EXPECT_THAT(Order(cache), ElementsAre(3, 4, 5));
  EXPECT_EQ(cache.evictions(), 2u);
}

TEST(EvaluationCacheTest, AnEntryLargerThanTheBoundIsNotKept) {
  EvaluationCache cache(EntryBytes());
  cache.Insert(Key(1), Evaluation(1));
  cache.Insert(Key(2), Evaluation(2, 3));
  EXPECT_THAT(Order(cache), ElementsAre(1));
  cache.Insert(Key(1), Evaluation(2, 3));
  EXPECT_EQ(cache.size(), 0u);
  EXPECT_EQ(cache.bytes(), 0u);
  EXPECT_EQ(cache.evictions(), 0u);
  EvaluationCache none(0);
  none.Insert(Key(1), Evaluation(1));
  EXPECT_EQ(none.size(), 0u);
}

TEST(EvaluationCacheTest, BytesDependOnWhatIsStoredAlone) {
  CachedEvaluation roomy = Evaluation(1);
  roomy.constants.reserve(1000);
  roomy.program.reserve(1000);
  EvaluationCache cache(1 << 20);
  cache.Insert(Key(1), roomy);
  EXPECT_EQ(cache.bytes(), EntryBytes());
  EXPECT_EQ(EntryBytes(5) - EntryBytes(2), 3 * sizeof(Extended));
}

// Least recently used first, as a list.
struct Model {
  size_t capacity = 0, bytes = 0;
  std::list<std::pair<uint64_t, size_t>> entries;  // key, constants

  bool Find(uint64_t key) {
    for (auto e = entries.begin(); e != entries.end(); ++e) {
      if (e->first != key) continue;
      entries.splice(entries.end(), entries, e);
      return true;
    }
    return false;
  }
  void Insert(uint64_t key, size_t constants) {
    if (Find(key)) {
      bytes -= EntryBytes(entries.back().second);
      entries.pop_back();
    }
    bytes += EntryBytes(constants);
    entries.emplace_back(key, constants);
    while (bytes > capacity) {
      bytes -= EntryBytes(entries.front().second);
      entries.pop_front();
    }
  }
};

TEST(EvaluationCacheTest, BehavesAsTheListModelAndRestoresToTheSame) {
  const size_t capacity = 20 * EntryBytes();
  EvaluationCache cache(capacity);
  Model model{capacity};
  Rng rng(1);
  for (int i = 0; i < 5000; ++i) {
    const uint64_t key = rng.Below(60);
    if (rng.Chance(0.5)) {
      ASSERT_EQ(cache.Find(Key(key)) != nullptr, model.Find(key));
    } else {
      const size_t constants = rng.Below(9);
      cache.Insert(Key(key), Evaluation(key, constants));
      model.Insert(key, constants);
    }
    ASSERT_EQ(cache.bytes(), model.bytes);
    ASSERT_LE(cache.bytes(), capacity);
    ASSERT_EQ(cache.size(), model.entries.size());
    if (i % 500 != 0) continue;
    // Save, restore and go on with the restored one.
    EvaluationCache restored(capacity);
    cache.ForEach([&](const FunctionKey& k, const CachedEvaluation& e) { restored.Insert(k, e); });
    restored.set_evictions(cache.evictions());
    EXPECT_EQ(Order(restored), Order(cache));
    cache.ForEach([&](const FunctionKey& k, const CachedEvaluation& e) { EXPECT_EQ(*restored.Peek(k), e); });
    EXPECT_EQ(restored.bytes(), cache.bytes());
    EXPECT_EQ(restored.evictions(), cache.evictions());
    cache = std::move(restored);
  }
  std::vector<uint64_t> expected;
  for (const auto& [key, constants] : model.entries) expected.push_back(key);
  EXPECT_EQ(Order(cache), expected);
  EXPECT_GT(cache.evictions(), 100u);
}

}  // namespace
}  // namespace ulpforge
