// The points of the dense check.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "targets/mpfr_real.h"
#include "targets/target_table.h"

namespace ulpforge {

// Ascending points of the domain in `precision` bits: about n doubles, one at a fixed random place of each
// of n equal strata, which `plan` numbers; the points 2^-1 to 2^-60 of the width away from either end; closed
// end points.
std::vector<MpfrReal> DensePlan(const Interval& domain, size_t n, uint64_t plan, int precision);

// The first and the last double of the domain.
double FirstDouble(const Interval& domain);
double LastDouble(const Interval& domain);

// The double nearest to x among those of the domain.
double NearestDouble(const Interval& domain, const MpfrReal& x);

}  // namespace ulpforge
