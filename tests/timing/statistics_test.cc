// Statistics of samples that are made up, so that every figure is known.
#include "timing/statistics.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "base/rng.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "timing/quiet.h"

namespace ulpforge {
namespace {

using ::testing::DoubleNear;
using ::testing::HasSubstr;

constexpr CoreProbe kQuiet{.ns_per_cycle = 0.25, .nops_per_cycle = 7};
constexpr CoreProbe kShared{.ns_per_cycle = 0.25, .nops_per_cycle = 4};
constexpr CoreProbe kPreempted{.ns_per_cycle = 2, .nops_per_cycle = 56};

constexpr StatisticsOptions kOptions{.max_spread = 0.1, .min_samples = 10};
const std::vector<std::optional<size_t>> kPair = {0, 0};

Sample At(double ns, const CoreProbe& before = kQuiet, const CoreProbe& after = kQuiet) {
  return {.ns = ns, .before = before, .after = after};
}

std::vector<Round> Constant(size_t rounds, double baseline_ns, double ns) {
  return std::vector<Round>(rounds, Round{At(baseline_ns), At(ns)});
}

TEST(Summarize, TellsConstantTimesExactly) {
  const Summary summary = Summarize(Constant(100, 2, 3), kPair, kOptions);
  ASSERT_EQ(summary.lanes.size(), 2);
  const Figure& figure = summary.lanes[1];
  EXPECT_EQ(figure.refused, "");
  EXPECT_EQ(figure.kept, 100);
  EXPECT_EQ(figure.dropped, 0);
  EXPECT_EQ(figure.ns.value, 3);
  EXPECT_EQ(figure.ns.median, 3);
  EXPECT_EQ(figure.ns.spread, 0);
  EXPECT_EQ(figure.cycles.value, 12);
  EXPECT_EQ(figure.ratio.value, 1.5);
  EXPECT_EQ(figure.ratio.median, 1.5);
  EXPECT_EQ(summary.lanes[0].ratio.value, 1);
  EXPECT_EQ(summary.ns_per_cycle, 0.25);
  EXPECT_EQ(summary.nops_per_cycle, 7);
  EXPECT_EQ(summary.kept_share, 1);
}

TEST(Summarize, TellsQuartilesOfTheSamples) {
  std::vector<Round> rounds;
  for (int k = 0; k <= 100; ++k) rounds.push_back({At(1), At(100 + k)});
  const Figure figure = Summarize(rounds, kPair, {.max_spread = 1, .min_samples = 10}).lanes[1];
  EXPECT_DOUBLE_EQ(figure.ns.value, 125);
  EXPECT_DOUBLE_EQ(figure.ns.median, 150);
  EXPECT_DOUBLE_EQ(figure.ns.spread, 25.0 / 150);
  EXPECT_DOUBLE_EQ(figure.ratio.value, 125);
  EXPECT_DOUBLE_EQ(figure.ratio.spread, 25.0 / 150);
}

TEST(Summarize, DropsWhatWasDisturbedBeforeOrAfter) {
  std::vector<Round> rounds = Constant(100, 2, 3);
  for (int k = 0; k < 20; ++k) rounds.push_back({At(2), At(5, kShared, kQuiet)});
  for (int k = 0; k < 30; ++k) rounds.push_back({At(2), At(5, kQuiet, kShared)});
  for (int k = 0; k < 15; ++k) rounds.push_back({At(2), At(90, kQuiet, kPreempted)});
  const Summary summary = Summarize(rounds, kPair, kOptions);
  EXPECT_EQ(summary.lanes[1].kept, 100);
  EXPECT_EQ(summary.lanes[1].dropped, 65);
  EXPECT_EQ(summary.lanes[1].ns.value, 3);
  EXPECT_EQ(summary.lanes[1].ns.spread, 0);
  EXPECT_EQ(summary.lanes[0].kept, 165);
  EXPECT_DOUBLE_EQ(summary.kept_share, 265.0 / 330);
}

TEST(Summarize, FindsTheQuietSamplesAmongManyShared) {
  std::vector<Round> rounds = Constant(20, 2, 3);
  for (int k = 0; k < 180; ++k) rounds.push_back({At(3, kShared, kShared), At(6, kShared, kShared)});
  const Summary summary = Summarize(rounds, kPair, kOptions);
  EXPECT_EQ(summary.lanes[1].kept, 20);
  EXPECT_EQ(summary.lanes[1].ratio.value, 1.5);
}

TEST(Summarize, FormsRatiosInCyclesWhenTheClockChanges) {
  constexpr CoreProbe kSlow{.ns_per_cycle = 0.28, .nops_per_cycle = 7};
  std::vector<Round> rounds;
  for (int k = 0; k < 50; ++k) {
    // 8 and 12 cycles; within a round the clock changes between the two.
    rounds.push_back({At(8 * 0.25), At(12 * 0.28, kSlow, kSlow)});
    rounds.push_back({At(8 * 0.28, kSlow, kSlow), At(12 * 0.25)});
  }
  const Figure figure = Summarize(rounds, kPair, kOptions).lanes[1];
  EXPECT_THAT(figure.cycles.value, DoubleNear(12, 1e-12));
  EXPECT_THAT(figure.ratio.value, DoubleNear(1.5, 1e-12));
  EXPECT_THAT(figure.ratio.median, DoubleNear(1.5, 1e-12));
  EXPECT_THAT(figure.ratio.spread, DoubleNear(0, 1e-12));
}

TEST(Summarize, PairsSamplesOfOneRound) {
  // Both drift together by a factor of 3, their ratio stays. A constant ratio cannot be seen from the
  // quartiles alone.
  std::vector<Round> rounds;
  for (int k = 0; k < 100; ++k) rounds.push_back({At(2 + 0.04 * k), At(3 + 0.06 * k)});
  const Figure figure = Summarize(rounds, kPair, {.max_spread = 1, .min_samples = 10}).lanes[1];
  EXPECT_GT(figure.cycles.spread, 0.1);
  EXPECT_THAT(figure.ratio.spread, DoubleNear(0, 1e-12));
  EXPECT_THAT(figure.ratio.median, DoubleNear(1.5, 1e-12));
}

TEST(Summarize, IsNotMovedByOutliersThatNoProbeSaw) {
  Rng rng(1);
  std::vector<Round> rounds;
  for (int k = 0; k < 1000; ++k) {
    const double late = rng.Chance(0.2) ? 50 : 0;
    const double late_baseline = rng.Chance(0.2) ? 50 : 0;
    rounds.push_back({At(2 + late_baseline), At(3 + late)});
  }
  const Figure figure = Summarize(rounds, kPair, kOptions).lanes[1];
  EXPECT_EQ(figure.refused, "");
  EXPECT_EQ(figure.ns.value, 3);
  EXPECT_EQ(figure.ratio.value, 1.5);
}

TEST(Summarize, RefusesTooFewQuietSamples) {
  std::vector<Round> rounds = Constant(9, 2, 3);
  for (int k = 0; k < 20; ++k) rounds.push_back({At(2), At(3, kShared, kQuiet)});
  const Summary summary = Summarize(rounds, kPair, kOptions);
  EXPECT_EQ(summary.lanes[0].refused, "");
  EXPECT_THAT(summary.lanes[1].refused,
              HasSubstr("only 9 of 29 samples were taken while the core was quiet, 10 are"));
}

TEST(Summarize, RefusesASpreadAboveTheLimit) {
  std::vector<Round> rounds;
  for (int k = 0; k < 100; ++k) rounds.push_back({At(2), At(k % 2 == 0 ? 3 : 4)});
  const Summary summary = Summarize(rounds, kPair, kOptions);
  EXPECT_EQ(summary.lanes[0].refused, "");
  EXPECT_THAT(summary.lanes[1].refused, HasSubstr("the samples spread by 14%, 10% are allowed"));
  EXPECT_EQ(Summarize(rounds, kPair, {.max_spread = 0.15, .min_samples = 10}).lanes[1].refused, "");
}

TEST(Summarize, RefusesRatiosToABaselineThatIsRefused) {
  std::vector<Round> rounds;
  for (int k = 0; k < 100; ++k) rounds.push_back({At(k % 2 == 0 ? 2 : 4), At(3)});
  const Summary summary = Summarize(rounds, kPair, kOptions);
  EXPECT_THAT(summary.lanes[0].refused, HasSubstr("the samples spread"));
  EXPECT_THAT(summary.lanes[1].refused, HasSubstr("the baseline: the samples spread"));
}

TEST(Summarize, RefusesTooFewPairs) {
  std::vector<Round> rounds = Constant(5, 2, 3);
  for (int k = 0; k < 20; ++k) rounds.push_back({At(2), At(3, kShared, kQuiet)});
  for (int k = 0; k < 20; ++k) rounds.push_back({At(2, kShared, kQuiet), At(3)});
  const Summary summary = Summarize(rounds, kPair, kOptions);
  EXPECT_EQ(summary.lanes[0].refused, "");
  EXPECT_THAT(summary.lanes[1].refused, HasSubstr("only 5 of 45 pairs with the baseline"));
}

TEST(Summarize, LeavesRatiosOutWithoutABaseline) {
  const std::vector<std::optional<size_t>> baselines = {std::nullopt, std::nullopt};
  const Figure figure = Summarize(Constant(100, 2, 3), baselines, kOptions).lanes[1];
  EXPECT_EQ(figure.refused, "");
  EXPECT_EQ(figure.ns.value, 3);
  EXPECT_TRUE(std::isnan(figure.ratio.value));
  EXPECT_TRUE(std::isnan(figure.ratio.median));
}

TEST(Summarize, SaysNothingOfALaneWithoutQuietSamples) {
  std::vector<Round> rounds(100, Round{At(2), At(3, kShared, kShared)});
  const Figure figure = Summarize(rounds, kPair, kOptions).lanes[1];
  EXPECT_EQ(figure.kept, 0);
  EXPECT_EQ(figure.dropped, 100);
  EXPECT_TRUE(std::isnan(figure.ns.value));
  EXPECT_TRUE(std::isnan(figure.ratio.value));
  EXPECT_THAT(figure.refused, HasSubstr("only 0 of 100"));
}

TEST(BestOf, IgnoresTheRatesOfInterruptedChains) {
  std::vector<CoreProbe> probes(50, kQuiet);
  probes.insert(probes.end(), 50, kPreempted);
  EXPECT_EQ(BestOf(probes), kQuiet);
}

TEST(BestOf, IsNotTheRateOfOneLuckyProbe) {
  std::vector<CoreProbe> probes(99, kQuiet);
  probes.push_back({.ns_per_cycle = 0.26, .nops_per_cycle = 11});
  EXPECT_EQ(BestOf(probes), kQuiet);
}

TEST(IsQuiet, AllowsChangesOfTheClockAndNoSharing) {
  EXPECT_TRUE(IsQuiet(kQuiet, kQuiet));
  EXPECT_TRUE(IsQuiet({.ns_per_cycle = 0.3, .nops_per_cycle = 6.5}, kQuiet));
  EXPECT_FALSE(IsQuiet(kShared, kQuiet));
  EXPECT_FALSE(IsQuiet(kPreempted, kQuiet));
  EXPECT_FALSE(IsQuiet({.ns_per_cycle = 0.35, .nops_per_cycle = 7}, kQuiet));
}

}  // namespace
}  // namespace ulpforge
