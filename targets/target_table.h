// The target table: the functions that can be searched for, one row each. A row gives the correctly rounded
// reference for true values, rigorous power series for proofs, the natural domain and the error measure.
//
// Thread safety: immutable.
#pragma once

#include <mpfr.h>

#include <span>
#include <string_view>

#include "targets/series.h"

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
  std::string_view name;         // also part of file names and of names in C
  std::string_view description;  // one line
  Interval domain;
  Measure measure;
  // Sets `result` to f(x) rounded correctly to its precision, as the functions of MPFR do.
  int (*reference)(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding);
  std::string_view reference_name;  // for display: what it is made of, "mpfr_exp2"
  // For proofs. Where f(0) = 0 and f is analytic, coefficient 0 at x = 0 is exactly 0.
  SeriesFunction series;
};

std::span<const Target> Targets();

// The target named `name`, or nullptr.
const Target* FindTarget(std::string_view name);

}  // namespace ulpforge
