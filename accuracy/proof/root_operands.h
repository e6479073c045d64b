// The signs of what a program takes square roots of.
//
// Thread safety: pure function.
#pragma once

#include <optional>
#include <vector>

#include "accuracy/proof/algebraic_program.h"
#include "accuracy/taylor/enclosure.h"
#include "targets/target_table.h"

namespace ulpforge {

struct RootOperands {
  // Around a point of the domain where the operand of a root is negative, if there is one.
  std::optional<Enclosure> negative;
  // For each leaf, whether it is a square root whose operand is proved not to be negative anywhere in the
  // domain. Operands that are rational in x are decided exactly, others only where all terms are positive.
  std::vector<bool> nonnegative;
};

RootOperands CheckRootOperands(const AlgebraicProgram& program, const Interval& domain);

}  // namespace ulpforge
