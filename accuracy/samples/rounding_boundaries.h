// Rounding boundaries: inputs of float32 next to each other whose correctly rounded results in a shorter
// format differ. A result that is rounded to 16 bits can only be wrong near them, and there are few: for 2^x
// on [0,1) in bfloat16 128 pairs among 2^30 inputs.
//
// Thread safety: pure function.
#pragma once

#include <cstddef>
#include <vector>

#include "dsl/numbers/float_format.h"
#include "targets/target_table.h"

namespace ulpforge {

// Both inputs of each pair of neighbours in the domain, of the same sign, with different results, NaN and
// infinity among them; at least `most` inputs, spread over the domain, if there are so many. Where f turns
// within 2^16 neighbouring floats some may be missing. REQUIRES: the domain has floats.
std::vector<float> RoundingBoundaries(const Target& target, const Interval& domain, const FloatFormat& result,
                                      size_t most);

}  // namespace ulpforge
