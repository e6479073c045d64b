// FastValue: a value of a function that is known up to a proved bound.
//
// Thread safety: a value type.
#pragma once

namespace ulpforge {

// |hi + lo - f(x)| <= bound, hi + lo taken exactly. Besides:
//   f(x) is NaN                     hi is NaN, lo and bound are 0
//   |f(x)| >= 2^200 or infinite     hi is the infinity with the sign of f(x), lo and bound are 0
//   0 < |f(x)| <= 2^-200            hi may be 2^-201 with the sign of f(x), lo is 0, bound is 2^-201
//   nothing is known                bound is infinity, hi and lo are 0
struct FastValue {
  double hi = 0;
  double lo = 0;
  double bound = 0;
};

}  // namespace ulpforge
