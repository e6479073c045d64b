// Dimensional analysis of a program: how its constants change when x is measured in another unit. It gives
// the constants for a stretched copy of the function, a good start for a program that has gained or lost an
// op such as the last squaring of exp(x) = exp(x / 2)^2.
//
// Thread safety: pure functions.
#pragma once

#include <optional>
#include <vector>

#include "dsl/program.h"

namespace ulpforge {

// What is measured in the unit that changes, and with which exponent.
struct Units {
  double input = 1;
  double output = 0;
};

// The exponents w with p(s^input x; s^w[k] c[k]) = s^output p(x; c) for every s > 0. Nothing if there are
// none, as in x + x * x, or if they cannot be told from the ops.
std::optional<std::vector<double>> ScalingWeights(const Program& program, Units units = {});

// 2^(weight * doublings) for each weight, rounded to double; exponents are multiples of 1/2 or rounded to
// one.
std::vector<double> ScalingFactors(const std::vector<double>& weights, double doublings);

}  // namespace ulpforge
