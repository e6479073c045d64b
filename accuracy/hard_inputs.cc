#include "accuracy/hard_inputs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include "accuracy/fast_reference.h"
#include "accuracy/ulp_samples.h"

namespace ulpforge {
namespace {

constexpr size_t kRun = 1024;

struct HardInput {
  float x = 0;
  double ulp = -1;
};

bool Contains(const Interval& domain, float x) {
  return (domain.lo_open ? x > domain.lo : x >= domain.lo) &&
         (domain.hi_open ? x < domain.hi : x <= domain.hi);
}

// The worst input of the run that begins at the bits `first`.
HardInput WorstOfRun(const Interval& domain, const ArrayFunction<float>& function, uint32_t first,
                     FastReference& reference) {
  std::array<float, kRun> x, y;
  std::array<FastValue, kRun> values;
  for (size_t i = 0; i < kRun; ++i) x[i] = std::bit_cast<float>(first + static_cast<uint32_t>(i));
  reference.Evaluate(first, values);
  function(x.data(), y.data(), kRun);
  HardInput worst;
  for (size_t i = 0; i < kRun; ++i) {
    const double ulp = UlpDistance(y[i], values[i].hi + values[i].lo);
    if (ulp > worst.ulp && std::isfinite(ulp) && values[i].bound < std::fabs(values[i].hi) &&
        Contains(domain, x[i])) {
      worst = {x[i], ulp};
    }
  }
  return worst;
}

}  // namespace

std::vector<float> FindHardInputs(FastReference& reference, const Interval& domain,
                                  const ArrayFunction<float>& function, size_t runs, size_t count, Rng& rng) {
  std::vector<HardInput> found;
  for (const float x : RandomInputs(domain, runs, rng)) {
    const auto first = static_cast<uint32_t>(std::bit_cast<uint32_t>(x) & ~(kRun - 1));
    const HardInput worst = WorstOfRun(domain, function, first, reference);
    if (worst.ulp >= 0) found.push_back(worst);
  }
  std::sort(found.begin(), found.end(), [](const HardInput& a, const HardInput& b) {
    return a.ulp != b.ulp ? a.ulp > b.ulp : std::bit_cast<uint32_t>(a.x) < std::bit_cast<uint32_t>(b.x);
  });
  std::vector<float> inputs;
  for (const HardInput& input : found) {
    if (inputs.size() < count && (inputs.empty() || inputs.back() != input.x)) inputs.push_back(input.x);
  }
  return inputs;
}

}  // namespace ulpforge
