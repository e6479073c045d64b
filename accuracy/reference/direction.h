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

// How f runs on all of [a, b], as far as it is defined there: as its row says, or as the enclosure of its
// derivative proves. Any order of a and b, which are finite.
Direction DirectionBetween(const Target& target, double a, double b);

}  // namespace ulpforge
