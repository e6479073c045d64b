#include "accuracy/samples/hard_inputs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include "accuracy/reference/fast_reference.h"
#include "accuracy/samples/ulp_samples.h"

namespace ulpforge {
namespace {

constexpr size_t kRun = 1024;

struct HardInput {
  float x = 0;
  double ulp = -1;
  uint32_t run = 0;  // the bits that its run begins at
};

// The error of a kernel varies slowly along the axis but for rounding, so near bad runs there are worse ones:
// after half of the runs, spread over the domain, each of some generations looks around the worst so far.
constexpr size_t kGenerations = 4;
constexpr size_t kParents = 32;
constexpr uint64_t kFarthest = 12;  // log2 of how many runs away: half a binade

// The worst input of the run that begins at the bits `first`.
HardInput WorstOfRun(const Interval& domain, const ArrayFunction<float>& function, uint32_t first,
                     FastReference& reference, const ResultError& error) {
  std::array<float, kRun> x, y;
  std::array<FastValue, kRun> values;
  for (size_t i = 0; i < kRun; ++i) x[i] = std::bit_cast<float>(first + static_cast<uint32_t>(i));
  reference.Evaluate(first, values);
  function(x.data(), y.data(), kRun);
  HardInput worst;
  for (size_t i = 0; i < kRun; ++i) {
    const double ulp = error(y[i], values[i].hi + values[i].lo);
    if (ulp > worst.ulp && std::isfinite(ulp) && values[i].bound < std::fabs(values[i].hi) &&
        domain.Contains(x[i])) {
      worst = {x[i], ulp, first};
    }
  }
  return worst;
}

bool IsWorse(const HardInput& a, const HardInput& b) {
  return a.ulp != b.ulp ? a.ulp > b.ulp : std::bit_cast<uint32_t>(a.x) < std::bit_cast<uint32_t>(b.x);
}

// The `count` worst, the worst first, one of each run.
void KeepWorst(size_t count, std::vector<HardInput>& inputs) {
  std::sort(inputs.begin(), inputs.end(), IsWorse);
  const auto same = [](const HardInput& a, const HardInput& b) { return a.run == b.run; };
  inputs.erase(std::unique(inputs.begin(), inputs.end(), same), inputs.end());
  inputs.resize(std::min(inputs.size(), count));
}

// Whether the floats of the run are finite.
bool IsFinite(uint32_t run) {
  constexpr uint32_t kInfinity = 0x7f800000;
  return (run & 0x7fffffff) < kInfinity;
}

// A run at a distance of up to 2^kFarthest runs, small distances as likely as large ones.
uint32_t Neighbour(uint32_t run, Rng& rng) {
  const uint64_t farthest = uint64_t{1} << rng.Below(kFarthest + 1);
  const auto distance = static_cast<uint32_t>(kRun * (1 + rng.Below(farthest)));
  return rng.Chance(0.5) ? run + distance : run - distance;
}

}  // namespace

std::vector<float> FindHardInputs(FastReference& reference, const Interval& domain,
                                  const ArrayFunction<float>& function, size_t runs, size_t count, Rng& rng,
                                  const ResultError& error) {
  const auto look_at = [&](uint32_t run, std::vector<HardInput>& found) {
    if (!IsFinite(run)) return;
    const HardInput worst = WorstOfRun(domain, function, run, reference, error);
    if (worst.ulp >= 0) found.push_back(worst);
  };
  std::vector<HardInput> found;
  for (const float x : RandomInputs(domain, runs - runs / 2, rng)) {
    look_at(static_cast<uint32_t>(std::bit_cast<uint32_t>(x) & ~(kRun - 1)), found);
  }
  const size_t kept = std::max(count, kParents);
  KeepWorst(kept, found);
  // What is tuned for these inputs must not grow worse elsewhere, so half of them stay spread.
  const std::vector<HardInput> spread(
      found.begin(), found.begin() + static_cast<std::ptrdiff_t>(std::min(found.size(), count / 2)));
  for (size_t generation = 0; generation < kGenerations && !found.empty(); ++generation) {
    const size_t parents = std::min(found.size(), kParents);
    for (size_t i = 0; i < runs / 2 / kGenerations; ++i)
      look_at(Neighbour(found[i % parents].run, rng), found);
    KeepWorst(kept, found);
  }
  // Of the worst of all as many as make it `count`; those that are spread may be among them.
  std::vector<HardInput> all = spread;
  for (const HardInput& input : found) {
    if (all.size() == count) break;
    const bool taken = std::any_of(spread.begin(), spread.end(),
                                   [&](const HardInput& other) { return other.run == input.run; });
    if (!taken) all.push_back(input);
  }
  std::sort(all.begin(), all.end(), IsWorse);
  std::vector<float> hard;
  for (const HardInput& input : all) hard.push_back(input.x);
  return hard;
}

}  // namespace ulpforge
