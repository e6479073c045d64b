// The Finisher turns a good fit into the final constants of a front member: a minimax fit on a dense grid,
// exchange steps that add the true extrema of the error (Remez, 1934), and rounding of the constants to
// double with a search of their neighbourhood that gets back most of what rounding lost.
//
// Thread safety: one Finisher per thread.
#pragma once

#include <memory>
#include <vector>

#include "accuracy/dense/samples.h"
#include "fitting/real/minimax.h"
#include "targets/problem.h"

namespace ulpforge {

enum class ConstantFormat {
  kDouble,    // every constant is a double; errors are those of the rounded constants
  kExtended,  // constants are kept in extended precision
};

class Finisher {
 public:
  explicit Finisher(const Problem& problem);

  // Improves the constants of `program` and returns the largest error on the grid and at the extrema,
  // kNoFit if the program is not finite there. Level: sampled. Gives up as soon as no constants near
  // these can bring the error below `wanted`; what it returns is then at least that.
  // REQUIRES: Tape::Accepts(program).
  double Finish(ConstantFormat format, Program& program, double wanted = kNoFit);

 private:
  // The grid with the extrema of the current error added.
  FitPoints WithExtrema(const Tape& tape, std::span<const Extended> constants);

  Problem problem_;
  Samples grid_;
  FitPoints grid_points_;
  TapeWorkspace workspace_;
};

}  // namespace ulpforge
