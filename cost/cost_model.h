// Cost models: what a program costs, by counting its ops or by LLVM's model of a machine. Less is better.
// Behind the table stand the models that a program registered.
//
// Thread safety: immutable once all models are registered; costs may be computed on any number of threads.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "dsl/numbers/scalar_table.h"
#include "dsl/program.h"

namespace ulpforge {

class StaticCycles;

struct CostModel {
  using Function = std::function<absl::StatusOr<double>(const Program&, const StaticCycles*)>;

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

// The rows stay where they are.
std::span<const CostModel> CostModels();

// A cost model of one's own.
struct CustomCostModel {
  std::string name;  // lower-case letters, digits and -, as in the key `cost`
  std::string description;
  std::string unit;
  bool is_latency = false;  // as CostModel::is_latency
  // The cost of a whole kernel that computes in float or double: at least 0, infinite for what must not be. A
  // function of the program alone, or runs are not reproducible; called from several threads at once.
  std::function<double(const Program&)> cost;
};

// Adds the model; nothing is added if there is an error. InvalidArgument if the name is no name or is taken
// or there is no function; ResourceExhausted if there are too many. Register before the first search, from
// one thread.
absl::Status RegisterCostModel(const CustomCostModel& model);

// The model of this name; InvalidArgument, with the nearest name, if there is none.
absl::StatusOr<const CostModel*> FindCostModel(std::string_view name);

}  // namespace ulpforge
