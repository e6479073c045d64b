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
#include "accuracy/dense/pole_search.h"
#include "accuracy/dense/real_error.h"
#include "base/worker_pool.h"
#include "dsl/interpreter.h"
#include "targets/golden_section.h"
#include "targets/sample_table.h"

namespace ulpforge {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kGoldenSteps = 48;      // shrink the interval around one by 2^33
constexpr int kLeastPrecision = 128;  // tells the points of the plan from the ends
constexpr int kPolePrecision = 1280;
constexpr int kNearbyDoubles = 128;  // tried around each local maximum of the error in double arithmetic
// Of f for code in double arithmetic, the error of which is at least 2^-60 of f or does not matter.
constexpr int kDoublePrecision = 128;
constexpr int kKindPrecision = 64;
constexpr size_t kEachOf = 16;  // one double of so many is asked for the kind of f there
constexpr size_t kBlock = 256;  // points that a thread takes at a time

absl::Status CheckOptions(const DenseOptions& options) {
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

// The indices of the `wanted` largest local maxima, largest first; a plateau counts once.
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

// What decides how a program computes f(x): its sign, and whether as a double it is zero, subnormal, normal
// or infinite.
int KindOf(const MpfrReal& f) {
  constexpr double kSmallestNormal = std::numeric_limits<double>::min();
  if (f.IsNan()) return 4;
  const double rounded = std::fabs(f.ToDouble());
  const int size = rounded == 0 ? 0 : rounded < kSmallestNormal ? 1 : std::isfinite(rounded) ? 2 : 3;
  return f.IsNegative() ? -size : size;
}

MpfrReal ReferenceAt(const Problem& problem, const MpfrReal& x, int precision) {
  MpfrReal f = MpfrReal::OfPrecision(precision);
  problem.target->reference(f.ptr(), x.ptr(), MPFR_RNDN);
  return f;
}

// The doubles of a plan, and those around zeros, poles and thresholds of the function, which are looked for
// between some of them.
std::vector<double> DoublesOf(const Problem& problem, const DenseOptions& options, DensePlan plan) {
  std::vector<double> points = std::move(plan.doubles);
  if (options.points_per_binade == 0) return points;
  std::vector<double> some;
  for (size_t i = 0; i < points.size(); i += kEachOf) some.push_back(points[i]);
  const std::vector<double> around = AroundChanges(some, problem.domain, [&](double x) {
    return KindOf(ReferenceAt(problem, MpfrReal(x), kKindPrecision));
  });
  points.insert(points.end(), around.begin(), around.end());
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

DensePlan PlanOf(const Problem& problem, const DenseOptions& options) {
  return MakeDensePlan(
      problem.domain,
      {.points = options.points, .points_per_binade = options.points_per_binade, .plan = options.plan},
      options.precision_bits);
}

// Calls run(i) for each i below n on that many threads.
void ForEach(size_t n, int threads, const std::function<void(size_t i)>& run) {
  WorkerPool pool(static_cast<size_t>(threads));
  pool.ParallelFor((n + kBlock - 1) / kBlock, [&](size_t, size_t block) {
    for (size_t i = block * kBlock; i < std::min(n, (block + 1) * kBlock); ++i) run(i);
  });
}

// The error of y as a value of f, rounded up; infinity where y is infinite or NaN.
double ErrorOf(double y, const MpfrReal& f, Measure measure) {
  if (!std::isfinite(y)) return kInfinity;
  const MpfrReal difference = fabs(MpfrReal(y) - f);
  return (measure == Measure::kRelative ? difference / fabs(f) : difference).ToDouble(MPFR_RNDU);
}

// The errors of a function at doubles.
std::vector<double> ErrorsOf(const ArrayFunction<double>& function, const DoublePoints& points,
                             std::span<const double> x, const std::function<MpfrReal(size_t)>& f) {
  std::vector<double> y(x.size());
  function(x.data(), y.data(), x.size());
  std::vector<double> errors(x.size());
  ForEach(x.size(), points.options().threads,
          [&](size_t i) { errors[i] = ErrorOf(y[i], f(i), points.problem().measure); });
  return errors;
}

// The doubles next to x, and others spread between two of its neighbours on the plan.
void AddNearby(const Interval& domain, double left, double x, double right, std::vector<double>* points) {
  double below = x;
  double above = x;
  for (int k = 1; k <= kNearbyDoubles / 4; ++k) {
    below = std::nextafter(below, -kInfinity);
    above = std::nextafter(above, kInfinity);
    if (below >= FirstDouble(domain)) points->push_back(below);
    if (above <= LastDouble(domain)) points->push_back(above);
  }
  for (int k = 1; k < kNearbyDoubles / 2; ++k) {
    const double t = k / (kNearbyDoubles / 2.0);
    points->push_back(std::clamp(left * (1 - t) + right * t, left, right));
  }
}

}  // namespace

DensePoints::DensePoints(const Problem& problem, const DenseOptions& options)
    : problem_(problem), options_(options), x_(options.precision_bits, 0), f_(options.precision_bits, 0) {}

void DensePoints::SetSize(size_t n) {
  x_ = PackedReals(options_.precision_bits, n);
  f_ = PackedReals(options_.precision_bits, n);
}

absl::StatusOr<DensePoints> DensePoints::Create(const Problem& problem, const DenseOptions& options) {
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
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
  const DensePlan plan = PlanOf(problem, options);
  points.binades_ = plan.binades;
  const std::vector<double> doubles = DoublesOf(problem, options, plan);
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
  ForEach(n, options.threads,
          [&](size_t i) { points.f_.Set(i, ReferenceAt(problem, points.x_[i], precision)); });
  return points;
}

double DensePoints::Weight(size_t i) const {
  const SampleTable* const samples = problem_.target->samples;
  return samples == nullptr ? 1 : samples->weight()[i];
}

DoublePoints::DoublePoints(const Problem& problem, const DenseOptions& options)
    : problem_(problem), options_(options), f_(kDoublePrecision, 0) {}

absl::StatusOr<DoublePoints> DoublePoints::Create(const Problem& problem, const DenseOptions& options) {
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
  DoublePoints points(problem, options);
  if (const SampleTable* const samples = problem.target->samples) {
    points.x_ = samples->x();
    points.f_ = PackedReals(kDoublePrecision, samples->size());
    for (size_t i = 0; i < samples->size(); ++i)
      points.f_.Set(i, MpfrReal(samples->y()[i], kDoublePrecision));
    return points;
  }
  DensePlan plan = PlanOf(problem, options);
  points.binades_ = plan.binades;
  plan.doubles.push_back(FirstDouble(problem.domain));
  plan.doubles.push_back(LastDouble(problem.domain));
  for (const MpfrReal& x : plan.towards) plan.doubles.push_back(NearestDouble(problem.domain, x));
  std::sort(plan.doubles.begin(), plan.doubles.end());
  plan.doubles.erase(std::unique(plan.doubles.begin(), plan.doubles.end()), plan.doubles.end());
  points.x_ = DoublesOf(problem, options, std::move(plan));
  points.f_ = PackedReals(kDoublePrecision, points.x_.size());
  ForEach(points.x_.size(), options.threads, [&](size_t i) {
    points.f_.Set(i, ReferenceAt(problem, MpfrReal(points.x_[i]), kDoublePrecision));
  });
  return points;
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

namespace {

DenseResult CheckSamples(const ArrayFunction<double>& function, const DoublePoints& points) {
  const SampleTable& samples = *points.problem().target->samples;
  const std::vector<double> errors =
      ErrorsOf(function, points, points.x(), [&](size_t i) { return points.f()[i]; });
  DenseResult result{.error = -1, .points = errors.size()};
  for (size_t i = 0; i < errors.size(); ++i) {
    const double weighted = errors[i] * samples.weight()[i];
    if (!(result.error < weighted)) continue;
    result.error = weighted;
    result.worst_input = points.x()[i];
  }
  return result;
}

}  // namespace

DenseResult CheckDouble(const ArrayFunction<double>& function, const DoublePoints& points,
                        std::span<const double> suspects) {
  const Problem& problem = points.problem();
  if (problem.target->samples != nullptr) return CheckSamples(function, points);
  const std::vector<double>& plan = points.x();
  const std::vector<double> errors =
      ErrorsOf(function, points, plan, [&](size_t i) { return points.f()[i]; });

  std::vector<double> nearby;
  for (const size_t i : LargestMaxima(errors, points.options().refined)) {
    AddNearby(problem.domain, plan[i == 0 ? 0 : i - 1], plan[i], plan[std::min(i + 1, plan.size() - 1)],
              &nearby);
  }
  for (const double x : suspects) {
    nearby.push_back(x);
    AddNearby(problem.domain, x, x, x, &nearby);
  }
  const std::vector<double> nearby_errors = ErrorsOf(function, points, nearby, [&](size_t i) {
    return ReferenceAt(problem, MpfrReal(nearby[i]), kDoublePrecision);
  });

  DenseResult result{-1, 0, plan.size() + nearby.size(), points.binades()};
  const auto add = [&](const std::vector<double>& inputs, const std::vector<double>& all) {
    for (size_t i = 0; i < inputs.size(); ++i) {
      if (!(result.error < all[i])) continue;
      result.error = all[i];
      result.worst_input = inputs[i];
    }
  };
  add(plan, errors);
  add(nearby, nearby_errors);
  return result;
}

absl::StatusOr<DenseResult> CheckDouble(const Program& program, const DoublePoints& points,
                                        std::span<const double> suspects) {
  if (absl::Status status = Validate(program); !status.ok()) return status;
  absl::StatusOr<Interpreter<double>> interpreter = Interpreter<double>::Create(program);
  if (!interpreter.ok()) return interpreter.status();
  const ArrayFunction<double> function = [&](const double* in, double* out, size_t n) {
    interpreter->Run({in, n}, {out, n});
  };
  return CheckDouble(function, points, suspects);
}

}  // namespace ulpforge
