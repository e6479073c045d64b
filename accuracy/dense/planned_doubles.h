// What the dense checks over the reals and of code in double have in common: the options, the doubles that
// both look at, and how errors are gone through.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "accuracy/dense/dense_plan.h"
#include "targets/mpfr_real.h"
#include "targets/target_table.h"

namespace ulpforge {

struct DenseOptions {
  size_t points = 200000;  // at places spread evenly over the domain; at least 2
  // In each binade of the domain, of either sign, so that what is wrong for tiny or huge x only is seen; with
  // the doubles next to zeros, poles and the like. 0 for none of them.
  size_t points_per_binade = 1000;
  int precision_bits = 320;  // of the MPFR evaluation of program and function; 128 to 2112
  size_t refined = 32;       // of the largest local maxima, to ten digits
  uint64_t plan = 0;         // which of the fixed plans of points; claims of a run are made with plan 0
  int threads = 1;           // that evaluate the function; results do not depend on it
};

// InvalidArgument for options out of range.
absl::Status CheckDenseOptions(const DenseOptions& options);

DensePlan PlanOf(const Interval& domain, const DenseOptions& options);

// The doubles of a plan, and those around zeros, poles and thresholds of the function, which are looked for
// between some of them; the latter not where points_per_binade is 0.
std::vector<double> PlannedDoubles(const Target& target, const Interval& domain, size_t points_per_binade,
                                   DensePlan plan);

// f(x), NaN where it is not known as well.
MpfrReal ReferenceAt(const Target& target, const MpfrReal& x, int precision);

// Calls run(i) for each i below n on that many threads.
void ForEachPoint(size_t n, int threads, const std::function<void(size_t i)>& run);

// The indices of the `wanted` largest local maxima, largest first; a plateau counts once.
std::vector<size_t> LargestMaxima(const std::vector<double>& errors, size_t wanted);

}  // namespace ulpforge
