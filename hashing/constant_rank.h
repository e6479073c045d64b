// The two ways in which ConstantRank (function_key.h) is computed.
//
// Thread safety: pure functions.
#pragma once

#include "dsl/program.h"

namespace ulpforge {

// Over the prime field: the rank at a random point, smaller than the generic rank with a probability
// of about degree / 2^61. REQUIRES: IsFieldProgram(program).
int FieldConstantRank(const Program& program);

// In extended precision: the largest numeric rank over a few random sets of constants; pivots below 1e-20
// of the largest, after scaling columns and rows, count as zero. Where an op is piecewise constant (floor,
// round) its derivative is zero. REQUIRES: all ops real.
int ExtendedConstantRank(const Program& program);

}  // namespace ulpforge
