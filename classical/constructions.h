// The classical constructions for a problem: every type of rational function (polynomials included) that
// fits into an op budget, in every frame that the identities of the target allow, by three methods: Taylor
// and Pade expansion, with coefficients from rigorous power series, and near-minimax approximation, whose
// constants are to be fitted further.
//
// Thread safety: pure function.
#pragma once

#include <string>
#include <vector>

#include "dsl/program.h"
#include "targets/problem.h"

namespace ulpforge {

struct Construction {
  std::string kind;                 // "rational minimax (1,1), x R(x^2), 2 squarings"
  Program program;                  // in canonical form, constants in extended precision
  bool has_free_constants = false;  // to be fitted; otherwise to be rounded as they are
};

// All constructions of 1 to `max_ops` ops that fitting accepts, in a fixed order.
std::vector<Construction> EnumerateConstructions(const Problem& problem, int max_ops);

}  // namespace ulpforge
