#include "accuracy/dense/double_check.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

#include "dsl/interpreter.h"
#include "targets/sample_table.h"

namespace ulpforge {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Of f: the error of code is at least 2^-60 of f, or does not matter.
constexpr int kPrecision = 128;
constexpr int kNearbyDoubles = 128;  // tried around each local maximum of the error

// The spacing of doubles in the binade of f is 2^UlpExponentOf(f).
int UlpExponentOf(const MpfrReal& f) {
  constexpr int kLeast = -1074;
  return f.IsZero() ? kLeast : std::max<int>(static_cast<int>(mpfr_get_exp(f.ptr())) - 53, kLeast);
}

bool IsWrongSpecial(double y, double correct) {
  if (std::isfinite(y) && std::isfinite(correct)) return false;
  return !(y == correct || (std::isnan(y) && std::isnan(correct)));
}

// The error of y as a value of f, rounded up. REQUIRES: y and the correctly rounded value are finite.
double ErrorOf(double y, const MpfrReal& f, ErrorMeasure measure) {
  const MpfrReal difference = fabs(MpfrReal(y) - f);
  switch (measure) {
    case ErrorMeasure::kUlp:
      return Scaled(difference, -UlpExponentOf(f)).ToDouble(MPFR_RNDU);
    case ErrorMeasure::kRelative:
      return difference.IsZero() ? 0 : (difference / fabs(f)).ToDouble(MPFR_RNDU);
    case ErrorMeasure::kAbsolute:
      return difference.ToDouble(MPFR_RNDU);
    case ErrorMeasure::kMisrounded:
      return y == f.ToDouble() ? 0 : 1;
  }
  return 0;
}

// The results at some doubles.
class Results {
 public:
  // f(i) is the value at x[i], nothing if it is not known. Errors at doubles with a wrong special value are
  // infinite.
  Results(const ArrayFunction<double>& function, const DoublePoints& points, ErrorMeasure measure,
          std::span<const double> x, const std::function<std::optional<MpfrReal>(size_t)>& f)
      : measure_(measure), x_(x), y_(x.size()), correct_(x.size()), errors_(x.size()) {
    function(x.data(), y_.data(), x.size());
    ForEachPoint(x.size(), points.options().threads, [&](size_t i) {
      const std::optional<MpfrReal> value = f(i);
      correct_[i] = value ? value->ToDouble() : y_[i];
      if (!value) return;
      const bool comparable = std::isfinite(y_[i]) && std::isfinite(correct_[i]);
      errors_[i] = IsWrongSpecial(y_[i], correct_[i]) ? kInfinity
                   : comparable                       ? ErrorOf(y_[i], *value, measure)
                                                      : 0;
    });
  }

  const std::vector<double>& errors() const { return errors_; }

  // Each error times its weight, if there are weights.
  void AddTo(DoubleResult* result, std::span<const double> weights = {}) const {
    const bool counts = measure_ == ErrorMeasure::kMisrounded;
    for (size_t i = 0; i < x_.size(); ++i) {
      const DoubleExample example = {x_[i], y_[i], correct_[i]};
      if (IsWrongSpecial(y_[i], correct_[i])) {
        if (result->wrong_specials++ == 0) result->first_special = example;
        if (!counts) continue;
      }
      const double error = weights.empty() ? errors_[i] : errors_[i] * weights[i];
      if (counts) {
        if (error > 0 && result->error++ == 0) result->worst = example;
      } else if (error > result->error || result->points + i == 0) {
        result->error = error;
        result->worst = example;
      }
    }
    result->points += x_.size();
  }

