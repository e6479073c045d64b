#include "accuracy/dense/planned_doubles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/worker_pool.h"

namespace ulpforge {
namespace {

constexpr int kLeastPrecision = 128;  // tells the points of the plan from the ends
constexpr int kKindPrecision = 64;
constexpr size_t kEachOf = 16;  // one double of so many is asked for the kind of f there
constexpr size_t kBlock = 256;  // points that a thread takes at a time

// What decides how a program computes f(x): its sign, and whether as a double it is zero, subnormal, normal
// or infinite.
int KindOf(const MpfrReal& f) {
  constexpr double kSmallestNormal = std::numeric_limits<double>::min();
  if (f.IsNan()) return 4;
  const double rounded = std::fabs(f.ToDouble());
  const int size = rounded == 0 ? 0 : rounded < kSmallestNormal ? 1 : std::isfinite(rounded) ? 2 : 3;
  return f.IsNegative() ? -size : size;
}

}  // namespace

absl::Status CheckDenseOptions(const DenseOptions& options) {
  if (options.points < 2) {
    return absl::InvalidArgumentError(
        fmt::format("dense check on {} points: expected at least 2", options.points));
  }
  if (options.precision_bits < kLeastPrecision || options.precision_bits > MpfrReal::kMaxPrecision) {
    return absl::InvalidArgumentError(fmt::format("dense check with {} bits: expected {} to {}",
                                                  options.precision_bits, kLeastPrecision,
                                                  MpfrReal::kMaxPrecision));
  }
  return absl::OkStatus();
}

DensePlan PlanOf(const Interval& domain, const DenseOptions& options) {
  return MakeDensePlan(
      domain,
      {.points = options.points, .points_per_binade = options.points_per_binade, .plan = options.plan},
      options.precision_bits);
}

MpfrReal ReferenceAt(const Target& target, const MpfrReal& x, int precision) {
  MpfrReal f = MpfrReal::OfPrecision(precision);
  target.reference(f.ptr(), x.ptr(), MPFR_RNDN);
  return f;
}

std::vector<double> PlannedDoubles(const Target& target, const Interval& domain, size_t points_per_binade,
                                   DensePlan plan) {
  std::vector<double> points = std::move(plan.doubles);
  if (points_per_binade == 0) return points;
  std::vector<double> some;
  for (size_t i = 0; i < points.size(); i += kEachOf) some.push_back(points[i]);
  const std::vector<double> around = AroundChanges(
      some, domain, [&](double x) { return KindOf(ReferenceAt(target, MpfrReal(x), kKindPrecision)); });
  points.insert(points.end(), around.begin(), around.end());
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

void ForEachPoint(size_t n, int threads, const std::function<void(size_t i)>& run) {
  WorkerPool pool(static_cast<size_t>(threads));
  pool.ParallelFor((n + kBlock - 1) / kBlock, [&](size_t, size_t block) {
    for (size_t i = block * kBlock; i < std::min(n, (block + 1) * kBlock); ++i) run(i);
  });
}

std::vector<size_t> LargestMaxima(const std::vector<double>& errors, size_t wanted) {
  std::vector<size_t> maxima;
  for (size_t i = 0; i < errors.size(); ++i) {
    const bool rises = i == 0 || errors[i - 1] < errors[i];
    const bool falls = i + 1 == errors.size() || errors[i + 1] <= errors[i];
    if (rises && falls) maxima.push_back(i);
  }
  const size_t kept = std::min(wanted, maxima.size());
  std::partial_sort(maxima.begin(), maxima.begin() + kept, maxima.end(),
                    [&](size_t a, size_t b) { return std::pair(-errors[a], a) < std::pair(-errors[b], b); });
  maxima.resize(kept);
  return maxima;
}

}  // namespace ulpforge
