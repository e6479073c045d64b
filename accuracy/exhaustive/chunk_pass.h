// The inner loop of an exhaustive check: the results at some thousand consecutive inputs are compared with
// enclosures of the true values, without branches. It counts what is certain, and says where a second, slower
// look is necessary.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

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

// The true values at some thousand inputs, prepared for the comparison with the results of any number of
// functions: about half of the work of one comparison is the same for all of them.
//
// Thread safety: const members are safe to call concurrently.
class TrueValues {
 public:
  // Inputs i and i + 1 are neighbours; the value after the n-th, if there is one, only serves as a neighbour.
  // REQUIRES: n > 0, f.size() is n or n + 1.
  void Load(const FloatFormat& format, std::span<const FastValue> f, size_t n);

  // Both ends of the enclosure rounded to the format: the correctly rounded value lies between.
  float lower(size_t i) const { return lower_[i]; }
  // The correctly rounded value is known to be lower(i).
  bool decided(size_t i) const;

  // Compares with the results y[i]. REQUIRES: as many as values were loaded.
  ChunkSummary Compare(const float* y) const;

 private:
  template <bool kIsFloat32>
  void Enclose(const FloatFormat& format, const FastValue* f, size_t loaded);
  void FindOrder(const FastValue* f, size_t pairs);
  void SumMagnitudes();

  double MostUlp(const float* y) const;
  bool HasDisorder(const float* y) const;

  size_t n_ = 0;
  size_t pairs_ = 0;
  std::vector<double> hi_, lo_, bound_;  // f = hi + lo within bound, hi the rounded sum
  std::vector<double> per_ulp_;          // at most 1 / ulp(f); 0 where f overflows or is NaN
  std::vector<float> lower_, upper_;
  std::vector<int32_t> falls_, rises_;  // 0 where f certainly does from this input to the next, else 1
  bool is_open_ = false;                // some correctly rounded value is not certain
  uint32_t least_bits_ = 0, most_bits_ = 0;
};

}  // namespace ulpforge
