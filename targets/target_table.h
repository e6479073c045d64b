// The target table: the functions that can be searched for, one row each. A row gives the correctly rounded
// reference for true values, rigorous power series for proofs, the natural domain and the error measure.
//
// Thread safety: immutable.
#pragma once

#include <arb_poly.h>
#include <mpfr.h>

#include <span>
#include <string_view>

namespace ulpforge {

struct Interval {
  double lo = 0;
  double hi = 0;
  bool lo_open = false;  // lo itself is not in the domain
  bool hi_open = false;

  friend bool operator==(const Interval&, const Interval&) = default;
};

// What error means, for program p and function f.
enum class Measure {
  kRelative,  // |p(x) / f(x) - 1|
  kAbsolute,  // |p(x) - f(x)|
};

struct Target {
  std::string_view name;
  std::string_view description;  // one line
  Interval domain;
  Measure measure;
  // Sets `result` to f(x) rounded correctly to its precision, as the functions of MPFR do.
  int (*reference)(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding);
  std::string_view reference_name;  // for display, "mpfr_exp2"
  // Sets `result` to the first `length` Taylor coefficients of f: coefficient k contains f^(k)(y) / k! for
  // every y in the ball x; not finite where f is not analytic on all of x. `precision` in bits.
  void (*series)(arb_poly_t result, const arb_t x, slong length, slong precision);
};

std::span<const Target> Targets();

// The target named `name`, or nullptr.
const Target* FindTarget(std::string_view name);

}  // namespace ulpforge
