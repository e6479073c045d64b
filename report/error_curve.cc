#include "report/error_curve.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "accuracy/dense/dense_plan.h"
#include "accuracy/dense/real_error.h"
#include "base/check.h"
#include "base/rng.h"
#include "dsl/numbers/ordinal.h"
#include "dsl/program_function.h"
#include "targets/golden_section.h"

namespace ulpforge {
namespace {

// Local extrema of a minimax error stand as densely as those of a Chebyshev polynomial, of a degree below 40.
constexpr int kRealPoints = 640;
constexpr int kPrecision = 320;
constexpr int kGoldenSteps = 24;

constexpr int kColumns = 480;
constexpr int kColumnInputs = 64;
constexpr uint64_t kInputSeed = 1;
constexpr double kManyBinades = 0x1p20;
constexpr double kWide = 1000;
constexpr double kCut = 100;

struct Point {
  MpfrReal x;
  MpfrReal error;
};

// The signed error of one program.
class SignedError {
 public:
  SignedError(RealError program, const Problem& problem) : program_(std::move(program)), problem_(problem) {}

  MpfrReal operator()(const MpfrReal& x) {
    MpfrReal f = MpfrReal::OfPrecision(kPrecision);
    problem_.target->reference(f.ptr(), x.ptr(), MPFR_RNDN);
    const MpfrReal difference = program_.Run(x) - f;
    return problem_.measure == Measure::kRelative ? difference / f : difference;
  }

