#include "timing/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.h"
#include "fmt/format.h"
#include "timing/quiet.h"

namespace ulpforge {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct KeptSample {
  double ns;
  double cycles;
};

// By round; nothing where the sample was disturbed.
using Lane = std::vector<std::optional<KeptSample>>;

// The values are not empty and sorted.
double Quantile(const std::vector<double>& values, double p) {
  const double position = p * static_cast<double>(values.size() - 1);
  const auto below = static_cast<size_t>(position);
  const size_t above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], position - static_cast<double>(below));
}

Estimate EstimateOf(std::vector<double> values) {
  if (values.empty()) return {.value = kNaN, .median = kNaN, .spread = kNaN};
  std::ranges::sort(values);
  const double low = Quantile(values, 0.25);
  const double median = Quantile(values, 0.5);
  return {.value = low, .median = median, .spread = (Quantile(values, 0.75) - low) / 2 / median};
}

CoreProbe BestProbe(std::span<const Round> rounds) {
  std::vector<CoreProbe> probes;
  for (const Round& round : rounds) {
    for (const Sample& sample : round) {
      probes.push_back(sample.before);
      probes.push_back(sample.after);
    }
  }
  return BestOf(probes);
}

std::vector<double> Collect(const Lane& lane, double KeptSample::* member) {
  std::vector<double> values;
  for (const auto& sample : lane) {
    if (sample) values.push_back((*sample).*member);
  }
  return values;
}

// Ratios of the cycles within the rounds in which both samples were kept.
std::vector<double> PairedRatios(const Lane& lane, const Lane& baseline) {
  std::vector<double> ratios;
  for (size_t k = 0; k < lane.size(); ++k) {
    if (lane[k] && baseline[k]) ratios.push_back(lane[k]->cycles / baseline[k]->cycles);
  }
  return ratios;
}

std::string WhyTooFew(size_t kept, size_t of, std::string_view what, const StatisticsOptions& options) {
  if (kept >= options.min_samples) return "";
  return fmt::format(
      "only {} of {} {} were taken while the core was quiet, {} are needed; measure for longer or on a "
      "quieter machine",
      kept, of, what, options.min_samples);
}

std::string WhySpread(double spread, std::string_view what, const StatisticsOptions& options) {
  if (spread <= options.max_spread) return "";
  return fmt::format(
      "the {} spread by {:.2g}%, {:.2g}% are allowed; measure for longer or on a quieter machine", what,
      spread * 100, options.max_spread * 100);
}

// Without what concerns the baseline.
Figure FigureOf(const Lane& lane, const StatisticsOptions& options) {
  const std::vector<double> cycles = Collect(lane, &KeptSample::cycles);
  Figure figure{.ns = EstimateOf(Collect(lane, &KeptSample::ns)),
                .cycles = EstimateOf(cycles),
                .ratio = EstimateOf({}),
                .kept = cycles.size(),
                .dropped = lane.size() - cycles.size()};
  figure.refused = WhyTooFew(figure.kept, lane.size(), "samples", options);
  if (figure.refused.empty()) figure.refused = WhySpread(figure.cycles.spread, "samples", options);
  return figure;
}

void FormRatio(const Lane& lane, const Lane& baseline_lane, const Figure& baseline,
               const StatisticsOptions& options, Figure& figure) {
  const std::vector<double> pairs = PairedRatios(lane, baseline_lane);
  figure.ratio = EstimateOf(pairs);
  figure.ratio.value = figure.cycles.value / baseline.cycles.value;
  if (!figure.refused.empty()) return;
  if (!baseline.refused.empty()) {
    figure.refused = "the baseline: " + baseline.refused;
    return;
  }
  figure.refused = WhyTooFew(pairs.size(), lane.size(), "pairs with the baseline", options);
  if (figure.refused.empty())
    figure.refused = WhySpread(figure.ratio.spread, "ratios to the baseline", options);
}

}  // namespace

Summary Summarize(std::span<const Round> rounds, std::span<const std::optional<size_t>> baselines,
                  const StatisticsOptions& options) {
  ULPFORGE_CHECK(!rounds.empty() && !baselines.empty());
  const CoreProbe best = BestProbe(rounds);
  std::vector<Lane> lanes(baselines.size(), Lane(rounds.size()));
  std::vector<double> ns_per_cycle;
  for (size_t r = 0; r < rounds.size(); ++r) {
    ULPFORGE_CHECK(rounds[r].size() == lanes.size());
    for (size_t k = 0; k < lanes.size(); ++k) {
      const Sample& sample = rounds[r][k];
      if (!IsQuiet(sample.before, best) || !IsQuiet(sample.after, best)) continue;
      const double cycle = (sample.before.ns_per_cycle + sample.after.ns_per_cycle) / 2;
      lanes[k][r] = {.ns = sample.ns, .cycles = sample.ns / cycle};
      ns_per_cycle.push_back(cycle);
    }
  }

  Summary summary{.ns_per_cycle = EstimateOf(ns_per_cycle).median, .nops_per_cycle = best.nops_per_cycle};
  summary.kept_share =
      static_cast<double>(ns_per_cycle.size()) / static_cast<double>(rounds.size() * lanes.size());
  for (const Lane& lane : lanes) summary.lanes.push_back(FigureOf(lane, options));
  const std::vector<Figure> alone = summary.lanes;
  for (size_t k = 0; k < lanes.size(); ++k) {
    if (!baselines[k]) continue;
    FormRatio(lanes[k], lanes[*baselines[k]], alone[*baselines[k]], options, summary.lanes[k]);
  }
  return summary;
}

}  // namespace ulpforge
