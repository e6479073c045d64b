// FastValue: a value of a function that is known up to a proved bound.
//
// Thread safety: a value type.
#pragma once

namespace ulpforge {

// |hi + lo - f(x)| <= bound, hi + lo taken exactly. Besides:
//   f(x) is NaN                   hi is NaN, lo and bound are 0
//   |f(x)| >= 2^200 or infinite   hi may be the infinity with the sign of f(x), lo and bound are 0
//   |f(x)| <= 2^-200              hi may be 2^-201 with the sign of f(x), if that is known, or else 0;
//                                 lo is 0, and bound is 2^-201 or 2^-200
//   nothing is known              hi and lo are 0, bound is infinity
struct FastValue {
  double hi = 0;
  double lo = 0;
  double bound = 0;
};

}  // namespace ulpforge
