// Where a program as written divides by zero.
//
// Thread safety: pure function.
#pragma once

#include <vector>

#include "accuracy/proof/error_model.h"
#include "accuracy/taylor/enclosure.h"

namespace ulpforge {

// Enclosures, ascending and disjoint, of all points of the domain where a divisor is zero. For divisors that
// are rational in x each encloses one zero, and is one double if the zero is; for others an enclosure may be
// of a point where the divisor is only small.
std::vector<Enclosure> DivisorZeros(const AlgebraicProgram& program, const ErrorModel& model,
                                    const Interval& domain);

}  // namespace ulpforge
