// The functions and operators of expressions (docs/functions.md), one row each. Values and power series are
// enclosures in ball arithmetic.
//
// Thread safety: immutable table; the functions are pure.
#pragma once

#include <arb.h>
#include <arb_poly.h>

#include <limits>
#include <span>
#include <string_view>

#include "targets/open_interval.h"

namespace ulpforge {

// How f(x) runs with x where it is defined; kEven: it rises with |x|.
enum class Shape { kUnknown, kRising, kFalling, kEven };

// Reals between two doubles; ends that are infinite or open are not among them.
struct RealRange {
  double lo = -std::numeric_limits<double>::infinity();
  double hi = std::numeric_limits<double>::infinity();
  bool lo_open = false;
  bool hi_open = false;
};

// A row has either the pair for one argument, or the three for two, or a definition.
struct ExpressionFunction {
  using Value1 = void (*)(arb_t result, const arb_t a, slong precision);
  using Value2 = void (*)(arb_t result, const arb_t a, const arb_t b, slong precision);
  using Range2 = OpenInterval (*)(const OpenInterval& a, const OpenInterval& b, slong precision);
  using Series1 = void (*)(arb_poly_t result, const arb_poly_t a, slong length, slong precision);
  using Series2 = void (*)(arb_poly_t result, const arb_poly_t a, const arb_poly_t b, slong length,
                           slong precision);

  std::string_view name;   // as it is written, "exp"; the character of an operator
  std::string_view about;  // one line
  // f on balls: not finite where f is not defined everywhere on them.
  Value1 value1 = nullptr;
  // The coefficients of f(a(t)) below t^length; coefficient 0 is not used, so it need not be an enclosure.
  // Not finite where f is not analytic on the ball of a(0).
  Series1 series1 = nullptr;
  Value2 value2 = nullptr;
  Series2 series2 = nullptr;
  Range2 range2 = nullptr;
  std::string_view definition = {};  // an expression in x of the rows without one
  // Of rows with one argument. Outside of `defined` f has no value, and all values are in `range`.
  Shape shape = Shape::kUnknown;
  RealRange range = {};
  RealRange defined = {};

  int arity() const { return value2 != nullptr ? 2 : 1; }
};

// The functions that can be called, in the order of the documentation.
std::span<const ExpressionFunction> ExpressionFunctions();

// The function named `name`, or nullptr.
const ExpressionFunction* FindExpressionFunction(std::string_view name);

// One of + - * / ^, and ~ for the sign of a term. REQUIRES: there is such an operator.
const ExpressionFunction& ExpressionOperator(char symbol);

}  // namespace ulpforge
