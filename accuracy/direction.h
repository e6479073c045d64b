// Direction: on which intervals a function is proved to be strictly monotonic. Where it is, what holds at the
// two ends of a range of inputs often holds between them, and thousands of decisions need two.
//
// Thread safety: pure function.
#pragma once

#include "targets/target_table.h"

namespace ulpforge {

enum class Direction {
  kUnknown,
  kRising,
  kFalling,
};

// The sign of f' on all of [a, b], from the enclosure of the series of the target. Any order of a and b,
// which are finite.
Direction DirectionBetween(const Target& target, double a, double b);

}  // namespace ulpforge
