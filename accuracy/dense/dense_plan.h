// The points of the dense check.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "targets/mpfr_real.h"
#include "targets/target_table.h"

namespace ulpforge {

struct DensePlanOptions {
  size_t points = 200000;  // at fixed random places of as many equal strata of the domain
  size_t points_per_binade =
      1000;           // in each binade of either sign; all of a binade that has fewer; 0 for none
  uint64_t plan = 0;  // which of the fixed plans
};

struct DensePlan {
  std::vector<double> doubles;    // ascending, distinct
  std::vector<MpfrReal> towards;  // ascending: 2^-1 to 2^-60 of the width away from either end
  size_t binades = 0;             // of either sign, that points_per_binade looks at
};

// What both ways of choosing points give, and if points_per_binade is not 0 the doubles next to points where
// programs are often wrong: the ends of the domain and of every binade, 0, the halves up to 64, the multiples
// of pi/2 up to 128. Closed ends belong to it. `towards` has `precision` bits.
DensePlan MakeDensePlan(const Interval& domain, const DensePlanOptions& options, int precision);

// The doubles around each place between two neighbours of `ascending` where what `kind` says of a double
// changes, which is found by bisection: eight to either side. Of more than 1000 changes some 1000 that are
// evenly spread.
std::vector<double> AroundChanges(std::span<const double> ascending, const Interval& domain,
                                  const std::function<int(double x)>& kind);

// The first and the last double of the domain.
double FirstDouble(const Interval& domain);
double LastDouble(const Interval& domain);

// The double nearest to x among those of the domain.
double NearestDouble(const Interval& domain, const MpfrReal& x);

}  // namespace ulpforge
