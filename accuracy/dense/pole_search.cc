#include "accuracy/dense/pole_search.h"

#include <cmath>
#include <cstddef>

#include "accuracy/dense/dense_plan.h"
#include "base/check.h"
#include "targets/golden_section.h"

namespace ulpforge {
namespace {

// Guards shrink by this factor (binary exponent) before a zero is believed in.
constexpr int kSuspicion = 20;

// One guard as a function of x, and the zeros that it has in small intervals.
class GuardSearch {
 public:
  GuardSearch(RealError& error, size_t guard) : error_(error), guard_(guard) {}

  // A pole in (a, b), at the ends of which the guard has different signs.
  std::optional<double> BetweenSigns(MpfrReal a, MpfrReal b) {
    const MpfrReal width = b - a;
    MpfrReal at_a = Guard(a);
    MpfrReal at_b = Guard(b);
    const MpfrReal before = Larger(at_a, at_b);
    for (int step = 0; step < 300; ++step) {
      // Through a zero both sides shrink; through infinity they grow, at a jump one of them stays.
      if (step == 64 && Scaled(before, -kSuspicion) < Larger(at_a, at_b)) return std::nullopt;
      const MpfrReal middle = Scaled(a + b, -1);
      const MpfrReal value = Guard(middle);
      const bool left = value.IsNegative() == at_a.IsNegative();
      (left ? a : b) = middle;
      (left ? at_a : at_b) = value;
    }
    return Confirm(Scaled(a + b, -1), width);
  }

  // A pole in (a, b), where the guard has the sign `sign` at both ends and is smaller in between.
  std::optional<double> InDip(const MpfrReal& a, const MpfrReal& b, bool negative) {
    const auto depth = [&](const MpfrReal& x) {
      const MpfrReal value = Guard(x);
      return negative ? value : -value;  // the guard moved towards zero and beyond is larger
    };
    const MpfrReal before = Larger(Guard(a), Guard(b));
    Extremum bottom = GoldenMaximum(depth, a, b, 32);
    if (!bottom.value.IsNegative() && !bottom.value.IsZero()) return BeyondZero(a, bottom.x, b);
    if (Scaled(before, -kSuspicion) < fabs(bottom.value)) return std::nullopt;
    bottom = GoldenMaximum(depth, a, b, 400);
    if (!bottom.value.IsNegative() && !bottom.value.IsZero()) return BeyondZero(a, bottom.x, b);
    return Confirm(bottom.x, b - a);
  }

  // The double nearest to x, if the program is not defined there or grows without bound towards x.
  std::optional<double> Confirm(const MpfrReal& x, const MpfrReal& scale) {
    const double nearest = NearestDouble(error_.problem().domain, x);
    if (!error_.Error(MpfrReal(nearest)).IsFinite()) return nearest;
    if (GrowsTowards(error_, x, scale) || GrowsTowards(error_, x, -scale)) return nearest;
    return std::nullopt;
  }

 private:
  // The guard has another sign at x than at a and b.
  std::optional<double> BeyondZero(const MpfrReal& a, const MpfrReal& x, const MpfrReal& b) {
    if (!error_.Error(x).IsFinite()) return NearestDouble(error_.problem().domain, x);
    if (const std::optional<double> pole = BetweenSigns(a, x)) return pole;
    return BetweenSigns(x, b);
  }

  MpfrReal Guard(const MpfrReal& x) {
    error_.Run(x);
    return error_.guard(guard_);
  }

  static MpfrReal Larger(const MpfrReal& a, const MpfrReal& b) {
    return fabs(a) < fabs(b) ? fabs(b) : fabs(a);
  }

  RealError& error_;
  size_t guard_;
};

}  // namespace

void GuardTrace::Add(const RealError& error) {
  for (size_t k = 0; k < guards_.size(); ++k) guards_[k].push_back(error.guard(k).ToDouble());
}

std::optional<double> GuardTrace::FindPole(const PackedReals& x, RealError& error) const {
  const auto at = [&](size_t i) { return x[i].WithPrecision(error.precision()); };
  for (size_t k = 0; k < guards_.size(); ++k) {
    const std::vector<double>& guard = guards_[k];
    ULPFORGE_CHECK(guard.size() == x.size());
    GuardSearch search(error, k);
    for (size_t i = 0; i < guard.size(); ++i) {
      std::optional<double> pole;
      const bool inner = i > 0 && i + 1 < guard.size();
      if (i > 0 && std::signbit(guard[i]) != std::signbit(guard[i - 1])) {
        pole = search.BetweenSigns(at(i - 1), at(i));
      } else if (inner && std::fabs(guard[i]) < std::fabs(guard[i - 1]) &&
                 std::fabs(guard[i]) <= std::fabs(guard[i + 1]) &&
                 std::signbit(guard[i]) == std::signbit(guard[i + 1])) {
        pole = search.InDip(at(i - 1), at(i + 1), std::signbit(guard[i]));
      }
      if (pole) return pole;
    }
  }
  return std::nullopt;
}

// At a pole of order m the error grows by 2^(40 m) from one distance to the next, however small its
// residue; elsewhere it stays, up to what a root makes of it.
bool GrowsTowards(RealError& error, const MpfrReal& x, const MpfrReal& distance) {
  const MpfrReal origin = x.WithPrecision(error.precision());
  const MpfrReal near = error.Error(origin + Scaled(distance, -200));
  const MpfrReal nearer = error.Error(origin + Scaled(distance, -240));
  if (!nearer.IsFinite()) return true;
  return MpfrReal(1) < nearer && Scaled(near, 8) < nearer;
}

}  // namespace ulpforge
