#include "accuracy/dense/dense_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "accuracy/dense/dense_plan.h"
#include "accuracy/dense/pole_search.h"
#include "accuracy/dense/real_error.h"
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

// Distinct ascending doubles: those of the plan and the ends of the domain.
std::vector<double> DoublePlan(const Interval& domain, const DenseOptions& options) {
  std::vector<double> points = {FirstDouble(domain), LastDouble(domain)};
  for (const MpfrReal& x : DensePlan(domain, options.points, options.plan, options.precision_bits)) {
    points.push_back(NearestDouble(domain, x));
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

// The error of a function of doubles.
class DoubleError {
 public:
  // REQUIRES: the function outlives this object.
  DoubleError(const ArrayFunction<double>& function, const DensePoints& points)
      : function_(function), problem_(points.problem()), precision_(points.options().precision_bits) {}

  // The errors at the points, rounded up; infinity where the function gives infinity or NaN.
  std::vector<double> Run(const std::vector<double>& x) const {
    std::vector<double> y(x.size());
    function_(x.data(), y.data(), x.size());
    std::vector<double> errors;
    errors.reserve(x.size());
    for (size_t i = 0; i < x.size(); ++i) errors.push_back(At(x[i], y[i]));
    return errors;
  }

 private:
  double At(double x, double y) const {
    if (!std::isfinite(y)) return kInfinity;
    MpfrReal f = MpfrReal::OfPrecision(precision_);
    problem_.target->reference(f.ptr(), MpfrReal(x).ptr(), MPFR_RNDN);
    const MpfrReal difference = fabs(MpfrReal(y) - f);
    return (problem_.measure == Measure::kRelative ? difference / fabs(f) : difference).ToDouble(MPFR_RNDU);
  }

  const ArrayFunction<double>& function_;
  const Problem& problem_;
  int precision_;
};

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

absl::StatusOr<DensePoints> DensePoints::Create(const Problem& problem, const DenseOptions& options) {
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
  DensePoints points(problem, options);
  if (const SampleTable* const samples = problem.target->samples) {
    for (size_t i = 0; i < samples->size(); ++i) {
      points.x_.emplace_back(samples->x()[i], options.precision_bits);
      points.f_.emplace_back(samples->y()[i], options.precision_bits);
    }
    return points;
  }
  points.x_ = DensePlan(problem.domain, options.points, options.plan, options.precision_bits);
  points.f_.reserve(points.x_.size());
  for (const MpfrReal& x : points.x_) {
    points.f_.push_back(MpfrReal::OfPrecision(options.precision_bits));
    problem.target->reference(points.f_.back().ptr(), x.ptr(), MPFR_RNDN);
  }
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

  const std::vector<MpfrReal>& x = points.x();
  GuardTrace trace(error->guard_count());
  std::vector<double> errors;
  Worst worst;
  for (size_t i = 0; i < x.size(); ++i) {
    const MpfrReal e = error->Error(x[i], points.f()[i]) * MpfrReal(points.Weight(i));
    trace.Add(*error);
    errors.push_back(e.ToDouble());
    worst.Add(x[i], e);
  }
  const auto result = [&](double largest, double input) {
    return DenseResult{largest, input, error->runs() + close->runs()};
  };

  // Between samples nothing is known.
  if (worst.error().IsFinite() && problem.target->samples == nullptr) {
    std::optional<double> pole = trace.FindPole(x, *close);
    if (!pole) pole = UnboundedEnd(*close);
    if (pole) return result(kInfinity, *pole);
    for (const size_t i : LargestMaxima(errors, points.options().refined)) {
      const MpfrReal& a = x[i == 0 ? 0 : i - 1];
      const MpfrReal& b = x[std::min(i + 1, x.size() - 1)];
      const Extremum top =
          GoldenMaximum([&](const MpfrReal& t) { return error->Error(t); }, a, b, kGoldenSteps);
      worst.Add(top.x, top.value);
    }
  }
  return result(worst.error().ToDouble(MPFR_RNDU), NearestDouble(problem.domain, worst.x()));
}

absl::StatusOr<DenseResult> CheckDouble(const Program& program, const Problem& problem,
                                        const DenseOptions& options) {
  const absl::StatusOr<DensePoints> points = DensePoints::Create(problem, options);
  return points.ok() ? CheckDouble(program, *points) : points.status();
}

namespace {

DenseResult CheckSamples(const DoubleError& error, const DensePoints& points) {
  const std::vector<double>& x = points.problem().target->samples->x();
  const std::vector<double> errors = error.Run(x);
  DenseResult result{-1, 0, x.size()};
  for (size_t i = 0; i < x.size(); ++i) {
    const double weighted = errors[i] * points.Weight(i);
    if (result.error < weighted) result = {weighted, x[i], x.size()};
  }
  return result;
}

// Checks the points of the plan, doubles beside the largest errors, and doubles beside `suspects`.
DenseResult CheckDoubles(const ArrayFunction<double>& function, const DensePoints& points,
                         std::span<const double> suspects) {
  const DoubleError error(function, points);
  if (points.problem().target->samples != nullptr) return CheckSamples(error, points);
  const Interval& domain = points.problem().domain;
  const std::vector<double> plan = DoublePlan(domain, points.options());
  const std::vector<double> errors = error.Run(plan);

  std::vector<double> nearby;
  for (const size_t i : LargestMaxima(errors, points.options().refined)) {
    AddNearby(domain, plan[i == 0 ? 0 : i - 1], plan[i], plan[std::min(i + 1, plan.size() - 1)], &nearby);
  }
  for (const double x : suspects) {
    nearby.push_back(x);
    AddNearby(domain, x, x, x, &nearby);
  }
  const std::vector<double> nearby_errors = error.Run(nearby);

  DenseResult result{-1, 0, plan.size() + nearby.size()};
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

}  // namespace

absl::StatusOr<DenseResult> CheckDouble(const Program& program, const DensePoints& points) {
  if (absl::Status status = Validate(program); !status.ok()) return status;
  absl::StatusOr<Interpreter<double>> interpreter = Interpreter<double>::Create(program);
  if (!interpreter.ok()) return interpreter.status();
  const ArrayFunction<double> function = [&](const double* in, double* out, size_t n) {
    interpreter->Run({in, n}, {out, n});
  };
  // Where the program is worst over the reals, above all at a pole between two points of the plan.
  std::vector<double> suspects;
  if (const absl::StatusOr<DenseResult> real = CheckReal(program, points); real.ok()) {
    suspects.push_back(real->worst_input);
  }
  return CheckDoubles(function, points, suspects);
}

DenseResult CheckDouble(const ArrayFunction<double>& function, const DensePoints& points) {
  return CheckDoubles(function, points, {});
}

}  // namespace ulpforge
