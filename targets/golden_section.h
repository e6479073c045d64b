// Golden-section search for a maximum in MPFR arithmetic (Kiefer, Sequential minimax search for a maximum,
// 1953).
#pragma once

#include <utility>

#include "targets/mpfr_real.h"

namespace ulpforge {

struct Extremum {
  MpfrReal x;
  MpfrReal value;
};

// The largest value of f(const MpfrReal&) that is met while the interval [a, b] shrinks `steps` times by
// the golden ratio. Finds the maximum where f has only one; at a smooth maximum the relative error of the
// value is about the square of what is left of the interval. f is called `steps` + 2 times.
template <class F>
Extremum GoldenMaximum(F&& f, MpfrReal a, MpfrReal b, int steps) {
  const int precision = a.precision();
  const MpfrReal ratio = Scaled(sqrt(MpfrReal(5, precision)) - MpfrReal(1, precision), -1);
  MpfrReal left = b - ratio * (b - a);
  MpfrReal right = a + ratio * (b - a);
  MpfrReal at_left = f(std::as_const(left));
  MpfrReal at_right = f(std::as_const(right));
  Extremum best = at_left < at_right ? Extremum{right, at_right} : Extremum{left, at_left};
  const auto keep = [&](const MpfrReal& x, const MpfrReal& value) {
    if (best.value < value) best = {x, value};
  };
  for (int step = 0; step < steps; ++step) {
    if (at_left < at_right) {
      a = left;
      left = right;
      at_left = at_right;
      right = a + ratio * (b - a);
      at_right = f(std::as_const(right));
      keep(right, at_right);
    } else {
      b = right;
      right = left;
      at_right = at_left;
      left = b - ratio * (b - a);
      at_left = f(std::as_const(left));
      keep(left, at_left);
    }
  }
  return best;
}

}  // namespace ulpforge
