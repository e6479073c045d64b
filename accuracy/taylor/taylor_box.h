// The boxes of a subdivision: intervals of x with exact ends, and how Taylor models are set up on them.
//
// Thread safety: value types, pure functions.
#pragma once

#include <vector>

#include "accuracy/taylor/enclosure.h"
#include "accuracy/taylor/taylor_model.h"
#include "targets/arb_value.h"

namespace ulpforge {

struct Box {
  enum class End { kNone, kLo, kHi };

  Ball lo;                     // exact
  Ball hi;                     // exact
  End end = End::kNone;        // of the range that is subdivided, that the box reaches
  bool expand_at_end = false;  // the centre is that end, not the midpoint
};

// Covers [lo, hi]: the middle and a box at each end. The width of boxes that reach an end is a power of
// two, so that their enclosures do not reach beyond it.
std::vector<Box> FirstBoxes(double lo, double hi);
std::vector<Box> Halves(const Box& box);

TaylorBox Expand(const Box& box, slong order, slong precision);
// The ball, with its midpoint for centre; order 0.
TaylorBox AroundMidpoint(const Ball& x, slong precision);
// The single point numerator / denominator of the way from domain.lo to domain.hi; order 0. REQUIRES: the
// denominator is a power of two.
TaylorBox PointAt(const Interval& domain, int numerator, int denominator, slong precision);

// Exact points of the domain: the ends and the middle of the box, and a width beside it.
std::vector<Ball> PointsAround(const Box& box, const Interval& domain);

// Exact points of the interval of t where |g| may be largest: its ends, and the vertex of the quadratic part.
std::vector<Ball> LikelyMaxima(const TaylorModel& g);

// Bounds of |x| in double; the upper one is infinity if x is not finite.
double UpperBound(const Ball& x);
double LowerBound(const Ball& x);
// The smallest interval of doubles around it.
Enclosure Outward(const Ball& x);
Enclosure Outward(const Box& box);
// The double of the domain that is nearest to the exact number x.
double NearestInput(const Interval& domain, const Ball& x);

}  // namespace ulpforge