 private:
  ErrorMeasure measure_;
  std::span<const double> x_;
  std::vector<double> y_, correct_, errors_;
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

// f(x) to kPrecision bits, if it is known.
std::optional<MpfrReal> KnownValue(const Target& target, double x) {
  MpfrReal value = MpfrReal::OfPrecision(kPrecision);
  const int ternary = target.reference(value.ptr(), MpfrReal(x).ptr(), MPFR_RNDN);
  return ternary == kUnknownValue ? std::nullopt : std::optional(value);
}

}  // namespace

double DoubleResult::ErrorWithSpecials() const { return wrong_specials > 0 ? kInfinity : error; }

DoublePoints::DoublePoints(const Target& target, const Interval& domain, const DenseOptions& options)
    : target_(&target), domain_(domain), options_(options), f_(kPrecision, 0) {}

absl::StatusOr<DoublePoints> DoublePoints::Create(const Target& target, const Interval& domain,
                                                  const DenseOptions& options) {
  if (absl::Status status = CheckDenseOptions(options); !status.ok()) return status;
  DoublePoints points(target, domain, options);
  if (const SampleTable* const samples = target.samples) {
    points.x_ = samples->x();
    points.f_ = PackedReals(kPrecision, samples->size());
    for (size_t i = 0; i < samples->size(); ++i) points.f_.Set(i, MpfrReal(samples->y()[i], kPrecision));
    return points;
  }
  DensePlan plan = PlanOf(domain, options);
  points.binades_ = plan.binades;
  plan.doubles.push_back(FirstDouble(domain));
  plan.doubles.push_back(LastDouble(domain));
  for (const MpfrReal& x : plan.towards) plan.doubles.push_back(NearestDouble(domain, x));
  std::sort(plan.doubles.begin(), plan.doubles.end());
  plan.doubles.erase(std::unique(plan.doubles.begin(), plan.doubles.end()), plan.doubles.end());
  const std::vector<double> x = PlannedDoubles(target, domain, options.points_per_binade, std::move(plan));
  PackedReals f(kPrecision, x.size());
  std::vector<char> known(x.size());
  ForEachPoint(x.size(), options.threads, [&](size_t i) {
    const std::optional<MpfrReal> value = KnownValue(target, x[i]);
    known[i] = value ? 1 : 0;
    if (value) f.Set(i, *value);
  });
  points.f_ = PackedReals(kPrecision, x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    if (known[i] == 0) continue;
    points.f_.Set(points.x_.size(), f[i]);
    points.x_.push_back(x[i]);
  }
  points.f_.Truncate(points.x_.size());
  points.unknown_ = x.size() - points.x_.size();
  return points;
}

DoubleResult CheckDouble(const ArrayFunction<double>& function, const DoublePoints& points,
                         ErrorMeasure measure, std::span<const double> suspects) {
  const std::vector<double>& plan = points.x();
  DoubleResult result{.binades = points.binades(), .unknown = points.unknown()};
  const Results planned(function, points, measure, plan, [&](size_t i) { return points.f()[i]; });
  if (const SampleTable* const samples = points.target().samples) {
    planned.AddTo(&result, samples->weight());
    return result;
  }
  planned.AddTo(&result);

  std::vector<double> nearby;
  for (const size_t i : LargestMaxima(planned.errors(), points.options().refined)) {
    AddNearby(points.domain(), plan[i == 0 ? 0 : i - 1], plan[i], plan[std::min(i + 1, plan.size() - 1)],
              &nearby);
  }
  for (const double x : suspects) {
    nearby.push_back(x);
    AddNearby(points.domain(), x, x, x, &nearby);
  }
  // Points that count are counted once.
  std::sort(nearby.begin(), nearby.end());
  nearby.erase(std::unique(nearby.begin(), nearby.end()), nearby.end());
  std::vector<double> others;
  std::set_difference(nearby.begin(), nearby.end(), plan.begin(), plan.end(), std::back_inserter(others));
  const Results beside(function, points, measure, others,
                       [&](size_t i) { return KnownValue(points.target(), others[i]); });
  beside.AddTo(&result);
  return result;
}

absl::StatusOr<DoubleResult> CheckDouble(const Program& program, const DoublePoints& points,
                                         ErrorMeasure measure, std::span<const double> suspects) {
  if (absl::Status status = Validate(program); !status.ok()) return status;
  absl::StatusOr<Interpreter<double>> interpreter = Interpreter<double>::Create(program);
  if (!interpreter.ok()) return interpreter.status();
  const ArrayFunction<double> function = [&](const double* in, double* out, size_t n) {
    interpreter->Run({in, n}, {out, n});
  };
  return CheckDouble(function, points, measure, suspects);
}

}  // namespace ulpforge
