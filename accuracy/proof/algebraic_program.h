// A program over the reals as exact algebra: rational functions of x and of leaves, which are the results of
// the ops that are not rational (sqrt, abs, min, ...). The algebra is that of the inside of a domain, where
// sqrt(n / d) with n, d > 0 is sqrt(n) / sqrt(d): if d vanishes at an end, only the latter is finite there in
// numerator and denominator.
//
// Thread safety: const members are safe to call concurrently.
#pragma once

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/taylor/rational_function.h"
#include "dsl/program.h"
#include "targets/target_table.h"

namespace ulpforge {

struct AlgebraicProgram {
  struct Leaf {
    OpCode op;
    std::vector<RationalFunction> operands;
  };

  // InvalidArgument if the program is not valid, has an op that is not defined over the reals, has a
  // constant that is not finite, or divides by a function that is zero everywhere. Unimplemented if its
  // rational functions are too large.
  static absl::StatusOr<std::unique_ptr<const AlgebraicProgram>> Create(const Program& program,
                                                                        const Interval& domain);

  explicit AlgebraicProgram(slong variable_count) : variables(variable_count), output(variables, 0) {}

  VariableSet variables;     // x, then one for each leaf
  std::vector<Leaf> leaves;  // operands use earlier leaves only
  RationalFunction output;
  // Where none of them is zero, the program as written divides by no zero: the numerators of everything that
  // it divides by, square roots that are factors replaced by their operands.
  std::vector<MultiPoly> divisors;
};

}  // namespace ulpforge
