// Tuning of the constants and integers of a free program, judged by what it computes: first random moves of
// one number at a time, then minimax steps with derivatives by differences, the number that a float or an
// integer is among its neighbours being the variable (Osborne, Watson, "An algorithm for minimax
// approximation in the nonlinear case", Computer J. 12, 1969), at last single moves down to one unit in the
// last place.
//
// Thread safety: one FreeTuner per thread.
#pragma once

#include <vector>

#include "base/rng.h"
#include "dsl/free_program.h"
#include "dsl/program.h"
#include "engine/space/free_meter.h"

namespace ulpforge {

class FreeTuner {
 public:
  // `space` must outlive the tuner.
  explicit FreeTuner(const FloatSpace& space) : meter_(space) {}

  // Tries `moves` random moves, of all sizes. The score of the program, which is as good or better.
  FreeScore Nudge(const UlpSamples& samples, int moves, Rng& rng, Program& program);

  // Takes some minimax steps. The score of the program, which is as good or better.
  // REQUIRES: samples.size() is a multiple of 8.
  FreeScore Descend(const UlpSamples& samples, int steps, Program& program);

  // Tunes until nothing helps. The score of the program, which is as good or better.
  // REQUIRES: samples.size() is a multiple of 8.
  FreeScore Tune(const UlpSamples& samples, Program& program);

 private:
  void TakeMinimaxSteps(const UlpSamples& samples, int steps, FreeScore& score, Program& program);
  bool TakeMinimaxStep(const UlpSamples& samples, FreeScore& score, Program& program);
  // Moves of one number by doubled or halved steps, at most 2^from units.
  void Walk(const UlpSamples& samples, int from, FreeScore& score, Program& program);
  // Adds `step` to the place of the number if that is better.
  bool Accept(const UlpSamples& samples, const FreeNumber& number, int64_t step, FreeScore& score,
              Program& program);

  FreeMeter meter_;
};

}  // namespace ulpforge
