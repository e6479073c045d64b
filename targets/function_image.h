// Images of intervals under the functions of expressions.
//
// Thread safety: pure functions.
#pragma once

#include "targets/expression_functions.h"
#include "targets/open_interval.h"

namespace ulpforge {

// f on an interval, rounded outwards: not wider than necessary where the shape is known, and with the ends of
// `range` where they are nearer. REQUIRES: f has one argument and no definition.
OpenInterval Image(const ExpressionFunction& f, const OpenInterval& a, slong precision);

// a^b: integers b take any a, other numbers a >= 0.
OpenInterval PowerImage(const OpenInterval& a, const OpenInterval& b, slong precision);

}  // namespace ulpforge
