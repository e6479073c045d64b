#include "hashing/forgetting.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<uint32_t> DueUpTo(uint32_t last, const Forgetting& forgetting) {
  std::vector<uint32_t> due;
  for (uint32_t hits = 0; hits <= last; ++hits) {
    if (forgetting.IsDue(hits)) due.push_back(hits);
  }
  return due;
}

TEST(ForgettingTest, LessAndLessOften) {
  EXPECT_THAT(DueUpTo(300, {}), ElementsAre(4, 16, 64, 256));
  EXPECT_THAT(DueUpTo(50, {.after = 3, .factor = 2}), ElementsAre(3, 6, 12, 24, 48));
  EXPECT_THAT(DueUpTo(50, {.after = 1, .factor = 4}), ElementsAre(1, 4, 16));
}

TEST(ForgettingTest, AfterEquallyManyHits) {
  EXPECT_THAT(DueUpTo(12, {.after = 5, .factor = 1}), ElementsAre(5, 10));
  EXPECT_THAT(DueUpTo(3, {.after = 1, .factor = 1}), ElementsAre(1, 2, 3));
}

TEST(ForgettingTest, Never) {
  EXPECT_THAT(DueUpTo(1000, {.after = 0}), IsEmpty());
  EXPECT_THAT(DueUpTo(1000, {.after = 0, .factor = 1}), IsEmpty());
}

TEST(ForgettingTest, LargeNumbersDoNotOverflow) {
  constexpr Forgetting kLarge{.after = 1000000, .factor = 1000000};
  EXPECT_TRUE(kLarge.IsDue(1000000));
  EXPECT_FALSE(kLarge.IsDue(UINT32_MAX));
  EXPECT_TRUE((Forgetting{.after = 1, .factor = 2}.IsDue(uint32_t{1} << 31)));
}

}  // namespace
}  // namespace ulpforge
