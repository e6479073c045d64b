// The order of samples, with a source whose clock and cores are made up.
#include "timing/sampling.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <set>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace ulpforge {
namespace {

constexpr double kProbeNs = 2e3;
constexpr double kSampleNs = 20e3;

class FakeSource : public SampleSource {
 public:
  explicit FakeSource(size_t lanes) : lanes_(lanes) {}

  size_t lanes() const override { return lanes_; }

  void StartRound(size_t round) override {
    EXPECT_EQ(round, rounds_.size());
    rounds_.emplace_back();
  }

  double Run(size_t lane) override {
    now_ += kSampleNs;
    rounds_.back().push_back(lane);
    return static_cast<double>(lane + 1);
  }

  CoreProbe Probe() override {
    now_ += kProbeNs;
    ++probes_;
    // The chain tells one probe from another.
    return {.ns_per_cycle = 0.25 + 1e-9 * static_cast<double>(probes_),
            .nops_per_cycle = is_shared_() ? 4.0 : 7.0};
  }

  void MoveToQuietestCore() override { moves_.push_back(now_); }
  double Now() override { return now_; }

  size_t lanes_;
  double now_ = 1e12;
  size_t probes_ = 0;
  std::function<bool()> is_shared_ = [] { return false; };
  std::vector<std::vector<size_t>> rounds_;  // the lanes in the order in which they ran
  std::vector<double> moves_;
};

TEST(TakeRounds, RunsEveryLaneOnceInARoundAndInChangingOrder) {
  FakeSource source(4);
  const std::vector<Round> rounds = TakeRounds(source, {.seconds = 1, .rounds = 500});
  ASSERT_EQ(rounds.size(), 500);
  std::set<std::vector<size_t>> orders;
  for (size_t r = 0; r < rounds.size(); ++r) {
    std::vector<size_t> lanes = source.rounds_[r];
    orders.insert(lanes);
    std::ranges::sort(lanes);
    EXPECT_EQ(lanes, (std::vector<size_t>{0, 1, 2, 3}));
    for (size_t lane = 0; lane < 4; ++lane) EXPECT_EQ(rounds[r][lane].ns, lane + 1);
  }
  EXPECT_EQ(orders.size(), 24);
}

TEST(TakeRounds, ProbesDirectlyBeforeAndAfterEverySample) {
  FakeSource source(3);
  const std::vector<Round> rounds = TakeRounds(source, {.seconds = 1, .rounds = 5});
  for (size_t r = 0; r < rounds.size(); ++r) {
    const std::vector<size_t>& order = source.rounds_[r];
    for (size_t k = 0; k < order.size(); ++k) {
      const Sample& sample = rounds[r][order[k]];
      EXPECT_LT(sample.before.ns_per_cycle, sample.after.ns_per_cycle);
      if (k > 0) {
        EXPECT_EQ(sample.before, rounds[r][order[k - 1]].after);
      }
    }
  }
  EXPECT_EQ(source.probes_, 5 * 4);
}

TEST(TakeRounds, StartsNoRoundAfterTheTime) {
  FakeSource source(2);
  const double start = source.now_;
  const double round_ns = 3 * kProbeNs + 2 * kSampleNs;
  const std::vector<Round> rounds = TakeRounds(source, {.seconds = 10.5 * round_ns * 1e-9});
  EXPECT_EQ(rounds.size(), 11);
  EXPECT_DOUBLE_EQ(source.now_ - start, 11 * round_ns);
}

TEST(TakeRounds, TakesOneRoundAtLeast) {
  FakeSource source(2);
  EXPECT_EQ(TakeRounds(source, {.seconds = 1e-9}).size(), 1);
}

TEST(TakeRounds, LooksForACoreOnceWhileItIsQuiet) {
  FakeSource source(2);
  TakeRounds(source, {.seconds = 1});
  EXPECT_EQ(source.moves_.size(), 1);
}

TEST(TakeRounds, LooksForAnotherCoreWhenItsCoreBecomesShared) {
  FakeSource source(2);
  const double start = source.now_;
  source.is_shared_ = [&] { return source.moves_.size() < 2 && source.now_ - start > 0.3e9; };
  TakeRounds(source, {.seconds = 1});
  ASSERT_EQ(source.moves_.size(), 2);
  EXPECT_GT(source.moves_[1] - start, 0.3e9);
  EXPECT_LT(source.moves_[1] - start, 0.35e9);
}

TEST(TakeRounds, BearsAPreemptionBeforeTheFirstProbe) {
  class LateSource : public FakeSource {
   public:
    LateSource() : FakeSource(2) {}
    // Loses 50 ms after each look.
    double Now() override { return std::exchange(now_, now_ + 50e6); }
  };
  LateSource source;
  EXPECT_EQ(TakeRounds(source, {.seconds = 1, .rounds = 3}).size(), 3);
  EXPECT_EQ(source.moves_.size(), 1);
}

TEST(TakeRounds, OrderDependsOnTheSeedAlone) {
  const auto order = [](uint64_t seed) {
    FakeSource source(5);
    TakeRounds(source, {.seconds = 1, .rounds = 20, .seed = seed});
    return std::move(source.rounds_);
  };
  EXPECT_EQ(order(1), order(1));
  EXPECT_NE(order(1), order(2));
}

}  // namespace
}  // namespace ulpforge
