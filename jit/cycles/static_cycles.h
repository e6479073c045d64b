// Static cycles: how many cycles a program takes on a machine according to LLVM's scheduling models, without
// running it. LLVM compiles the program for the machine, in the form of an endless loop, and the
// out-of-order (or in-order) pipeline of the llvm-mca libraries executes the body of the loop until its pace
// is steady. Caches, the front end and branches are not modelled: every load hits the first-level cache.
//
// The result is a function of program, machine and version of LLVM.
//
// Thread safety: const methods may be called from any number of threads; each call in flight uses a
// simulator of its own (some megabytes), which is kept for later calls.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "dsl/program.h"
#include "jit/cycles/machine.h"

namespace ulpforge {

class StaticCycles {
 public:
  static absl::StatusOr<StaticCycles> Create(const Machine& machine);

  StaticCycles(StaticCycles&&) noexcept;
  StaticCycles& operator=(StaticCycles&&) noexcept;
  ~StaticCycles();

  const Machine& machine() const;

  // Cycles per element of an array loop over vectors of machine().Lanes<T>() values: loads, stores and the
  // program, constants in registers as far as there are enough, without counter and branch.
  // Branches that stand in for a select are never taken. Unimplemented if the machine lacks an op, so that
  // the code would call a function, or if the model lacks an instruction. REQUIRES: Validate(program).ok().
  template <class T>
  absl::StatusOr<double> Throughput(const Program& program) const;

  // Cycles from x to f(x) in scalar code whose next x is f(x), both in registers; 0 if the output is
  // the input or does not depend on it. Errors as above.
  template <class T>
  absl::StatusOr<double> Latency(const Program& program) const;

 private:
  struct State;
  explicit StaticCycles(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ulpforge
