// The report of an exhaustive check, computed as plainly as possible: MPFR with 400 bits at every input,
// rounded with the emulated formats of MPFR. What the real check is compared with.
#pragma once

#include <mpfr.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accuracy/exhaustive/exhaustive.pb.h"
#include "base/array_function.h"
#include "dsl/numbers/float_format.h"
#include "dsl/numbers/number.h"
#include "targets/mpfr_real.h"
#include "targets/target_table.h"

namespace ulpforge::testing {

class NaiveReference {
 public:
  static constexpr int kPrecision = 400;

  NaiveReference(const Target& target, const FloatFormat& format) : target_(target), format_(format) {}

  // Truncated: in the binade of f(x), however close its end is.
  MpfrReal F(float x) const {
    MpfrReal f = MpfrReal::OfPrecision(kPrecision);
    target_.reference(f.ptr(), MpfrReal(x).ptr(), MPFR_RNDZ);
    return f;
  }

  // As the manual of MPFR emulates IEEE 754 (section Exceptions).
  float Round(const MpfrReal& f) const {
    MpfrReal rounded = MpfrReal::OfPrecision(format_.significand_bits);
    int ternary = mpfr_set(rounded.ptr(), f.ptr(), MPFR_RNDN);
    const mpfr_exp_t emin = mpfr_get_emin();
    const mpfr_exp_t emax = mpfr_get_emax();
    mpfr_set_emin(format_.min_exponent - format_.significand_bits + 2);
    mpfr_set_emax(format_.max_exponent + 1);
    ternary = mpfr_check_range(rounded.ptr(), ternary, MPFR_RNDN);
    mpfr_subnormalize(rounded.ptr(), ternary, MPFR_RNDN);
    mpfr_set_emin(emin);
    mpfr_set_emax(emax);
    return static_cast<float>(rounded.ToDouble());
  }

  double Ulp(const MpfrReal& f, float y) const {
    const mpfr_exp_t binade = f.IsZero() ? format_.min_exponent : mpfr_get_exp(f.ptr()) - 1;
    const auto clamped =
        std::min<mpfr_exp_t>(std::max<mpfr_exp_t>(binade, format_.min_exponent), format_.max_exponent);
    const MpfrReal distance = fabs(MpfrReal(y) - f);
    return Scaled(distance, format_.significand_bits - 1 - clamped).ToDouble();
  }

  bool IsSubnormal(const MpfrReal& f) const { return fabs(f) < MpfrReal(format_.smallest_normal()); }

 private:
  const Target& target_;
  const FloatFormat& format_;
};

// Inputs with these bits, in any order; results in another format if one is given. Fills in all but the table
// of special values and `domain`.
class NaiveCheck {
 public:
  NaiveCheck(const Target& target, const FloatFormat& format, std::vector<uint32_t> inputs,
             const ArrayFunction<float>& function, const FloatFormat* result = nullptr)
      : reference_(target, result == nullptr ? format : *result),
        format_(format),
        result_(result == nullptr ? format : *result),
        monotonicity_(target.monotonicity) {
    std::sort(inputs.begin(), inputs.end());
    std::vector<float> x;
    for (const uint32_t bits : inputs) x.push_back(ValueOf(bits));
    std::vector<float> y(x.size());
    function(x.data(), y.data(), x.size());
    report_.set_target(std::string(target.name));
    report_.set_format(std::string(format.name));
    if (&result_ != &format_) report_.set_result(std::string(result_.name));
    report_.set_inputs(inputs.size());
    report_.set_level("exhaustive");
    report_.set_misrounded(0);
    report_.set_wrong_specials(0);
    report_.set_zero_signs(0);
    report_.set_monotonicity_violations(0);
    report_.set_monotonicity_undecided(0);
    for (size_t i = 0; i < x.size(); ++i) {
      const MpfrReal f = reference_.F(x[i]);
      Count(x[i], y[i], f);
      const bool neighbours = i > 0 && inputs[i] == inputs[i - 1] + 1 &&
                              std::signbit(x[i]) == std::signbit(x[i - 1]) && !std::isnan(x[i]);
      if (neighbours) CountPair(x[i - 1], y[i - 1], *before_, x[i], y[i], f);
      before_ = f;
    }
    AddOverall();
  }

  const ExhaustiveReport& report() const { return report_; }

