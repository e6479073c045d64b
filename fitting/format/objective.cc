#include "fitting/format/objective.h"

#include <algorithm>
#include <cmath>

#include "accuracy/reference/exact_reference.h"
#include "accuracy/reference/result_error.h"
#include "accuracy/reference/ulp.h"
#include "base/check.h"

namespace ulpforge {
namespace {

constexpr MeasureInfo kMeasures[] = {
    {.measure = ErrorMeasure::kUlp, .name = NameOf(ErrorMeasure::kUlp), .least = 0.5, .error = UlpDistance},
    {.measure = ErrorMeasure::kRelative, .name = NameOf(ErrorMeasure::kRelative), .error = RelativeError},
    {.measure = ErrorMeasure::kAbsolute, .name = NameOf(ErrorMeasure::kAbsolute), .error = AbsoluteError},
    {.measure = ErrorMeasure::kMisrounded,
     .name = NameOf(ErrorMeasure::kMisrounded),
     .tuned = 0.003,
     .counts = true},
};

// Samples are not good enough to tell on which side of a tie a value lies that is so near to it.
constexpr double kNearTie = 0x1p-45;

double LargestMagnitude(const UlpSamples& samples) {
  double largest = 0;
  for (const double f : samples.f) largest = std::max(largest, std::fabs(f));
  return largest;
}

// Errors of the samples become distances from the middles of the intervals that round to the right results.
void MeasureByIntervals(const Target& target, const FloatFormat& format, UlpSamples& samples) {
  ExactReference exact(target, format);
  for (size_t i = 0; i < samples.size(); ++i) {
    const double f = samples.f[i];
    RoundingInterval interval = IntervalRoundingTo(format, RoundToFormat(format, f));
    if (std::min(f - interval.lo, interval.hi - f) <= kNearTie * std::fabs(f)) {
      interval = IntervalRoundingTo(format, exact.Round(samples.x[i]));
    }
    samples.f[i] = (interval.lo + interval.hi) / 2;
    samples.per_ulp[i] = 2 / (interval.hi - interval.lo);
  }
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
  if (objective.measure == ErrorMeasure::kMisrounded)
    MeasureByIntervals(reference.target(), *objective.result, samples);
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

double FarError(const Objective& objective, const UlpSamples& samples) {
  const int bits = objective.result->significand_bits;
  switch (objective.measure) {
    case ErrorMeasure::kUlp:
      return FloatFormat::Power(bits - 2);
    case ErrorMeasure::kMisrounded:
      return FloatFormat::Power(bits - 1);
    case ErrorMeasure::kRelative:
      return 0.5;
    case ErrorMeasure::kAbsolute:
      return 0.5 * LargestMagnitude(samples);
  }
  ULPFORGE_CHECK(false);
  return 0;
}

}  // namespace ulpforge
