// The target table: the functions that can be searched for, one row each. A row gives the correctly rounded
// reference for true values, rigorous power series for proofs, the natural domain and the error measure.
// Behind the rows stand the targets that a program registered (targets/register_target.h).
//
// Thread safety: immutable once all targets are registered.
#pragma once

#include <mpfr.h>

#include <array>
#include <functional>
#include <limits>
#include <span>
#include <string_view>

#include "targets/series.h"

namespace ulpforge {

class Expression;
class SampleTable;

struct Interval {
  double lo = 0;
  double hi = 0;
  bool lo_open = false;  // lo itself is not in the domain
  bool hi_open = false;

  bool Contains(double x) const { return (lo_open ? x > lo : x >= lo) && (hi_open ? x < hi : x <= hi); }

  friend bool operator==(const Interval&, const Interval&) = default;
};

// What error means, for program p and function f.
enum class Measure {
  kRelative,  // |p(x) / f(x) - 1|
  kAbsolute,  // |p(x) - f(x)|
};

enum class Monotonicity { kNone, kIncreasing, kDecreasing };

constexpr Interval kAllReals = {-std::numeric_limits<double>::infinity(),
                                std::numeric_limits<double>::infinity(), true, true};

// A function in one quarter of a turn: f(q pi / 2 + r) = sign series(r) for the integers q that belong to the
// quarter, and series(-r) = parity series(r), for |r| <= pi / 4.
struct QuarterTurn {
  SeriesPointer series;
  int sign;    // 1 or -1
  int parity;  // 1: even, -1: odd
};

// The quarters q mod 4 = 0, 1, 2, 3.
using QuarterTurns = std::array<QuarterTurn, 4>;

// What a reference returns instead of a ternary value: nobody knows f(x), and the result is NaN; or f(x) is
// zero, and its sign means nothing. Only those of expressions do.
inline constexpr int kUnknownValue = std::numeric_limits<int>::min();
inline constexpr int kUnknownZeroSign = kUnknownValue + 1;

struct Target {
  std::string_view name;         // also part of file names and of names in C
  std::string_view description;  // one line
  Interval domain;
  Measure measure;
  // Sets `result` to f(x) rounded correctly to its precision, as the functions of MPFR do.
  std::function<int(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t rounding)> reference;
  std::string_view reference_name;  // for display: what it is made of, "mpfr_exp2"
  // For proofs; registered targets may have none. Where f(0) = 0 and f is analytic, coefficient 0 at x = 0 is
  // exactly 0.
  SeriesFunction series;
  // f(x) is NaN exactly for the reals outside of it; a finite end belongs to it, where f may be infinite. Of
  // expressions nothing is known and this is all reals.
  Interval defined = kAllReals;
  Monotonicity monotonicity = Monotonicity::kNone;  // on all of `defined`
  const QuarterTurns* quarter_turns = nullptr;      // of periodic functions
  const Expression* expression = nullptr;           // of what is no row of the table but an expression
  const SampleTable* samples = nullptr;  // of what is known by samples only; there is no series then
};

// The rows stay where they are.
std::span<const Target> Targets();

// The target named `name`, or the function that it is an expression of (targets/function_target.h), or
// nullptr.
const Target* FindTarget(std::string_view name);

}  // namespace ulpforge
