// Compiles programs to machine code of this process: an array loop, vectorised for this CPU, and a chain for
// the latency. The code computes bit for bit what the interpreter computes (a NaN stays a NaN; its sign and
// payload are unspecified). Compiling takes milliseconds, so it is for programs that are worth timing or
// running on many values.
//
// Thread safety: one compiler, with its kernels, per thread; what a kernel's functions point to may be called
// from any thread.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "base/array_function.h"
#include "dsl/program.h"

namespace ulpforge {

struct CompilerOptions {
  std::string cpu;       // a name of LLVM's -mcpu; empty: this CPU
  std::string features;  // as LLVM's -mattr, on top of the CPU's, as in "-avx512f" or "+prefer-256-bit"
};

// The machine code of one program in the working type T; it is freed with the kernel.
template <class T>
class CompiledKernel {
 public:
  CompiledKernel(CompiledKernel&&) noexcept;
  CompiledKernel& operator=(CompiledKernel&&) noexcept;
  ~CompiledKernel();

  // Both forms of the program. They call into the kernel's code: no copy of them may be called after the
  // kernel is destroyed.
  const TimedFunction<T>& function() const { return function_; }

 private:
  friend class KernelCompiler;
  struct Code;
  CompiledKernel(std::unique_ptr<Code> code, TimedFunction<T> function);

  std::unique_ptr<Code> code_;
  TimedFunction<T> function_;
};

class KernelCompiler {
 public:
  // InvalidArgument if LLVM does not know the CPU or a feature, Internal if it cannot compile on this
  // machine.
  static absl::StatusOr<KernelCompiler> Create(const CompilerOptions& options = {});

  KernelCompiler(KernelCompiler&&) noexcept;
  KernelCompiler& operator=(KernelCompiler&&) noexcept;
  // REQUIRES: all kernels are destroyed.
  ~KernelCompiler();

  // T: float or double. Unimplemented if the code generator refuses the program, FailedPrecondition if code
  // for the CPU cannot run on this one, Internal if LLVM fails otherwise. REQUIRES: Validate(program).ok().
  template <class T>
  absl::StatusOr<CompiledKernel<T>> Compile(const Program& program);

  // The assembly text of what Compile<T>(program) makes: the functions `array` and `chain`.
  template <class T>
  absl::StatusOr<std::string> Assembly(const Program& program);

 private:
  struct State;
  explicit KernelCompiler(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ulpforge
