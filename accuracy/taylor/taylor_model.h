// Taylor models (Makino, Berz, "Taylor models and other validated functional inclusion methods", Int. J. Pure
// Appl. Math. 4, 2003) in the arithmetic of Arb: a function g on an interval T of t is enclosed as
//
//   g(t) = g_0 + g_1 t + ... + g_{n-1} t^{n-1} + r(t) t^n   with r(t) in a ball for every t in T.
//
// n is the order. At order 0 a model is an interval enclosure of the function.
//
// A model that is not finite encloses everything; it comes out of every operation that is not defined on
// what is enclosed.
//
// Thread safety: value types.
#pragma once

#include "targets/arb_value.h"
#include "targets/target_table.h"

namespace ulpforge {

// Where models live: x = center + t, t in T.
struct TaylorBox {
  Ball center;  // exact
  Ball t;       // T
  slong order = 0;
  slong precision = 256;  // bits
};

class TaylorModel {
 public:
  // The constant `value`.
  TaylorModel(const TaylorBox& box, const Ball& value);
  // The polynomial `p` of x.
  TaylorModel(const TaylorBox& box, const BallSeries& p);
  // The function of a target.
  TaylorModel(const TaylorBox& box, const Target& target);

  const TaylorBox& box() const { return *box_; }
  // Coefficient k <= order; that of t^order is the ball of r.
  Ball Coefficient(slong k) const;
  // Takes the number to be 0 that coefficient k encloses. REQUIRES: it is.
  void ClearCoefficient(slong k) { arb_poly_set_coeff_si(series_.ptr(), k, 0); }

  bool IsFinite() const;
  // Encloses g on T, or at one exact point t of T.
  Ball Range() const { return At(box_->t); }
  Ball At(const Ball& t) const;
  // An upper bound of |g| on T, sharp to third order in the width of T.
  Ball Magnitude() const;
  // The number of leading coefficients below the order that are exactly zero.
  slong Valuation() const;
  // g / t^k, of order n - k. REQUIRES: k <= Valuation(); `box` is the box of this with the order n - k.
  TaylorModel Shifted(const TaylorBox& box, slong k) const;

  friend TaylorModel operator+(const TaylorModel& a, const TaylorModel& b);
  friend TaylorModel operator-(const TaylorModel& a, const TaylorModel& b);
  friend TaylorModel operator*(const TaylorModel& a, const TaylorModel& b);
  friend TaylorModel operator/(const TaylorModel& a, const TaylorModel& b);
  friend TaylorModel operator-(const TaylorModel& a);
  friend TaylorModel sqrt(const TaylorModel& a);
  // The root of a function that is known not to be negative, which may touch zero at order 0.
  friend TaylorModel SqrtOfNonnegative(const TaylorModel& a);
  // Of functions that are not smooth: exact where one branch is taken on all of T. Elsewhere they need order
  // 0, and are not finite at any other.
  friend TaylorModel fabs(const TaylorModel& a);
  friend TaylorModel Min(const TaylorModel& a, const TaylorModel& b);
  friend TaylorModel Max(const TaylorModel& a, const TaylorModel& b);
  friend TaylorModel floor(const TaylorModel& a);
  friend TaylorModel nearbyint(const TaylorModel& a);

 private:
  explicit TaylorModel(const TaylorBox& box) : box_(&box) {}
  static TaylorModel Step(const TaylorModel& a, arf_rnd_t rounding);
  // Encloses what is in the tail of a longer polynomial, the coefficients of t^order and up.
  void Fold();

  const TaylorBox* box_;
  BallSeries series_;  // coefficients 0 to order
};

}  // namespace ulpforge
