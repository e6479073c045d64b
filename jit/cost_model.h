// Cost models: what a program costs, by counting its ops or by LLVM's model of a machine. Less is better.
//
// Thread safety: immutable; costs may be computed on any number of threads.
#pragma once

#include <span>
#include <string_view>

#include "absl/status/statusor.h"
#include "dsl/program.h"
#include "jit/static_cycles.h"

namespace ulpforge {

struct CostModel {
  using Function = absl::StatusOr<double> (*)(const Program&, const StaticCycles*);

  std::string_view name;
  std::string_view description;
  std::string_view unit;
  bool needs_machine;  // otherwise the machine may be null
  bool is_latency;     // the ops of the longest path make it, not all of them
  Function cost_float;
  Function cost_double;

  // The cost of a program that computes in T. Errors are those of StaticCycles; counting does not fail.
  // REQUIRES: Validate(program).ok(), machine != nullptr if needs_machine.
  template <class T>
  absl::StatusOr<double> Cost(const Program& program, const StaticCycles* machine) const {
    static_assert(MachineScalar<T>);
    return (sizeof(T) == sizeof(float) ? cost_float : cost_double)(program, machine);
  }
};

std::span<const CostModel> CostModels();

// The model of this name; InvalidArgument, with the nearest name, if there is none.
absl::StatusOr<const CostModel*> FindCostModel(std::string_view name);

}  // namespace ulpforge
