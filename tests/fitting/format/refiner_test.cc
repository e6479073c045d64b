#include "fitting/format/refiner.h"

#include <algorithm>
#include <cmath>

#include "gtest/gtest.h"
#include "tests/fitting_format.h"

namespace ulpforge {
namespace {

const RefineOptions kOptions{.rounds = 3, .scans = {64, 256}, .worst_inputs = 64, .appended = 64, .seed = 5};

class RefinerTest : public testing::Test {
 protected:
  Refined Refine(std::vector<Program> versions, std::optional<double> wanted, const RefineOptions& options) {
    Refiner refiner(objective_, tuning_, validation_, options);
    return refiner.Refine(versions, TunableNumbers(versions[0]), wanted);
  }

  // The largest error of so many other samples.
  double ErrorElsewhere(const Program& program) {
    return Scorer(objective_).Error(program, SamplesOf(objective_, 7, 200000));
  }

  Objective objective_ = Exp2Objective();
  UlpSamples tuning_ = SamplesOf(objective_, 0, 100), validation_ = SamplesOf(objective_, 1, 1000);
};

TEST_F(RefinerTest, TheScoreHoldsElsewhere) {
  const Refined refined = Refine({Blurred()}, std::nullopt, kOptions);
  EXPECT_LT(refined.score.error, 1.5);
  EXPECT_LE(ErrorElsewhere(refined.program), 1.02 * refined.score.error);
  // Tuned on the hundred samples alone, the error is larger than these say.
  Program tuned = Blurred();
  const Score score = Tuner(objective_).Tune(tuning_, TunableNumbers(tuned), kTuneLastPlaces, tuned);
  EXPECT_GT(ErrorElsewhere(tuned), 1.02 * score.error);
}

TEST_F(RefinerTest, DependsOnTheArgumentsAlone) {
  Refiner refiner(objective_, tuning_, validation_, kOptions);
  const std::vector<TunableNumber> numbers = TunableNumbers(Blurred());
  const Refined one = refiner.Refine({Blurred()}, numbers, std::nullopt);
  refiner.Refine({one.program}, numbers, 1.0);
  const Refined again = refiner.Refine({Blurred()}, numbers, std::nullopt);
  EXPECT_EQ(one.program, again.program);
  EXPECT_EQ(one.score.error, again.score.error);
}

TEST_F(RefinerTest, AVersionThatIsBetterStays) {
  const Program good = Refine({Blurred()}, std::nullopt, kOptions).program;
  RefineOptions options = kOptions;
  options.tuning = {.best_moves = 0, .pairs = false};  // nothing moves
  EXPECT_EQ(Refine({good, Blurred()}, std::nullopt, options).program, good);
  options.takes_last = true;
  EXPECT_EQ(Refine({good, Blurred()}, std::nullopt, options).program, Blurred());
}

TEST_F(RefinerTest, EndsOnceTheErrorIsWanted) {
  RefineOptions options = kOptions;
  options.rounds = 1;
  const Refined first = Refine({Blurred()}, std::nullopt, options);
  EXPECT_EQ(Refine({Blurred()}, 10.0, kOptions).program, first.program);
  // What is not that good where it was tuned is not scanned: the score is that of the tuning samples.
  options.takes_last = true;
  Program tuned = Blurred();
  const Score score = Tuner(objective_).Tune(tuning_, TunableNumbers(tuned), kTuneLastPlaces, tuned);
  EXPECT_EQ(Refine({Blurred()}, 0.5, options).score.error, score.error);
}

}  // namespace
}  // namespace ulpforge
