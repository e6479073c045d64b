// The interpreter runs a program over an array of inputs, block by block: each instruction is one call of
// its op's array kernel on a block that stays in L1, so the dispatch is paid once per block and the
// kernels vectorise (structure of arrays).
//
// Thread safety: one Interpreter per thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "dsl/inputs.h"
#include "dsl/program.h"

namespace ulpforge {

// T: a scalar of the scalar table.
template <class T>
class Interpreter {
 public:
  // InvalidArgument if the program has an op that T does not have. Constants are rounded to T, integers
  // wrap to its width. REQUIRES: Validate(program).ok().
  static absl::StatusOr<Interpreter> Create(const Program& program);

  Interpreter(Interpreter&&) noexcept;
  Interpreter& operator=(Interpreter&&) noexcept;
  ~Interpreter();

  // Exchanges constant k of the program. Cheaper than another interpreter.
  void SetConstant(size_t k, Extended value);

  // Exchanges integer k, in the same way.
  void SetInteger(size_t k, int64_t value);

  // out[i] = program at point i of `in`; allocates nothing. REQUIRES: in.size() == out.size(), and each
  // column of `in` is the same array as `out` or does not overlap it.
  void Run(const Inputs<T>& in, std::span<T> out);

  // Instruction k of the program read these operands at n consecutive inputs and computed these results. The
  // arrays have the element types of the op.
  using Observer =
      absl::FunctionRef<void(size_t k, const void* const* operands, const void* results, size_t n)>;

  // The same, and shows every live instruction, in order, block by block of the inputs.
  void Observe(const Inputs<T>& in, std::span<T> out, Observer observer);

 private:
  struct State;
  explicit Interpreter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ulpforge
