#include <map>

#include "base/rng.h"
#include "gtest/gtest.h"
#include "hashing/structure_memo.h"

namespace ulpforge {
namespace {

TEST(StructureMemoTest, RemembersUntilAnotherTakesThePlace) {
  StructureMemo memo;
  const FunctionKey a{1, 2}, same_low{1, 3};
  memo.Of(a) = {FunctionKey{7, 8}, true};
  EXPECT_EQ(memo.Of(a).key, (FunctionKey{7, 8}));
  EXPECT_EQ(memo.Of(a).redundant, true);
  EXPECT_FALSE(memo.Of(same_low).key || memo.Of(same_low).redundant);
  EXPECT_FALSE(memo.Of(a).key || memo.Of(a).redundant);
}

TEST(StructureMemoTest, NothingIsKnownAtFirst) {
  StructureMemo memo;
  EXPECT_FALSE(memo.Of({0, 0}).key || memo.Of({0, 0}).redundant);
}

TEST(StructureMemoTest, NeverAnswersForAnother) {
  StructureMemo memo;
  Rng rng(1);
  std::map<FunctionKey, FunctionKey> truth;
  size_t remembered = 0;
  for (int k = 0; k < 100000; ++k) {
    const FunctionKey structure{rng.Below(40000) << 3, rng.Below(2)};
    const FunctionKey key = truth.try_emplace(structure, FunctionKey{rng.Next(), 0}).first->second;
    StructureMemo::Facts& facts = memo.Of(structure);
    if (facts.key) {
      ++remembered;
      ASSERT_EQ(*facts.key, key);
    }
    facts.key = key;
  }
  EXPECT_GT(remembered, 100u);
}

}  // namespace
}  // namespace ulpforge
