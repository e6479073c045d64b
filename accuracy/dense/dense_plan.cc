#include "accuracy/dense/dense_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/rng.h"

namespace ulpforge {
namespace {

constexpr uint64_t kSeed = 0x756c70666f726765;
constexpr int kSmallestDistance = 60;  // binary exponent, relative to the width
constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

std::vector<MpfrReal> DensePlan(const Interval& domain, size_t n, uint64_t plan, int precision) {
  const MpfrReal lo(domain.lo, precision);
  const MpfrReal hi(domain.hi, precision);
  const MpfrReal width = hi - lo;
  std::vector<MpfrReal> points;
  points.reserve(n + 2 * kSmallestDistance + 2);

  Rng rng(kSeed, plan);
  for (size_t i = 0; i < n; ++i) {
    const double t = (static_cast<double>(i) + rng.Uniform()) / static_cast<double>(n);
    const double x = domain.lo * (1 - t) + domain.hi * t;
    if (domain.lo < x && x < domain.hi) points.emplace_back(x, precision);
  }
  for (int k = 1; k <= kSmallestDistance; ++k) {
    points.push_back(lo + Scaled(width, -k));
    points.push_back(hi - Scaled(width, -k));
  }
  if (!domain.lo_open) points.push_back(lo);
  if (!domain.hi_open) points.push_back(hi);

  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
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
