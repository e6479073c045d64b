// One step of all numbers of a program towards the smallest largest error: derivatives are differences of
// what the program computes, and the linear Chebyshev problem that they make is solved (Osborne, Watson, "An
// algorithm for minimax approximation in the nonlinear case", Computer J. 12, 1969).
//
// Thread safety: as of the Scorer.
#pragma once

#include <span>

#include "accuracy/samples/ulp_samples.h"
#include "dsl/program.h"
#include "fitting/format/scorer.h"
#include "fitting/format/tunable.h"

namespace ulpforge {

// Takes the step, or half of it, or a quarter ..., if one of them makes the score better by a thousandth; the
// samples are then those that the scorer measured last. False, and everything as it was, if none does, for a
// program that is far off, and for more than 20 numbers.
bool TakeMinimaxStep(Scorer& scorer, const UlpSamples& samples, std::span<const TunableNumber> numbers,
                     Score& score, Program& program);

}  // namespace ulpforge
