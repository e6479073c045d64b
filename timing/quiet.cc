#include "timing/quiet.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/check.h"

namespace ulpforge {
namespace {

constexpr double kSlowestClock = 1.25;
constexpr double kLowestRate = 0.9;
constexpr double kBestQuantile = 0.95;

}  // namespace

CoreProbe BestOf(std::span<const CoreProbe> probes) {
  ULPFORGE_CHECK(!probes.empty());
  CoreProbe best = *std::ranges::min_element(probes, {}, &CoreProbe::ns_per_cycle);
  // A chain that was interrupted has long cycles, and with them many instructions per cycle.
  std::vector<double> rates;
  for (const CoreProbe& probe : probes) {
    if (probe.ns_per_cycle <= kSlowestClock * best.ns_per_cycle) rates.push_back(probe.nops_per_cycle);
  }
  const auto quantile =
      rates.begin() + static_cast<ptrdiff_t>(kBestQuantile * static_cast<double>(rates.size() - 1));
  std::ranges::nth_element(rates, quantile);
  best.nops_per_cycle = *quantile;
  return best;
}

bool IsQuiet(const CoreProbe& probe, const CoreProbe& best) {
  return probe.ns_per_cycle <= kSlowestClock * best.ns_per_cycle &&
         probe.nops_per_cycle >= kLowestRate * best.nops_per_cycle;
}

}  // namespace ulpforge
