#include "targets/function_check.h"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "targets/expression.h"
#include "targets/golden_section.h"
#include "targets/mpfr_real.h"

namespace ulpforge {
namespace {

constexpr int kPrecision = 256;
constexpr int kGrid = 512;
// The least |f| in a domain for relative error: below, its double-double value is no longer complete.
constexpr double kLeastValue = 0x1p-900;

class Checker {
 public:
  explicit Checker(const Problem& problem) : problem_(problem) {}

  absl::Status Run() {
    const Interval& domain = problem_.domain;
    MakeGrid();
    for (size_t i = 0; i < x_.size(); ++i) {
      const bool open_end = (i == 0 && domain.lo_open) || (i + 1 == x_.size() && domain.hi_open);
      if (absl::Status s = open_end ? CheckOpenEnd(i) : CheckPoint(x_[i], f_[i]); !s.ok()) return s;
    }
    for (size_t i = 0; i + 1 < x_.size(); ++i) {
      if (absl::Status s = CheckBetween(i); !s.ok()) return s;
    }
    for (size_t i = 1; i + 1 < x_.size(); ++i) {
      if (absl::Status s = CheckExtremum(i); !s.ok()) return s;
    }
    return absl::OkStatus();
  }

 private:
  MpfrReal F(const MpfrReal& x) const {
    MpfrReal result = MpfrReal::OfPrecision(kPrecision);
    problem_.target->reference(result.ptr(), x.ptr(), MPFR_RNDN);
    return result;
  }

  void MakeGrid() {
    const MpfrReal lo(problem_.domain.lo, kPrecision);
    const MpfrReal hi(problem_.domain.hi, kPrecision);
    for (int i = 0; i <= kGrid; ++i) {
      x_.push_back(lo + (hi - lo) * MpfrReal(static_cast<double>(i) / kGrid));
      f_.push_back(F(x_.back()));
    }
  }

  absl::Status CheckPoint(const MpfrReal& x, const MpfrReal& f) const {
    if (!std::isfinite(f.ToDouble())) return NotFinite(x);
    if (problem_.measure == Measure::kAbsolute || MpfrReal(kLeastValue) < fabs(f)) return absl::OkStatus();
    return f.IsZero() ? Zero(x) : Zero(x, "all but zero");
  }

  // f must have a limit: its value at the end or, where that is undefined, that of the points nearby.
  absl::Status CheckOpenEnd(size_t i) const {
    if (std::isfinite(f_[i].ToDouble())) return absl::OkStatus();
    if (!f_[i].IsNan()) return NotFinite(x_[i]);
    const MpfrReal inward = x_[i == 0 ? 1 : i - 1] - x_[i];
    const MpfrReal near = F(x_[i] + Scaled(inward, -60));
    const MpfrReal nearer = F(x_[i] + Scaled(inward, -120));
    const MpfrReal allowed = Scaled(MpfrReal(1) + fabs(near), -20);
    return fabs(nearer - near) < allowed ? absl::OkStatus() : NotFinite(x_[i]);
  }

  // Between two points of different sign there is a zero or a pole (or a jump).
  absl::Status CheckBetween(size_t i) const {
    MpfrReal a = x_[i];
    MpfrReal b = x_[i + 1];
    MpfrReal at_a = f_[i];
    MpfrReal at_b = f_[i + 1];
    const bool crossing = IsProper(at_a) && IsProper(at_b) && at_a.IsNegative() != at_b.IsNegative();
    if (!crossing) return absl::OkStatus();
    for (int step = 0; step < 100; ++step) {
      const MpfrReal middle = Scaled(a + b, -1);
      const MpfrReal f = F(middle);
      if (f.IsNan()) return NotFinite(middle);
      const bool left = f.IsNegative() == at_a.IsNegative();
      (left ? a : b) = middle;
      (left ? at_a : at_b) = f;
    }
    const MpfrReal before = fabs(f_[i]) + fabs(f_[i + 1]);
    const MpfrReal after = fabs(at_a) + fabs(at_b);
    if (Scaled(before, 30) < after) return NotFinite(a);
    return problem_.measure == Measure::kRelative ? Zero(a) : absl::OkStatus();
  }

  // f may touch zero or infinity without a change of sign.
  absl::Status CheckExtremum(size_t i) const {
    if (!IsProper(f_[i - 1]) || !IsProper(f_[i + 1])) return absl::OkStatus();
    const MpfrReal& a = x_[i - 1];
    const MpfrReal& b = x_[i + 1];
    const MpfrReal before = fabs(f_[i - 1]);
    const MpfrReal after = fabs(f_[i + 1]);
    const MpfrReal size = fabs(f_[i]);
    if (before < size && after < size) {
      const Extremum top = GoldenMaximum([&](const MpfrReal& x) { return fabs(F(x)); }, a, b, 80);
      return Scaled(before + after, 30) < top.value ? NotFinite(top.x) : absl::OkStatus();
    }
    const bool dip = size < before && size < after;
    if (!dip || problem_.measure == Measure::kAbsolute) return absl::OkStatus();
    const Extremum bottom = GoldenMaximum([&](const MpfrReal& x) { return -fabs(F(x)); }, a, b, 80);
    return -bottom.value < Scaled(before + after, -30) ? Zero(bottom.x) : absl::OkStatus();
  }

  // Of an expression, the part of it that has no value at x.
  std::string Reason(const MpfrReal& x) const {
    if (problem_.target->expression == nullptr) return "";
    const std::string reason = problem_.target->expression->Explain(x.ToDouble());
    return reason.empty() ? "" : fmt::format(" ({})", reason);
  }

  static bool IsProper(const MpfrReal& f) { return f.IsFinite() && !f.IsZero(); }

  absl::Status NotFinite(const MpfrReal& x) const {
    return absl::InvalidArgumentError(fmt::format(
        "domain '{}': {} is not finite, or not bounded, at x = {:.6g}; choose a domain without that point "
        "and with some distance to it{}",
        FormatInterval(problem_.domain), problem_.target->name, x.ToDouble(), Reason(x)));
  }

  absl::Status Zero(const MpfrReal& x, std::string_view what = "zero") const {
    return absl::InvalidArgumentError(fmt::format(
        "domain '{}': {} is {} at x = {:.6g}, where relative error has no meaning; use --measure absolute, "
        "or a domain without that point",
        FormatInterval(problem_.domain), problem_.target->name, what, x.ToDouble()));
  }

  const Problem& problem_;
  std::vector<MpfrReal> x_;
  std::vector<MpfrReal> f_;
};

}  // namespace

absl::Status CheckFunction(const Problem& problem) { return Checker(problem).Run(); }

}  // namespace ulpforge
