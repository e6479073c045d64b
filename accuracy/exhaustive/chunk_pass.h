// The inner loop of an exhaustive check: the results at some thousand consecutive inputs are compared with
// enclosures of the true values, without branches. It counts what is certain, and says where a second, slower
// look is necessary.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "accuracy/reference/fast_value.h"
#include "dsl/numbers/float_format.h"

namespace ulpforge {

// An enclosure of the true value and of the error of a result.
struct Judgement {
  float lower =
      0;  // both ends of the enclosure rounded to the format: the correctly rounded value lies between
  float upper = 0;
  double least_magnitude = 0;  // |f(x)| is at least ...
  double most_magnitude = 0;   // ... and at most
  double least_ulp = 0;        // |y - f(x)| / ulp(f(x)) is at least ...
  double most_ulp = 0;         // ... and at most; nothing is said where y or f(x) are not finite

  // The correctly rounded value is known: both ends round to it, the same zero included, or are NaN.
  bool decided() const;
};

Judgement Judge(const FloatFormat& format, const FastValue& f, float y);

// What is certain about the order of the true values at two inputs: -1 for f(a) < f(b), 1 for f(a) > f(b), 0
// if their enclosures do not tell.
int CertainOrder(const FastValue& a, const FastValue& b);

struct ChunkSummary {
  uint64_t misrounded = 0;  // inputs with a result that is certainly not the correctly rounded one
  // Some correctly rounded value is not certain, a special result or the sign of a zero is wrong, or
  // neighbours are not certainly in the order of their true values.
  bool needs_look = false;
  // The bits of the smallest and the largest magnitude of a correctly rounded value, as a float.
  uint32_t least_bits = 0;
  uint32_t most_bits = 0;
  double most_ulp = 0;  // no error is larger where result and correctly rounded value are finite
};

// The results y[i] at n inputs with the true values f[i]; pairs (i, i + 1) are neighbours for i < pairs.
// REQUIRES: n > 0, pairs is n - 1 or n, and y and f have pairs + 1 elements or more.
ChunkSummary Summarize(const FloatFormat& format, const FastValue* f, const float* y, size_t n, size_t pairs);

}  // namespace ulpforge
