// TaylorPiece: a function on one range of floats, as a Taylor polynomial in double with a proved error bound.
//
// A piece stands for f at all reals x of a closed interval. With t = (x - centre) / rho, where rho is a power
// of two and |t| <= 1, it evaluates
//   hi = fl(constant_hi + linear_hi t)
//   lo = fl(E + t s(t)),  s = c_1 + c_2 t + ... + c_n t^(n-1),  E = constant_lo + the rest of the sum in hi,
// where linear_hi is 0, or both constants are: if f(centre) = 0, so that the error is relative to f down to
// that zero. Let C_0 = constant_hi + constant_lo, C_1 = linear_hi + c_1 and C_k = c_k. By Taylor's theorem
// f(x) is the polynomial with the coefficients f^(k)(centre) rho^k / k!, plus f^(n+1)(xi) rho^(n+1) / (n+1)!
// t^(n+1) for some xi between centre and x; the power series of f (targets/series.h) in ball arithmetic
// enclose both.
//
// Errors, with u = 2^-53 and M_k = |c_k| + ... + |c_n|: hi has none, as its rest is in E exactly, by fma. The
// others are at most, with relative corrections below 2^-20,
//   remainder                              |f^(n+1)| rho^(n+1) / (n+1)! over the interval
//   coefficients                           sum of |f^(k)(centre) rho^k / k! - C_k|
//   s, by Horner's scheme, fma each step   u (M_1 + ... + M_(n-1))
//   lo                                     u (|constant_lo| + 5 u |linear_hi| + M_1)
//   E, if linear_hi is not 0               5 u^2 |linear_hi|
//   t, if x is a pair of doubles           u (|c_1| + 2 |c_2| + ... + n |c_n|)
//   x, if it has the relative error e      e |x| / rho (|linear_hi| + |c_1| + 2 |c_2| + ... + n |c_n|)
// and all of this times |t| if linear_hi is not 0.
//
// Thread safety: immutable values, pure functions.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "accuracy/reference/fast_value.h"
#include "dsl/numbers/scalar_table.h"

namespace ulpforge {

struct TaylorPiece {
  static constexpr int kDegree = 9;

  enum class Form {
    kConstant,    // constant_hi, constant_lo and constant_bound are the value
    kPolynomial,  // as above
    kPointwise,   // nothing; these few floats have to be evaluated one by one
  };

  Form form = Form::kPointwise;
  double scale = 0;  // 1 / rho
  double shift = 0;  // -centre / rho
  double constant_hi = 0;
  double constant_lo = 0;
  double linear_hi = 0;
  std::array<double, kDegree> c = {};  // c_1, ..., c_n
  // |f(x) - (hi + lo)| <= constant_bound + |t| linear_bound
  double constant_bound = 0;
  double linear_bound = 0;

  // s(t). Written out by a template, as loops with an inner loop are not vectorised.
  template <int kFrom = 0>
  double Sum(double t) const {
    if constexpr (kFrom == kDegree - 1) {
      return c[kFrom];
    } else {
      return std::fma(Sum<kFrom + 1>(t), t, c[kFrom]);
    }
  }
};

// values[i] = f at the float with the bits first_bits + i. REQUIRES: they are all in the range of the piece,
// and its form is not kPointwise.
void EvaluatePiece(const TaylorPiece& piece, uint32_t first_bits, std::span<FastValue> values);

// f(x.hi + x.lo). REQUIRES: x.hi is in the range of the piece, |x.lo| <= 2^-51 |x.hi|; the form is not
// kPointwise and the values are not infinite.
inline FastValue EvaluatePiece(const TaylorPiece& piece, Extended x) {
  const double t_hi = std::fma(x.hi, piece.scale, piece.shift);  // exact
  const double t_lo = x.lo * piece.scale;
  const double t = t_hi + t_lo;
  const double hi = std::fma(t_hi, piece.linear_hi, piece.constant_hi);
  const double rest = std::fma(t_hi, piece.linear_hi, piece.constant_hi - hi) + piece.constant_lo;
  const double lo = std::fma(piece.Sum(t), t, std::fma(t_lo, piece.linear_hi, rest));
  return {hi, lo, std::fma(std::fabs(t), piece.linear_bound, piece.constant_bound)};
}

}  // namespace ulpforge
