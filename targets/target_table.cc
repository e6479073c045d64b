#include "targets/target_table.h"

#include <arb_hypgeom.h>

#include <array>
#include <cmath>
#include <deque>

#include "base/registry.h"
#include "fmt/format.h"
#include "targets/correct_rounding.h"
#include "targets/function_target.h"
#include "targets/problem.h"
#include "targets/register_target.h"

namespace ulpforge {
namespace {

constexpr Interval kUnit = {0, 1, false, false};
constexpr Interval kUnitFromZero = {0, 1, true, false};
constexpr Interval kHalfFromZero = {0, 0.5, true, false};
constexpr Interval kTwo = {0, 2, false, false};
constexpr Interval kTwoFromZero = {0, 2, true, false};
constexpr Interval kOctave = {1, 2, false, false};

// The largest doubles that are not above pi / 2 and pi / 4.
constexpr double kHalfPi = 0x1.921fb54442d18p+0;
constexpr double kQuarterPi = kHalfPi / 2;
constexpr Interval kQuarterTurnFromZero = {0, kHalfPi, true, false};
constexpr Interval kEighthTurn = {0, kQuarterPi, false, false};
constexpr Interval kEighthTurnFromZero = {0, kQuarterPi, true, false};

constexpr Interval kNotNegative = {0, kAllReals.hi, false, true};
constexpr Interval kAboveMinusOne = {-1, kAllReals.hi, false, true};
constexpr Interval kMinusOneToOne = {-1, 1, false, false};

constexpr auto kIncreasing = Monotonicity::kIncreasing;
constexpr auto kDecreasing = Monotonicity::kDecreasing;
constexpr auto kOscillating = Monotonicity::kNone;

constexpr SeriesPointer kSinSeries = &Series<&arb_poly_sin_series>;
constexpr SeriesPointer kCosSeries = &Series<&arb_poly_cos_series>;
constexpr SeriesPointer kTanSeries = &Series<&arb_poly_tan_series>;
constexpr QuarterTurns kSinTurns = {
    {{kSinSeries, 1, -1}, {kCosSeries, 1, 1}, {kSinSeries, -1, -1}, {kCosSeries, -1, 1}}};
constexpr QuarterTurns kCosTurns = {
    {{kCosSeries, 1, 1}, {kSinSeries, -1, -1}, {kCosSeries, -1, 1}, {kSinSeries, 1, -1}}};
constexpr QuarterTurns kTanTurns = {
    {{kTanSeries, 1, -1}, {&CotSeries, -1, -1}, {kTanSeries, 1, -1}, {&CotSeries, -1, -1}}};

int AiryAi7x(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
  if (mpfr_inf_p(x)) return mpfr_set_ui(result, 0, rounding);  // both limits
  return RoundCorrectly(&AiryAi7xSeries, result, x, rounding);
}

int BesselIHalf(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
  if (mpfr_zero_p(x)) return mpfr_set_ui(result, 0, rounding);
  if (mpfr_signbit(x)) {
    mpfr_set_nan(result);
    return 0;
  }
  if (mpfr_inf_p(x)) return mpfr_set(result, x, rounding);
  return RoundCorrectly(&BesselIHalfSeries, result, x, rounding);
}

int Sigmoid(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding) {
  if (mpfr_zero_p(x)) return mpfr_set_d(result, 0.5, rounding);
  // 1 - e^-x there is between 1 and every number of the precision below it.
  if (mpfr_cmp_si(x, mpfr_get_prec(result) + 2) > 0) {
    mpfr_set_ui(result, 1, rounding);
    if (rounding != MPFR_RNDZ && rounding != MPFR_RNDD) return 1;
    mpfr_nextbelow(result);
    return -1;
  }
  // e^x (1 - e^x + ...) there has the rounding of e^x, which a million bits decide; or it underflows.
  if (mpfr_cmp_d(x, -0x1p+20) < 0) return mpfr_exp(result, x, rounding);
  return RoundCorrectly(&SigmoidSeries, result, x, rounding);
}

// To add a target, add a row.
Registry<Target>& Rows() {
  static const std::array kTargets = {
      Target{"exp2", "2 to the power x", kUnitFromZero, Measure::kRelative, &mpfr_exp2, "mpfr_exp2",
             &Exp2Series, kAllReals, kIncreasing},
      Target{"exp", "e to the power x", kUnitFromZero, Measure::kRelative, &mpfr_exp, "mpfr_exp",
             &Series<&arb_poly_exp_series>, kAllReals, kIncreasing},
      Target{"expm1", "e to the power x, minus 1", kUnitFromZero, Measure::kRelative, &mpfr_expm1,
             "mpfr_expm1", &Expm1Series, kAllReals, kIncreasing},
      Target{"log2", "logarithm of x to base 2", kOctave, Measure::kAbsolute, &mpfr_log2, "mpfr_log2",
             &Log2Series, kNotNegative, kIncreasing},
      Target{"log", "natural logarithm of x", kOctave, Measure::kAbsolute, &mpfr_log, "mpfr_log",
             &Series<&arb_poly_log_series>, kNotNegative, kIncreasing},
      Target{"log1p", "natural logarithm of 1 + x", kUnitFromZero, Measure::kRelative, &mpfr_log1p,
             "mpfr_log1p", &Series<&arb_poly_log1p_series>, kAboveMinusOne, kIncreasing},
      Target{"log2p1", "logarithm of 1 + x to base 2", kUnitFromZero, Measure::kRelative, &mpfr_log2p1,
             "mpfr_log2p1", &Log2p1Series, kAboveMinusOne, kIncreasing},
      Target{"sin", "sine of x, in radians", kQuarterTurnFromZero, Measure::kRelative, &mpfr_sin, "mpfr_sin",
             kSinSeries, kAllReals, kOscillating, &kSinTurns},
      Target{"cos", "cosine of x, in radians", kEighthTurn, Measure::kAbsolute, &mpfr_cos, "mpfr_cos",
             kCosSeries, kAllReals, kOscillating, &kCosTurns},
      Target{"tan", "tangent of x, in radians", kEighthTurnFromZero, Measure::kRelative, &mpfr_tan,
             "mpfr_tan", kTanSeries, kAllReals, kOscillating, &kTanTurns},
      Target{"asin", "arc sine of x", kHalfFromZero, Measure::kRelative, &mpfr_asin, "mpfr_asin",
             &Series<&arb_poly_asin_series>, kMinusOneToOne, kIncreasing},
      Target{"atan", "arc tangent of x", kUnitFromZero, Measure::kRelative, &mpfr_atan, "mpfr_atan",
             &Series<&arb_poly_atan_series>, kAllReals, kIncreasing},
      Target{"sinh", "hyperbolic sine of x", kUnitFromZero, Measure::kRelative, &mpfr_sinh, "mpfr_sinh",
             &Series<&arb_poly_sinh_series>, kAllReals, kIncreasing},
      Target{"tanh", "hyperbolic tangent of x", kUnitFromZero, Measure::kRelative, &mpfr_tanh, "mpfr_tanh",
             &TanhSeries, kAllReals, kIncreasing},
      Target{"sigmoid", "logistic function 1 / (1 + e^-x)", kUnit, Measure::kRelative, &Sigmoid,
             "arb_exp, arb_inv", &SigmoidSeries, kAllReals, kIncreasing},
      Target{"erf", "error function of x", kTwoFromZero, Measure::kRelative, &mpfr_erf, "mpfr_erf",
             &Series<&arb_hypgeom_erf_series>, kAllReals, kIncreasing},
      Target{"erfc", "complementary error function of x", kTwo, Measure::kRelative, &mpfr_erfc, "mpfr_erfc",
             &Series<&arb_hypgeom_erfc_series>, kAllReals, kDecreasing},
      Target{"airy_ai_7x", "Airy function Ai(-7 x)", kUnit, Measure::kAbsolute, &AiryAi7x, "arb_hypgeom_airy",
             &AiryAi7xSeries, kAllReals, kOscillating},
      Target{"bessel_i_half", "modified Bessel function I of order 1/2; search it with sqrt", kUnitFromZero,
             Measure::kAbsolute, &BesselIHalf, "arb_sinh, arb_rsqrt", &BesselIHalfSeries, kNotNegative,
             kIncreasing},
  };
  static auto* const kRows = new Registry<Target>(kTargets);
  return *kRows;
}

absl::Status CheckCustom(const CustomTarget& target) {
  const auto invalid = [&](std::string_view text) {
    return absl::InvalidArgumentError(fmt::format("target '{}': {}", target.name, text));
  };
  if (!IsRegistryName(target.name) || IsExpression(target.name)) {
    return invalid("a name has lower-case letters, digits and _, a letter first, and is not x");
  }
  if (Rows().Find(target.name) != nullptr) return invalid("there is a target of this name; choose another");
  if (!target.reference) return invalid("it has no reference, which gives the true values");
  const Interval& domain = target.domain;
  if (!(std::isfinite(domain.lo) && std::isfinite(domain.hi) && domain.lo < domain.hi)) {
    return invalid(fmt::format("the domain {} is not finite or is empty", FormatInterval(domain)));
  }
  if (domain.lo < target.defined.lo || domain.hi > target.defined.hi) {
    return invalid(fmt::format("the domain {} is not inside {}, where the function is defined",
                               FormatInterval(domain), FormatInterval(target.defined)));
  }
  return absl::OkStatus();
}

}  // namespace

std::span<const Target> Targets() { return Rows().rows(); }

absl::Status RegisterTarget(const CustomTarget& target) {
  if (absl::Status status = CheckCustom(target); !status.ok()) return status;
  if (Rows().full()) {
    return absl::ResourceExhaustedError(fmt::format("target '{}': no more than {} targets can be registered",
                                                    target.name, Registry<Target>::kMostAdded));
  }
  static auto* const kTexts = new std::deque<CustomTarget>;  // what the rows point into
  const CustomTarget& kept = kTexts->emplace_back(target);
  Rows().Add({.name = kept.name,
              .description = kept.description,
              .domain = kept.domain,
              .measure = kept.measure,
              .reference = kept.reference,
              .reference_name = kept.reference_name,
              .series = kept.series,
              .defined = kept.defined,
              .monotonicity = kept.monotonicity});
  return absl::OkStatus();
}

const Target* FindTarget(std::string_view name) {
  if (const Target* const target = Rows().Find(name); target != nullptr) return target;
  return IsExpression(name) ? FunctionTarget(name).value_or(nullptr) : nullptr;
}

}  // namespace ulpforge
