#include "targets/target_table.h"

#include <array>

namespace ulpforge {
namespace {

constexpr Interval kUnitFromZero = {0, 1, true, false};
constexpr Interval kOctave = {1, 2, false, false};

// To add a target, add a row.
constexpr std::array kTargets = {
    Target{"exp2", "2 to the power x", kUnitFromZero, Measure::kRelative, &mpfr_exp2, "mpfr_exp2"},
    Target{"exp", "e to the power x", kUnitFromZero, Measure::kRelative, &mpfr_exp, "mpfr_exp"},
    Target{"log2", "logarithm of x to base 2", kOctave, Measure::kAbsolute, &mpfr_log2, "mpfr_log2"},
    Target{"log", "natural logarithm of x", kOctave, Measure::kAbsolute, &mpfr_log, "mpfr_log"},
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
