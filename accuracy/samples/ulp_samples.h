// Samples of a float32 function: inputs with the true values there, on which ULP errors are measured in
// nanoseconds. What they show is a lower bound of the error on all inputs.
//
// Thread safety: immutable values, pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "accuracy/reference/fast_reference.h"
#include "base/rng.h"
#include "dsl/numbers/float_format.h"
#include "targets/target_table.h"

namespace ulpforge {

// f[i] is f(x[i]) within 2^-50 relative, per_ulp[i] = 1 / ulp(f(x[i])) of float32 (accuracy/reference/ulp.h),
// or what else an error |y - f(x[i])| is multiplied by. inputs[i] is how many inputs of the function the
// sample stands for where inputs are counted, usually 1.
struct UlpSamples {
  std::vector<float> x;
  std::vector<double> f;
  std::vector<double> per_ulp;
  std::vector<double> inputs;

  size_t size() const { return x.size(); }
  void Append(const UlpSamples& more);
  // Appends sample i of `all`.
  void AppendOne(const UlpSamples& all, size_t i);
};

// The samples at those of `inputs` where f is a finite number that float32 does not overflow on.
UlpSamples SampleUlps(const Target& target, std::span<const float> inputs);

// The same with a reference that may know parts of the target already, in ULP of any format.
UlpSamples SampleUlps(FastReference& reference, std::span<const float> inputs,
                      const FloatFormat& format = kFloat32);

// |y - f| / ulp(f) in the format, infinite where f is too large for it; NaN where y or f is.
double UlpDistance(const FloatFormat& format, float y, double f);

// The error of the result y at sample i in ULP; infinite where y is not finite.
double UlpAt(const UlpSamples& samples, size_t i, float y);

// The largest error of the results y. REQUIRES: y.size() == samples.size().
double LargestUlp(const UlpSamples& samples, std::span<const float> y);

// n random floats of the domain: in equal parts spread evenly over its bit patterns, over its bit patterns of
// magnitude 2^-10 to 2^8 and over its values of magnitude up to 256. Parts that the domain does not have go
// to the others. REQUIRES: the domain has floats.
std::vector<float> RandomInputs(const Interval& domain, size_t n, Rng& rng);

// How many floats of the domain each x, one of n RandomInputs, stands for: with these numbers a sum over the
// n is about the sum over the domain.
std::vector<double> InputsEach(const Interval& domain, size_t n, std::span<const float> x);

// Every value of the format that is a number of the domain, in the order of its bits: for formats of 16 bits.
std::vector<float> AllInputs(const FloatFormat& format, const Interval& domain);

}  // namespace ulpforge