 private:
  float ValueOf(uint32_t bits) const {
    return &format_ == &kFloat32 ? std::bit_cast<float>(bits) : FromBits(format_, bits);
  }

  void Count(float x, float y, const MpfrReal& f) {
    const float correct = reference_.Round(f);
    if (std::isnan(y) && std::isnan(correct)) return;
    if (y != correct) {
      if (report_.misrounded() == 0) report_.set_first_misrounded(FormatHex(x));
      report_.set_misrounded(report_.misrounded() + 1);
    } else if (std::signbit(y) != std::signbit(correct)) {
      if (report_.zero_signs() == 0) report_.set_first_zero_sign(FormatHex(x));
      report_.set_zero_signs(report_.zero_signs() + 1);
    }
    if (std::isfinite(y) && std::isfinite(correct)) {
      RegionReport* region = reference_.IsSubnormal(f) ? report_.mutable_subnormal() : report_.mutable_main();
      const double error = reference_.Ulp(f, y);
      const double ulp = error < 0x1p-32 ? 0 : error;
      if (region->has_max_ulp() && ulp <= region->max_ulp()) return;
      region->set_max_ulp(ulp);
      region->set_worst_input(FormatHex(x));
      region->set_worst_result(FormatHex(y));
      region->set_worst_correct(FormatHex(correct));
    } else if (y != correct) {
      if (report_.wrong_specials() == 0) report_.set_first_wrong_special(FormatHex(x));
      report_.set_wrong_specials(report_.wrong_specials() + 1);
    }
  }

  void CountPair(float a, float ya, const MpfrReal& fa, float b, float yb, const MpfrReal& fb) {
    if (fa.IsNan() || fb.IsNan() || std::isnan(ya) || std::isnan(yb)) return;
    // Where 400 bits or the range of MPFR are not enough, a monotonic function is still monotonic.
    bool rises = fa < fb;
    bool falls = fb < fa;
    if (fa == fb && monotonicity_ != Monotonicity::kNone) {
      rises = (a < b) == (monotonicity_ == Monotonicity::kIncreasing);
      falls = !rises;
    }
    const bool violation = (!falls && yb < ya) || (!rises && ya < yb);
    if (!violation) return;
    report_.set_monotonicity_violations(report_.monotonicity_violations() + 1);
    const uint32_t steps = Steps(std::min(ya, yb), std::max(ya, yb));
    MonotonicityExample* worst = report_.mutable_worst_violation();
    if (steps <= worst->steps()) return;
    worst->set_input(FormatHex(std::min(a, b)));
    worst->set_next_input(FormatHex(std::max(a, b)));
    worst->set_result(FormatHex(a < b ? ya : yb));
    worst->set_next_result(FormatHex(a < b ? yb : ya));
    worst->set_steps(steps);
  }

  // How many values v of the results have a < v <= b, both zeros being one.
  uint32_t Steps(float a, float b) const {
    if (&result_ == &kFloat32) {
      const auto ordinal = [](float v) {
        const auto magnitude = static_cast<int64_t>(std::bit_cast<uint32_t>(std::fabs(v)));
        return v < 0 ? -magnitude : magnitude;
      };
      return static_cast<uint32_t>(ordinal(b) - ordinal(a));
    }
    uint32_t steps = 0;
    for (uint32_t bits = 0; bits < 1u << 16; ++bits) {
      const float v = FromBits(result_, bits);
      if (a < v && v <= b && bits != result_.sign_bit()) ++steps;
    }
    return steps;
  }

  void AddOverall() {
    const bool has_main = report_.has_main();
    const bool has_subnormal = report_.has_subnormal();
    if (!has_main && !has_subnormal) return;
    const bool main =
        !has_subnormal || (has_main && report_.main().max_ulp() >= report_.subnormal().max_ulp());
    const RegionReport& region = main ? report_.main() : report_.subnormal();
    report_.set_max_ulp(region.max_ulp());
    report_.set_worst_input(region.worst_input());
    report_.set_worst_result(region.worst_result());
    report_.set_worst_correct(region.worst_correct());
  }

  NaiveReference reference_;
  const FloatFormat& format_;
  const FloatFormat& result_;
  Monotonicity monotonicity_;
  std::optional<MpfrReal> before_;
  ExhaustiveReport report_;
};

}  // namespace ulpforge::testing
