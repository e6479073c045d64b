// A program as a function of x and its constants.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <optional>

#include "dsl/program.h"

namespace ulpforge {

// Which argument of that function an operand is: x is 0, constant k is 1 + k. REQUIRES: x or a constant.
inline size_t ArgumentOf(Operand operand) {
  const std::optional<size_t> constant = ConstantOf(operand);
  return constant ? 1 + *constant : 0;
}

}  // namespace ulpforge
