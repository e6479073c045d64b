#include "timing/inputs.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <type_traits>

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

template <class T>
std::vector<T> LogUniformInputs(T lo, T hi, size_t count, uint64_t seed) {
  ULPFORGE_CHECK(std::isfinite(hi) && 0 < lo && lo <= hi);
  using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
  const auto first = std::bit_cast<Bits>(lo);
  const uint64_t values = std::bit_cast<Bits>(hi) - first + uint64_t{1};
  Rng rng(seed);
  std::vector<T> inputs(count);
  for (T& input : inputs) input = std::bit_cast<T>(static_cast<Bits>(first + rng.Below(values)));
  return inputs;
}

template std::vector<float> UniformInputs(float, float, size_t, uint64_t);
template std::vector<double> UniformInputs(double, double, size_t, uint64_t);
template std::vector<float> LogUniformInputs(float, float, size_t, uint64_t);
template std::vector<double> LogUniformInputs(double, double, size_t, uint64_t);

}  // namespace ulpforge
