// A cost model of one's own: the energy of a kernel, by the figures of M. Horowitz, "Computing's energy
// problem (and what we can do about it)", ISSCC 2014, for 45 nm. Kernels for exp2 in float32 are searched for
// by it. Usage: custom_cost_model RUN_DIRECTORY
#include <ulpforge/cost.h>
#include <ulpforge/emit.h>
#include <ulpforge/engine.h>
#include <ulpforge/publish.h>

#include <cstdio>
#include <limits>

#include "show.h"

namespace {

using ulpforge::OpCode;

// In picojoules. What is not in the paper: a fused multiply-add is taken for its two parts, what needs no
// adder or multiplier of floats for an addition of integers, and divisions and roots are not wanted.
double EnergyOf(OpCode op) {
  switch (op) {
    case OpCode::kAdd:
    case OpCode::kSub:
      return 0.9;
    case OpCode::kMul:
      return 3.7;
    case OpCode::kFma:
      return 0.9 + 3.7;
    case OpCode::kDiv:
    case OpCode::kSqrt:
      return std::numeric_limits<double>::infinity();
    default:
      return 0.1;
  }
}

double Energy(const ulpforge::Program& kernel) {
  double sum = 0;
  for (const ulpforge::Instruction& instruction : kernel.instructions) sum += EnergyOf(instruction.op);
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: custom_cost_model RUN_DIRECTORY\n"), 2;

  Require(ulpforge::RegisterCostModel({.name = "energy",
                                       .description = "sum of the energies of the ops at 45 nm",
                                       .unit = "picojoules",
                                       .cost = &Energy}));

  ulpforge::SearchConfig config;
  config.set_target("exp2");
  config.set_format("float32");
  config.set_domain("[1,2]");
  config.set_cost("energy");
  config.set_max_ulp(1000);
  config.set_max_ops(8);
  config.set_rank(false);
  config.set_budget("4000c");
  config.set_out(argv[1]);
  const absl::StatusOr<ulpforge::FrontReport> report = ulpforge::SearchToEnd(config);
  Require(report.status());

  ShowFront(*report);
  WriteBest<float>(*report, "exp2_by_energy");
}
