// OpenInterval: reals between two ends, each of which belongs to them or not. The ends tell what no number of
// bits does: 1 - tanh(x) lies in (0, 2^-64] for x >= 23, so it is positive and not 0, although 1 and tanh(x)
// agree in some 10^9 bits for large x. Also the range of a function on a long interval, as far as
// it follows from the monotonicity of its parts.
//
// Thread safety: value types and pure functions.
#pragma once

#include <cmath>

#include "targets/arb_value.h"

namespace ulpforge {

struct OpenInterval {
  struct End {
    Arf value;
    bool open = false;  // the number itself is not meant
  };
  // Whether f, whose values these are, has one.
  enum class Defined { kEverywhere, kUnknown, kNowhere };

  End lo = {.value = Arf(-HUGE_VAL), .open = true};  // all reals
  End hi = {.value = Arf(HUGE_VAL), .open = true};
  Defined defined = Defined::kEverywhere;

  bool IsPositive() const {
    return arf_sgn(lo.value.ptr()) > 0 || (arf_is_zero(lo.value.ptr()) != 0 && lo.open);
  }
  bool IsNegative() const {
    return arf_sgn(hi.value.ptr()) < 0 || (arf_is_zero(hi.value.ptr()) != 0 && hi.open);
  }
  bool IsZero() const { return arf_is_zero(lo.value.ptr()) != 0 && arf_is_zero(hi.value.ptr()) != 0; }
};

OpenInterval ClosedInterval(const Arf& lo, const Arf& hi);
OpenInterval IntervalOf(const Ball& ball, slong precision);  // kUnknown and all reals if it is not finite

// Contains the interval. REQUIRES: its ends are finite.
Ball BallOf(const OpenInterval& interval, slong precision);

// Images of two intervals, ends rounded outwards to `precision` bits. Where zero may be a divisor the
// quotient is kUnknown.
OpenInterval Negated(OpenInterval a);
OpenInterval Sum(const OpenInterval& a, const OpenInterval& b, slong precision);
OpenInterval Difference(const OpenInterval& a, const OpenInterval& b, slong precision);
OpenInterval Product(const OpenInterval& a, const OpenInterval& b, slong precision);
OpenInterval Quotient(const OpenInterval& a, const OpenInterval& b, slong precision);
OpenInterval Smaller(const OpenInterval& a, const OpenInterval& b, slong precision);
OpenInterval Larger(const OpenInterval& a, const OpenInterval& b, slong precision);
OpenInterval Magnitude(const OpenInterval& a);

// The common part. REQUIRES: there is one.
OpenInterval Intersection(const OpenInterval& a, const OpenInterval& b);

}  // namespace ulpforge
