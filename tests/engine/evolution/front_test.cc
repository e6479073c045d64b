#include "engine/evolution/front.h"

#include <limits>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ulpforge {
namespace {

using ::testing::ElementsAre;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

FrontMember Member(double cost, double error, int frame = 0) {
  FrontMember member;
  member.cost = cost;
  member.error = error;
  member.frame = frame;
  return member;
}

std::vector<double> Costs(const std::vector<const FrontMember*>& members) {
  std::vector<double> costs;
  for (const FrontMember* member : members) costs.push_back(member->cost);
  return costs;
}

TEST(FrontTest, TakesWhatNoCheaperOneEquals) {
  Front front(0.9);
  EXPECT_EQ(front.Best(5, 0), kInfinity);
  EXPECT_TRUE(front.Offer(Member(2, 1)));
  EXPECT_FALSE(front.Offer(Member(3, 0.95)));  // less than the improvement asked for
  EXPECT_TRUE(front.Offer(Member(3, 0.5)));
  EXPECT_TRUE(front.Offer(Member(1, 2)));
  EXPECT_EQ(front.Best(2.5, 0), 0.9);
  EXPECT_TRUE(front.Offer(Member(1.5, 0.4)));  // dominates two
  EXPECT_THAT(Costs(front.Members()), ElementsAre(1, 1.5));
}

TEST(FrontTest, EveryFrameHasItsOwn) {
  Front front(1);
  EXPECT_TRUE(front.Offer(Member(2, 1, 0)));
  EXPECT_TRUE(front.Offer(Member(3, 1, 1)));
  EXPECT_FALSE(front.Offer(Member(4, 1, 1)));
  EXPECT_EQ(front.Best(3, 2), kInfinity);
  EXPECT_TRUE(front.Offer(Member(2.5, 0.5, 1)));  // leaves frame 0 alone
  EXPECT_THAT(Costs(front.Members()), ElementsAre(2, 2.5));
}

TEST(FrontTest, FinalistsAreNotMuchDearerThanTheBestOfAnyFrame) {
  Front front(1);
  front.Offer(Member(10, 1, 0));
  front.Offer(Member(20, 0.5, 0));
  front.Offer(Member(11, 1, 1));
  front.Offer(Member(13, 0.9, 2));
  front.Offer(Member(23, 0.5, 3));
  EXPECT_THAT(Costs(front.Finalists(1)), ElementsAre(10, 13, 20));
  EXPECT_THAT(Costs(front.Finalists(1.12)), ElementsAre(10, 11, 13, 20));
  EXPECT_THAT(Costs(front.Finalists(1.2)), ElementsAre(10, 11, 13, 20, 23));
}

}  // namespace
}  // namespace ulpforge
