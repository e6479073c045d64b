// Proved bounds of the error of a program over the reals.
//
// The program is brought into exact algebra (algebraic_program.h); the poles of a rational program, and the
// points where it divides by zero but has a limit, follow from the exact roots of polynomials. The error is
// then enclosed by Taylor models (error_model.h) on an adaptive subdivision of the domain, until the largest
// upper bound is so little above a proved lower bound that more work would change nothing.
//
// Everything is a function of the arguments alone; limits are in boxes, not in time.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/taylor/enclosure.h"
#include "dsl/program.h"
#include "targets/problem.h"

namespace ulpforge {

struct CertifyOptions {
  double tolerance = 1e-8;  // the bound is to be at most 1 + tolerance times what is attained
  size_t boxes = 2000;      // at most; then the bound is looser, or the outcome undecided
};

enum class CertifyOutcome {
  kProved,     // the bound holds
  kPole,       // proved: p is infinite at a point in `place`
  kUnbounded,  // proved: the error grows without bound towards the end of the domain in `place`
  kUndefined,  // proved: the program takes the square root of a negative number in `place`
  kUndecided,  // no finite bound could be proved in `place`
};

struct CertifiedBound {
  CertifyOutcome outcome = CertifyOutcome::kUndecided;
  // |error| <= bound at every point of the domain, rounded up; infinity unless the outcome is kProved.
  double bound = 0;
  // The largest |error| is at least so much: its value at one exact point, or its limit at an open end,
  // enclosed and rounded down.
  double sampled = 0;
  double worst_input = 0;  // the double of the domain nearest to that point
  Enclosure place;         // unless the outcome is kProved
  // Where in the domain the program as written divides by zero: doubles, and intervals with such a point in
  // them, which beside square roots and the like may have none. Ascending.
  // The bound covers these points too, with the value of p in lowest terms, its limit, for that of p.
  std::vector<Enclosure> continued;
  size_t boxes = 0;  // of the subdivision

  // Whether the bound is as close to what is attained as the options wanted it.
  bool is_tight = false;
};

// True if it is proved that the program has no bound: a pole, an unbounded end, the root of a negative
// number.
inline bool IsRefuted(const CertifiedBound& result) {
  return result.outcome != CertifyOutcome::kProved && result.outcome != CertifyOutcome::kUndecided;
}

// InvalidArgument and Unimplemented as AlgebraicProgram::Create, and for ops without enclosures.
absl::StatusOr<CertifiedBound> Certify(const Program& program, const Problem& problem,
                                       const CertifyOptions& options = {});

// "a pole at x = 0.5" or "... between x = ... and x = ...": what is in the way of a bound. REQUIRES: the
// outcome is not kProved.
std::string DescribeFailure(const CertifiedBound& result);

}  // namespace ulpforge
