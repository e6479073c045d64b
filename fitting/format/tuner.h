// The Tuner moves the constants and integers of a program, one or two at a time or all together, and keeps
// what makes the program better as a Scorer sees it: what it computes, rounding errors included. Numbers are
// moved as ordinals (fitting/format/tunable.h): a step of 1 is one unit in the last place of a constant.
//
// Thread safety: one Tuner per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "accuracy/samples/ulp_samples.h"
#include "base/rng.h"
#include "dsl/program.h"
#include "fitting/format/objective.h"
#include "fitting/format/scorer.h"
#include "fitting/format/tunable.h"

namespace ulpforge {

struct TuneOptions {
  // First so many rounds of minimax steps, and then of single numbers by steps of powers of two; the rounds
  // end early when they bring little.
  int rounds = 0;
  // Then at most so many moves for each number by 1 or 4 units, each the best of all of them ...
  size_t best_moves = 3;
  // ... or where none helps two numbers at once.
  bool pairs = true;
};

// Of constants that were fitted before, and are a few units in the last place from the best.
inline constexpr TuneOptions kTuneLastPlaces{};
// Of constants that may be anything.
inline constexpr TuneOptions kTuneFromAfar{.rounds = 6, .best_moves = 0, .pairs = false};

class Tuner {
 public:
  // `objective` must outlive the tuner.
  explicit Tuner(const Objective& objective) : scorer_(objective) {}

  // Rounds the `numbers` of the program to the format that it computes in and tunes them. The score on the
  // samples, as good or better. REQUIRES: Validate(program).ok().
  Score Tune(const UlpSamples& samples, std::span<const TunableNumber> numbers, const TuneOptions& options,
             Program& program);

  // Takes at most so many minimax steps for all numbers together. The score of the program, as good or
  // better.
  Score TakeMinimaxSteps(const UlpSamples& samples, int steps, Program& program);

  // Tries `moves` random moves of single numbers, by 1 to 2^25 units, or to a value that `draw` gives: the
  // ordinal of a constant, or of an integer. What helps is done again, twice as far. The score of the
  // program, as good or better.
  Score TryRandomMoves(const UlpSamples& samples, int moves,
                       const std::function<int64_t(bool is_integer, Rng& rng)>& draw, Rng& rng,
                       Program& program);

 private:
  Scorer scorer_;
};

}  // namespace ulpforge
