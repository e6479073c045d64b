#include "accuracy/dense/dense_plan.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/rng.h"
#include "dsl/numbers/ordinal.h"

namespace ulpforge {
namespace {

constexpr uint64_t kSeed = 0x756c70666f726765;
constexpr uint64_t kBinadeSeed = 0x62696e6164657321;
constexpr int kSmallestDistance = 60;  // binary exponent, relative to the width
constexpr int kMantissaBits = 52;
constexpr int64_t kNeighbours = 8;
constexpr size_t kMostChanges = 1000;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void SortDistinct(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// The doubles of the domain by their ordinals.
class DoublesOf {
 public:
  explicit DoublesOf(const Interval& domain)
      : first_(ToOrdinal(FirstDouble(domain))), last_(ToOrdinal(LastDouble(domain))) {}

  int64_t first() const { return first_; }
  int64_t last() const { return last_; }

  // Those at most kNeighbours away from x.
  void AddAround(double x, std::vector<double>* points) const {
    const int64_t center = ToOrdinal(x);
    for (int64_t k = std::max(first_, center - kNeighbours); k <= std::min(last_, center + kNeighbours);
         ++k) {
      points->push_back(FromOrdinal<double>(k));
    }
  }

 private:
  int64_t first_, last_;
};

// Adds `wanted` doubles of the ordinals first to last at random places of equal strata, or all if they are
// fewer.
void AddStrata(int64_t first, int64_t last, size_t wanted, Rng& rng, std::vector<double>* points) {
  const uint64_t count = static_cast<uint64_t>(last - first) + 1;
  if (count <= wanted) {
    for (int64_t k = first; k <= last; ++k) points->push_back(FromOrdinal<double>(k));
    return;
  }
  const uint64_t stratum = count / wanted, rest = count % wanted;
  auto begin = static_cast<uint64_t>(first);
  for (size_t i = 0; i < wanted; ++i) {
    const uint64_t size = stratum + (i < rest ? 1 : 0);
    points->push_back(FromOrdinal<double>(static_cast<int64_t>(begin + rng.Below(size))));
    begin += size;
  }
}

// Calls visit(first, last) with the ordinals of each binade of positive doubles: the subnormal ones have
// binades too, the smallest with one double.
template <class Visit>
void ForEachBinade(Visit visit) {
  constexpr int64_t kBinade = int64_t{1} << kMantissaBits;
  for (int k = 0; k < kMantissaBits; ++k) visit(int64_t{1} << k, (int64_t{2} << k) - 1);
  const int64_t infinity = ToOrdinal(kInfinity);
  for (int64_t first = kBinade; first < infinity; first += kBinade) visit(first, first + kBinade - 1);
}

// Points in every binade and next to the ends of binades; the number of binades.
size_t AddBinades(const DoublesOf& domain, const DensePlanOptions& options, std::vector<double>* points) {
  Rng rng(kBinadeSeed, options.plan);
  size_t binades = 0;
  const auto add = [&](int64_t first, int64_t last) {
    first = std::max(first, domain.first());
    last = std::min(last, domain.last());
    if (first > last) return;
    ++binades;
    AddStrata(first, last, options.points_per_binade, rng, points);
    domain.AddAround(FromOrdinal<double>(first), points);
  };
  ForEachBinade([&](int64_t first, int64_t last) {
    add(first, last);
    add(-last, -first);
  });
  return binades;
}

void AddSpecialPoints(const Interval& domain, const DoublesOf& doubles, std::vector<double>* points) {
  doubles.AddAround(FirstDouble(domain), points);
  doubles.AddAround(LastDouble(domain), points);
  for (int k = -128; k <= 128; ++k) doubles.AddAround(k / 2.0, points);
  for (int k = -128; k <= 128; ++k) doubles.AddAround(k * (std::numbers::pi / 2), points);
}

}  // namespace

DensePlan MakeDensePlan(const Interval& domain, const DensePlanOptions& options, int precision) {
  const MpfrReal lo(domain.lo, precision);
  const MpfrReal hi(domain.hi, precision);
  const MpfrReal width = hi - lo;
  DensePlan plan;

  Rng rng(kSeed, options.plan);
  for (size_t i = 0; i < options.points; ++i) {
    const double t = (static_cast<double>(i) + rng.Uniform()) / static_cast<double>(options.points);
    const double x = domain.lo * (1 - t) + domain.hi * t;
    if (domain.lo < x && x < domain.hi) plan.doubles.push_back(x);
  }
  if (!domain.lo_open) plan.doubles.push_back(domain.lo);
  if (!domain.hi_open) plan.doubles.push_back(domain.hi);
  if (options.points_per_binade != 0) {
    const DoublesOf doubles(domain);
    plan.binades = AddBinades(doubles, options, &plan.doubles);
    AddSpecialPoints(domain, doubles, &plan.doubles);
  }
  SortDistinct(plan.doubles);

  for (int k = 1; k <= kSmallestDistance; ++k) {
    plan.towards.push_back(lo + Scaled(width, -k));
    plan.towards.push_back(hi - Scaled(width, -k));
  }
  std::sort(plan.towards.begin(), plan.towards.end());
  plan.towards.erase(std::unique(plan.towards.begin(), plan.towards.end()), plan.towards.end());
  return plan;
}

std::vector<double> AroundChanges(std::span<const double> ascending, const Interval& domain,
                                  const std::function<int(double x)>& kind) {
  std::vector<size_t> changes;
  std::vector<int> kinds;
  kinds.reserve(ascending.size());
  for (const double x : ascending) kinds.push_back(kind(x));
  for (size_t i = 1; i < kinds.size(); ++i) {
    if (kinds[i] != kinds[i - 1]) changes.push_back(i);
  }
  const DoublesOf doubles(domain);
  std::vector<double> points;
  const size_t step = changes.size() / kMostChanges + 1;
  for (size_t c = 0; c < changes.size(); c += step) {
    int64_t below = ToOrdinal(ascending[changes[c] - 1]);
    int64_t above = ToOrdinal(ascending[changes[c]]);
    while (above - below > 1) {
      const int64_t middle = below + (above - below) / 2;
      (kind(FromOrdinal<double>(middle)) == kinds[changes[c] - 1] ? below : above) = middle;
    }
    doubles.AddAround(FromOrdinal<double>(below), &points);
    doubles.AddAround(FromOrdinal<double>(above), &points);
  }
  SortDistinct(points);
  return points;
}

double FirstDouble(const Interval& domain) {
  return domain.lo_open ? std::nextafter(domain.lo, kInfinity) : domain.lo;
}

double LastDouble(const Interval& domain) {
  return domain.hi_open ? std::nextafter(domain.hi, -kInfinity) : domain.hi;
}

double NearestDouble(const Interval& domain, const MpfrReal& x) {
  return std::clamp(x.ToDouble(), FirstDouble(domain), LastDouble(domain));
}

}  // namespace ulpforge
