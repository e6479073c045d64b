// The FreeMeter says how well a free program does, however bad it is: a program that is made from nothing is
// wrong by powers of ten at first, and the next one must be seen to be better. Where a result is off by less
// than half of f, its error is that of the measure; beyond, it is the number of floats between f and the
// result, which grows like the logarithm of their ratio, in the unit of the measure. NaN is further away than
// all numbers.
//
// Thread safety: one FreeMeter per thread.
#pragma once

#include <cstddef>
#include <vector>

#include "dsl/program.h"
#include "engine/space/float_space.h"

namespace ulpforge {

struct FreeScore {
  double error = 0;       // the largest
  double spread = 0;      // the root mean square; breaks ties, since the largest changes in steps
  size_t violations = 0;  // of the contract at its special inputs, if the program is close
  double objective = 0;   // of these, what a search makes small
  bool is_close = false;  // no result is off by half of f or more
};

class FreeMeter {
 public:
  // `space` must outlive the meter.
  explicit FreeMeter(const FloatSpace& space) : space_(space) {}

  // REQUIRES: Validate(program).ok(), samples of the space.
  FreeScore Measure(const Program& program, const UlpSamples& samples);

  // The signed errors of the samples at the last Measure.
  std::vector<double> Residuals(const UlpSamples& samples) const;

 private:
  // The error of a result that is far off.
  double FarError(float y, double f) const;

  const FloatSpace& space_;
  std::vector<float> results_, special_results_;
};

}  // namespace ulpforge
