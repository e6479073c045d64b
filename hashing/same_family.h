// Whether two programs compute the same function of (x, constants), decided without any hash.
//
// Thread safety: a pure function.
#pragma once

#include <cstdint>

#include "dsl/program.h"

namespace ulpforge {

// True if both programs compute the same function of (x, constants), constants standing for unknowns in
// the slots of their index: compared in extended precision at random points with random constants of the
// stream `seed`, independent of every key. They differ if at one point
//   - both are defined and are further apart than 1e-22, relative, plus their rounding error bounds, or
//   - one is undefined and the other is not.
// Points where a value over- or underflows, or is mostly rounding error, do not count and others are taken.
// Two programs that are undefined everywhere are the same. REQUIRES: all ops real.
bool SameFamily(const Program& a, const Program& b, uint64_t seed);

}  // namespace ulpforge
