// The honest opponent of a search: for every op count the best program that classical construction gives,
// with the same finishing of constants and the same verification as the programs of a search.
//
// Thread safety: pure function.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "dsl/program.h"
#include "fitting/real/finisher.h"
#include "targets/problem.h"

namespace ulpforge {

struct OpponentOptions {
  int max_ops = 12;         // 1 to kMaxTapeSteps
  std::vector<OpCode> ops;  // that programs may use
  ConstantFormat constants = ConstantFormat::kDouble;
};

struct Opponent {
  std::string kind;
  Program program;
  double error = 0;  // of the program with its stored constants: a bound if it is proved, else level dense
  bool proved = false;
  double worst_input = 0;  // where it was attained
};

// The constructions that are better than every one with fewer ops by at least a thousandth, at most one for
// each op count, by rising op count.
std::vector<Opponent> BestConstructions(const Problem& problem, const OpponentOptions& options);

// Every construction with a finite error that is smaller than that of the zero function, by rising op count,
// then by error. Takes long for more than about ten ops.
std::vector<Opponent> AllConstructions(const Problem& problem, const OpponentOptions& options);

}  // namespace ulpforge
