// Rounding of fitted constants to double or float. Rounding each constant by itself loses accuracy when the
// constants are large against the error. Instead they are rounded one after the other, the most harmful
// first, and those that are left make up for it; then single and paired moves by units in the last place
// look for better neighbours (in the spirit of Brisebarre, Chevillard, "Efficient polynomial
// L-infinity approximations", ARITH 2007, for general programs).
//
// Thread safety: pure function of its arguments; the model's workspace is used.
#pragma once

#include <span>

#include "fitting/real/model.h"

namespace ulpforge {

// Rounds `constants` to values of T in place, T: double or float; returns the largest |residual| with the
// rounded constants. Residuals are taken in `precision`, which must resolve what the rounding changes.
template <class T>
double RoundConstants(const Model& model, Precision precision, std::span<Extended> constants);

}  // namespace ulpforge
