#include "fitting/format/objective.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace ulpforge {
namespace {

constexpr MeasureInfo kMeasures[] = {
    {ErrorMeasure::kUlp, "ulp", 0.5, 0x1p22, UlpDistance},
    {ErrorMeasure::kRelative, "relative", 0, 0.5, RelativeError},
    {ErrorMeasure::kAbsolute, "absolute", 0, 0.5, AbsoluteError},
};

double LargestMagnitude(const UlpSamples& samples) {
  double largest = 0;
  for (const double f : samples.f) largest = std::max(largest, std::fabs(f));
  return largest;
}

}  // namespace

std::span<const MeasureInfo> MeasureTable() { return kMeasures; }

const MeasureInfo& Info(ErrorMeasure measure) {
  const MeasureInfo& row = kMeasures[static_cast<size_t>(measure)];
  ULPFORGE_CHECK(row.measure == measure);
  return row;
}

const MeasureInfo* FindErrorMeasure(std::string_view name) {
  const auto* row = std::ranges::find(kMeasures, name, &MeasureInfo::name);
  return row == std::end(kMeasures) ? nullptr : row;
}

UlpSamples SamplesAt(const Objective& objective, FastReference& reference, std::span<const float> inputs) {
  UlpSamples samples = SampleUlps(reference, inputs, *objective.result);
  for (size_t i = 0; i < samples.size(); ++i) {
    if (objective.measure == ErrorMeasure::kRelative) {
      samples.per_ulp[i] = 1 / std::max(std::fabs(samples.f[i]), objective.result->smallest_normal());
    } else if (objective.measure == ErrorMeasure::kAbsolute) {
      samples.per_ulp[i] = 1;
    }
  }
  return samples;
}

UlpSamples RandomSamples(const Objective& objective, FastReference& reference, size_t n, Rng& rng) {
  return SamplesAt(objective, reference, RandomInputs(objective.domain, n, rng));
}

double FarError(ErrorMeasure measure, const UlpSamples& samples) {
  const double half = Info(measure).half;
  return measure == ErrorMeasure::kAbsolute ? half * LargestMagnitude(samples) : half;
}

}  // namespace ulpforge
