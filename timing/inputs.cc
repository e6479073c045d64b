#include "timing/inputs.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/rng.h"

namespace ulpforge {

template <class T>
std::vector<T> UniformInputs(T lo, T hi, size_t count, uint64_t seed) {
  ULPFORGE_CHECK(std::isfinite(lo) && std::isfinite(hi) && lo <= hi);
  Rng rng(seed);
  std::vector<T> inputs(count);
  for (T& input : inputs) {
    const double u = rng.Uniform();
    // hi - lo may overflow, and rounding may leave the interval.
    input =
        std::clamp(static_cast<T>((1 - u) * static_cast<double>(lo) + u * static_cast<double>(hi)), lo, hi);
  }
  return inputs;
}

template std::vector<float> UniformInputs(float, float, size_t, uint64_t);
template std::vector<double> UniformInputs(double, double, size_t, uint64_t);

}  // namespace ulpforge
