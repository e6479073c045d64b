// What the samples of a measurement say.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "timing/sampling.h"

namespace ulpforge {

struct Estimate {
  // The figure to quote: the lower quartile, a time that a quarter of the kept samples stay below.
  // Disturbances only ever add time, so it repeats better than the median (ADR 0019). Of ratios: the quotient
  // of two lower quartiles.
  double value = 0;
  double median = 0;
  // Half the distance between the quartiles, relative to the median.
  double spread = 0;
};

// One function in one form. Everything is NaN where no sample was kept.
struct Figure {
  Estimate ns;      // per element
  Estimate cycles;  // of the core, per element
  // To the baseline, in cycles. Median and spread are those of the ratios of two samples of one round. NaN if
  // there is no baseline.
  Estimate ratio;
  size_t kept = 0;
  size_t dropped = 0;
  // Why these figures cannot be trusted; empty if they can.
  std::string refused;
};

struct StatisticsOptions {
  double max_spread = 0.2;  // of the kept samples in cycles, and of the ratios
  size_t min_samples = 50;
};

struct Summary {
  std::vector<Figure> lanes;
  // Medians over the kept samples, NaN if there are none.
  double ns_per_cycle = 0;
  // The best front-end rate seen. See BestOf().
  double nops_per_cycle = 0;
  double kept_share = 0;
};

// Keeps the samples for which the probes before and after them are quiet, see IsQuiet(), and forms the
// figures of every lane. baselines[k] is the lane to which the ratios of lane k are formed. REQUIRES: at
// least one round, all with baselines.size() samples, at least one.
Summary Summarize(std::span<const Round> rounds, std::span<const std::optional<size_t>> baselines,
                  const StatisticsOptions& options);

}  // namespace ulpforge
