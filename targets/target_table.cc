#include "targets/target_table.h"

#include <array>

#include "targets/arb_value.h"

namespace ulpforge {
namespace {

constexpr Interval kUnitFromZero = {0, 1, true, false};
constexpr Interval kOctave = {1, 2, false, false};

using SeriesOfSeries = void (*)(arb_poly_t, const arb_poly_t, slong, slong);

// The variable x + t as a power series in t.
BallSeries Variable(const arb_t x) {
  BallSeries variable;
  arb_poly_set_coeff_si(variable.ptr(), 1, 1);
  arb_poly_set_coeff_arb(variable.ptr(), 0, x);
  return variable;
}

// A function that Arb has for power series.
template <SeriesOfSeries kFunction>
void Series(arb_poly_t result, const arb_t x, slong length, slong precision) {
  kFunction(result, Variable(x).ptr(), length, precision);
}

void Exp2Series(arb_poly_t result, const arb_t x, slong length, slong precision) {
  Ball ln2;
  arb_const_log2(ln2.ptr(), precision);
  BallSeries exponent = Variable(x);
  arb_poly_scalar_mul(exponent.ptr(), exponent.ptr(), ln2.ptr(), precision);
  arb_poly_exp_series(result, exponent.ptr(), length, precision);
}

void Log2Series(arb_poly_t result, const arb_t x, slong length, slong precision) {
  Ball ln2;
  arb_const_log2(ln2.ptr(), precision);
  arb_poly_log_series(result, Variable(x).ptr(), length, precision);
  arb_poly_scalar_div(result, result, ln2.ptr(), precision);
}

// To add a target, add a row.
constexpr std::array kTargets = {
    Target{"exp2", "2 to the power x", kUnitFromZero, Measure::kRelative, &mpfr_exp2, "mpfr_exp2",
           &Exp2Series},
    Target{"exp", "e to the power x", kUnitFromZero, Measure::kRelative, &mpfr_exp, "mpfr_exp",
           &Series<&arb_poly_exp_series>},
    Target{"log2", "logarithm of x to base 2", kOctave, Measure::kAbsolute, &mpfr_log2, "mpfr_log2",
           &Log2Series},
    Target{"log", "natural logarithm of x", kOctave, Measure::kAbsolute, &mpfr_log, "mpfr_log",
           &Series<&arb_poly_log_series>},
};

}  // namespace

std::span<const Target> Targets() { return kTargets; }

const Target* FindTarget(std::string_view name) {
  for (const Target& target : kTargets) {
    if (target.name == name) return &target;
  }
  return nullptr;
}

}  // namespace ulpforge
