#include "accuracy/dense/dense_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "accuracy/dense/dense_plan.h"
#include "accuracy/dense/planned_doubles.h"
#include "accuracy/dense/pole_search.h"
#include "accuracy/dense/real_error.h"
#include "targets/golden_section.h"
#include "targets/sample_table.h"

namespace ulpforge {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kGoldenSteps = 48;  // shrink the interval around one by 2^33
constexpr int kPolePrecision = 1280;

// The largest error met so far.
class Worst {
 public:
  void Add(const MpfrReal& x, const MpfrReal& error) {
    if (error_ < error) {
      x_ = x;
      error_ = error;
    }
  }

  const MpfrReal& x() const { return x_; }
  const MpfrReal& error() const { return error_; }

 private:
  MpfrReal x_;
  MpfrReal error_ = MpfrReal(-1.0);
};

// The error grows without bound towards an end that is not in the domain.
std::optional<double> UnboundedEnd(RealError& error) {
  const Interval& domain = error.problem().domain;
  const MpfrReal lo(domain.lo);
  const MpfrReal hi(domain.hi);
  const MpfrReal width = hi.WithPrecision(error.precision()) - lo;
  if (domain.lo_open && GrowsTowards(error, lo, width)) return FirstDouble(domain);
  if (domain.hi_open && GrowsTowards(error, hi, -width)) return LastDouble(domain);
  return std::nullopt;
}

}  // namespace

DensePoints::DensePoints(const Problem& problem, const DenseOptions& options)
    : problem_(problem), options_(options), x_(options.precision_bits, 0), f_(options.precision_bits, 0) {}

void DensePoints::SetSize(size_t n) {
  x_ = PackedReals(options_.precision_bits, n);
  f_ = PackedReals(options_.precision_bits, n);
}

absl::StatusOr<DensePoints> DensePoints::Create(const Problem& problem, const DenseOptions& options) {
  if (absl::Status status = CheckDenseOptions(options); !status.ok()) return status;
  const int precision = options.precision_bits;
  DensePoints points(problem, options);
  if (const SampleTable* const samples = problem.target->samples) {
    points.SetSize(samples->size());
    for (size_t i = 0; i < samples->size(); ++i) {
      points.x_.Set(i, MpfrReal(samples->x()[i], precision));
      points.f_.Set(i, MpfrReal(samples->y()[i], precision));
    }
    return points;
  }
  const DensePlan plan = PlanOf(problem.domain, options);
  points.binades_ = plan.binades;
  const std::vector<double> doubles =
      PlannedDoubles(*problem.target, problem.domain, options.points_per_binade, plan);
  points.SetSize(doubles.size() + plan.towards.size());
  size_t n = 0;
  auto next = plan.towards.begin();
  const auto add = [&](const MpfrReal& x) {
    if (n == 0 || points.x_[n - 1] < x) points.x_.Set(n++, x);
  };
  for (const double x : doubles) {
    for (; next != plan.towards.end() && *next < MpfrReal(x); ++next) add(*next);
    add(MpfrReal(x, precision));
  }
  for (; next != plan.towards.end(); ++next) add(*next);
  points.x_.Truncate(n);
  points.f_.Truncate(n);
  ForEachPoint(n, options.threads,
               [&](size_t i) { points.f_.Set(i, ReferenceAt(*problem.target, points.x_[i], precision)); });
  return points;
}

double DensePoints::Weight(size_t i) const {
  const SampleTable* const samples = problem_.target->samples;
  return samples == nullptr ? 1 : samples->weight()[i];
}

absl::StatusOr<DenseResult> CheckReal(const Program& program, const Problem& problem,
                                      const DenseOptions& options) {
  const absl::StatusOr<DensePoints> points = DensePoints::Create(problem, options);
  return points.ok() ? CheckReal(program, *points) : points.status();
}

absl::StatusOr<DenseResult> CheckReal(const Program& program, const DensePoints& points) {
  const Problem& problem = points.problem();
  const int precision = points.options().precision_bits;
  absl::StatusOr<RealError> error = RealError::Create(program, problem, precision);
  if (!error.ok()) return error.status();
  absl::StatusOr<RealError> close = RealError::Create(program, problem, std::max(kPolePrecision, precision));
  if (!close.ok()) return close.status();

  const PackedReals& x = points.x();
  GuardTrace trace(error->guard_count());
  std::vector<double> errors;
  Worst worst;
  for (size_t i = 0; i < x.size(); ++i) {
    const MpfrReal at = x[i];
    const MpfrReal e = error->Error(at, points.f()[i]) * MpfrReal(points.Weight(i));
    trace.Add(*error);
    errors.push_back(e.ToDouble());
    worst.Add(at, e);
  }
  const auto result = [&](double largest, double input) {
    return DenseResult{largest, input, error->runs() + close->runs(), points.binades()};
  };

  // Between samples nothing is known.
  if (worst.error().IsFinite() && problem.target->samples == nullptr) {
    std::optional<double> pole = trace.FindPole(x, *close);
    if (!pole) pole = UnboundedEnd(*close);
    if (pole) return result(kInfinity, *pole);
    for (const size_t i : LargestMaxima(errors, points.options().refined)) {
      const MpfrReal a = x[i == 0 ? 0 : i - 1];
      const MpfrReal b = x[std::min(i + 1, x.size() - 1)];
      const Extremum top =
          GoldenMaximum([&](const MpfrReal& t) { return error->Error(t); }, a, b, kGoldenSteps);
      worst.Add(top.x, top.value);
    }
  }
  return result(worst.error().ToDouble(MPFR_RNDU), NearestDouble(problem.domain, worst.x()));
}

}  // namespace ulpforge
