// A C file, such as `ulpforge emit` writes, compiled by the C compiler and loaded.
//
// The file is compiled and its functions are called with all the rights of this process.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "base/array_function.h"
#include "native/shared_library.h"

namespace ulpforge {

// A scalar function that a C file defines, `float NAME(float x)` or `double NAME(double x)`.
struct ScalarDefinition {
  std::string name;
  std::string type;        // "float" or "double"
  bool has_array = false;  // `void NAME_array(const TYPE* in, TYPE* out, size_t n)` is there, too

  friend bool operator==(const ScalarDefinition&, const ScalarDefinition&) = default;
};

// The scalar functions that C text defines for others, in its order. Comments and what the preprocessor removes count
// as well: what is found may still be absent from the compiled file.
std::vector<ScalarDefinition> FindScalarDefinitions(std::string_view text);

struct CompileOptions {
  std::string compiler;   // with options, separated by spaces; empty for $CC, else the first found of cc, gcc,
                          // clang-19
  std::string symbol;     // empty if the file defines one scalar function of the type
  std::string signature;  // of native/signature.h; empty: what the file says of the symbol
  std::string format;     // float32, float16, bfloat16 or float64; empty for that of T
};

// T: float or double.
//
// Thread safety: as LibraryFunction.
template <class T>
class CompiledSource {
 public:
  // Compiles with -O3 -march=native -ffp-contract=off, in a private temporary directory that is removed before
  // Open returns. A scalar function NAME gives chain and array, but the array function NAME_array replaces the
  // loop over NAME where the file has it. One-line errors: NotFound (file, compiler, symbol), InvalidArgument
  // (with the compiler's first error, or the functions to choose from), FailedPrecondition (CPU).
  static absl::StatusOr<CompiledSource> Open(const std::string& file, const CompileOptions& options = {});

  // Copies of it are valid as long as this object lives.
  const TimedFunction<T>& function() const { return function_; }
  const std::string& symbol() const { return symbol_; }    // of the scalar function, or the one that was asked for
  const std::string& command() const { return command_; }  // that compiled it, for display: "cc -O3 ..."

 private:
  CompiledSource(SharedLibrary library, TimedFunction<T> function, std::string symbol, std::string command)
      : library_(std::move(library)),
        function_(std::move(function)),
        symbol_(std::move(symbol)),
        command_(std::move(command)) {}

  SharedLibrary library_;
  TimedFunction<T> function_;
  std::string symbol_;
  std::string command_;
};

}  // namespace ulpforge
