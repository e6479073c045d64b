// Values of ops on constants.
#pragma once

#include <optional>

#include "dsl/numbers/scalar_table.h"
#include "dsl/op_table.h"

namespace ulpforge {

// The value of the op in extended precision; nothing if it is not finite or the op is not real.
// `args` has as many elements as the op has operands.
std::optional<Extended> FoldExtended(OpCode op, const Extended* args);

// The double that float, double and extended arithmetic all give, to the bit, if there is one.
std::optional<double> FoldExact(OpCode op, const Extended* args);

}  // namespace ulpforge