 private:
  RealError program_;
  Problem problem_;
};

// Ascending; closer together towards the ends, where a cubic polynomial takes the place of the cosine of
// Chebyshev's points.
std::vector<MpfrReal> RealPoints(const Interval& domain) {
  const double lo = FirstDouble(domain), hi = LastDouble(domain);
  std::vector<MpfrReal> points;
  for (int k = 0; k <= kRealPoints; ++k) {
    const double t = static_cast<double>(k) / kRealPoints;
    const double share = t * t * (3 - 2 * t);
    const double x = k == kRealPoints ? hi : std::clamp(lo + share * (hi - lo), lo, hi);
    points.emplace_back(x, kPrecision);
  }
  return points;
}

bool IsTurn(const MpfrReal& before, const MpfrReal& at, const MpfrReal& after) {
  return (before < at && !(at < after)) || (at < before && !(after < at));
}

// The extremum between the neighbours of points[k].
Point Refined(SignedError& error, const std::vector<Point>& points, size_t k) {
  const bool is_maximum = points[k - 1].error < points[k].error;
  const auto height = [&](const MpfrReal& x) { return is_maximum ? error(x) : -error(x); };
  const Extremum extremum = GoldenMaximum(height, points[k - 1].x, points[k + 1].x, kGoldenSteps);
  Point refined{extremum.x, is_maximum ? extremum.value : -extremum.value};
  const bool is_better = is_maximum ? points[k].error < refined.error : refined.error < points[k].error;
  return is_better ? refined : points[k];
}

void Add(const Point& point, bool is_extremum, ReportCurve* curve) {
  const double x = point.x.ToDouble(), error = point.error.ToDouble();
  curve->add_x(x);
  curve->add_error(error);
  if (is_extremum) curve->add_extrema(x);
  if (curve->has_worst_x() && !(std::fabs(error) > std::fabs(curve->worst_error()))) return;
  curve->set_worst_x(x);
  curve->set_worst_error(error);
}

}  // namespace

ReportCurve RealErrorCurve(const Program& program, const Problem& problem) {
  ReportCurve curve;
  absl::StatusOr<RealError> real = RealError::Create(program, problem, kPrecision);
  if (!real.ok()) return curve;
  SignedError error(*std::move(real), problem);
  std::vector<Point> points;
  for (MpfrReal& x : RealPoints(problem.domain)) {
    MpfrReal value = error(x);
    if (value.IsFinite()) points.push_back({std::move(x), std::move(value)});
  }
  for (size_t k = 0; k < points.size(); ++k) {
    const bool is_end = k == 0 || k + 1 == points.size();
    const bool is_turn = !is_end && IsTurn(points[k - 1].error, points[k].error, points[k + 1].error);
    Add(is_turn ? Refined(error, points, k) : points[k], is_end || is_turn, &curve);
  }
  curve.set_points(points.size());
  return curve;
}

namespace {

// The finite floats of a domain, as far as they are drawn.
std::pair<float, float> Ends(const Interval& domain) {
  constexpr double kLargest = std::numeric_limits<float>::max();
  auto lo = static_cast<float>(std::max(domain.lo, -kLargest));
  auto hi = static_cast<float>(std::min(domain.hi, kLargest));
  if (lo < domain.lo || (domain.lo_open && lo == domain.lo)) lo = FromOrdinal<float>(ToOrdinal(lo) + 1);
  if (hi > domain.hi || (domain.hi_open && hi == domain.hi)) hi = FromOrdinal<float>(ToOrdinal(hi) - 1);
  return {lo, hi};
}

}  // namespace

CurveInputs::CurveInputs(const Target& target, const Interval& domain, const FloatFormat& format,
                         const FloatFormat& result)
    : target_(target), result_(result) {
  auto [lo, hi] = Ends(domain);
  is_logarithmic_ = (lo > 0 && hi > kManyBinades * lo) || (hi < 0 && lo < kManyBinades * hi);
  if (lo <= 0 && hi >= 0 && static_cast<double>(hi) - lo > kWide) {
    lo = std::max(lo, static_cast<float>(-kCut));
    hi = std::min(hi, static_cast<float>(kCut));
  }
  const auto at = [&](double share) {
    if (!is_logarithmic_) {
      return std::clamp(static_cast<float>(lo + share * (static_cast<double>(hi) - lo)), lo, hi);
    }
    const int64_t first = ToOrdinal(lo), last = ToOrdinal(hi);
    return FromOrdinal<float>(first + static_cast<int64_t>(share * static_cast<double>(last - first)));
  };
  Rng rng(kInputSeed, 0);
  std::vector<float> inputs;
  std::vector<size_t> columns;
  for (size_t column = 0; column < kColumns; ++column) {
    columns_.push_back(at(static_cast<double>(column) / kColumns));
    for (int k = 0; k < kColumnInputs; ++k) {
      const double place = static_cast<double>(column) + (k + rng.Uniform()) / kColumnInputs;
      const float x = RoundToFormat(format, at(place / kColumns));
      if (x >= lo && x <= hi) inputs.push_back(x);
    }
  }
  samples_ = SamplesAt(inputs);
  for (const float x : samples_.x) {
    const auto next = std::upper_bound(columns_.begin(), columns_.end(), x);
    column_.push_back(static_cast<size_t>(next - columns_.begin()) - 1);
  }
}

UlpSamples CurveInputs::SamplesAt(std::span<const float> inputs) const {
  FastReference reference(target_);
  return SampleUlps(reference, inputs, result_);
}

ReportCurve CurveInputs::Curve(const Program& kernel, float worst, const FloatFormat& compute) const {
  const absl::StatusOr<ArrayFunction<float>> function = ProgramFunction(kernel, compute, result_);
  ULPFORGE_CHECK(function.ok());
  std::vector<float> results(samples_.size());
  (*function)(samples_.x.data(), results.data(), results.size());
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::vector<float> low(columns_.size(), kInfinity), high(columns_.size(), -kInfinity);
  for (size_t i = 0; i < results.size(); ++i) {
    if (!std::isfinite(results[i])) continue;
    const auto error = static_cast<float>((results[i] - samples_.f[i]) * samples_.per_ulp[i]);
    low[column_[i]] = std::min(low[column_[i]], error);
    high[column_[i]] = std::max(high[column_[i]], error);
  }
  ReportCurve curve;
  curve.set_logarithmic(is_logarithmic_);
  curve.set_points(samples_.size());
  for (size_t column = 0; column < columns_.size(); ++column) {
    if (!(low[column] <= high[column])) continue;
    curve.add_x(columns_[column]);
    curve.add_low(low[column]);
    curve.add_high(high[column]);
  }
  const UlpSamples at_worst = SamplesAt({{worst}});
  if (at_worst.size() == 0) return curve;
  float result = 0;
  (*function)(&worst, &result, 1);
  if (!std::isfinite(result)) return curve;
  curve.set_worst_x(worst);
  curve.set_worst_error((result - at_worst.f[0]) * at_worst.per_ulp[0]);
  return curve;
}

}  // namespace ulpforge
