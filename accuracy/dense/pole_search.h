// The search for poles between sample points. A program is infinite only where one of its guards (a divisor,
// the operand of a root) is zero or negative. So the guards are followed along the points: where one changes
// sign or has a minimum, its zero is enclosed by bisection, and the error is looked at ever closer to it.
// What stays bounded there (a removable singularity, a divisor that passes through infinity, a jump) is not
// a pole.
//
// Thread safety: one GuardTrace per thread.
#pragma once

#include <optional>
#include <vector>

#include "accuracy/dense/real_error.h"
#include "targets/mpfr_real.h"
#include "targets/packed_reals.h"

namespace ulpforge {

// The guards of a program at ascending points.
class GuardTrace {
 public:
  explicit GuardTrace(size_t guard_count) : guards_(guard_count) {}

  // Notes the guards of the last evaluation of `error`.
  void Add(const RealError& error);

  // `x` are the points that were added, ascending. The nearest double of the domain to a pole, or to a point
  // where the program is not defined; nothing if there is none. `error` is of the same program and problem,
  // at a precision of 1280 bits or more, so that cancellation next to a zero is not taken for a pole.
  std::optional<double> FindPole(const PackedReals& x, RealError& error) const;

 private:
  std::vector<std::vector<double>> guards_;  // one row for each guard
};

// True if the error grows without bound, or is infinite, as its argument approaches x from x + distance.
// REQUIRES: the precision of `error` is 1280 bits or more.
bool GrowsTowards(RealError& error, const MpfrReal& x, const MpfrReal& distance);

}  // namespace ulpforge
