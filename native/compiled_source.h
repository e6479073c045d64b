// A C file, such as `ulpforge emit` writes, compiled by the C compiler and loaded.
//
// The file is compiled and its functions are called with all the rights of this process; see
// native/library_function.h.
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "base/array_function.h"
#include "native/shared_library.h"

namespace ulpforge {

struct CompileOptions {
  std::string compiler;  // with options, separated by spaces; empty: $CC, else the first of cc, gcc, clang-19
  std::string cpu;       // as the compiler's -march; empty: native
  std::string symbol;    // empty: the one function of the file that can be called with the format
  std::string signature;  // of native/signature.h; empty: the one with which the file defines the symbol
  std::string format;     // float32, float16, bfloat16 or float64; empty: that of T
};

// T: float or double, see native/signature.h.
//
// Thread safety: as LibraryFunction.
template <class T>
class CompiledSource {
 public:
  // Compiles with -O3 -march=CPU -ffp-contract=off, in a private temporary directory that is gone when
  // Open returns. Where the file defines NAME for one value and NAME_array over arrays, the two are one
  // function called NAME: the chain calls NAME, the array function is NAME_array. NotFound (file, compiler,
  // symbol), InvalidArgument (with the compiler's first error, or with the functions to choose from) or
  // FailedPrecondition (CPU, temporary directory), in one line.
  static absl::StatusOr<CompiledSource> Open(const std::string& file, CompileOptions options = {});

  // The same for text that is in no file; `name` stands for the file in messages.
  static absl::StatusOr<CompiledSource> OpenText(const std::string& text, const std::string& name,
                                                 CompileOptions options = {});

  // Copies of it are valid as long as this object lives.
  const TimedFunction<T>& function() const { return function_; }
  const std::string& symbol() const { return symbol_; }
  const std::string& signature() const { return signature_; }  // of the symbol
  const std::string& command() const { return command_; }      // "cc -O3 -march=native ...", without files

 private:
  // `file` has the text, is in `directory` or elsewhere, and is called `name`.
  static absl::StatusOr<CompiledSource> OpenIn(const std::string& directory, const std::string& file,
                                               const std::string& name, const std::string& text,
                                               CompileOptions options);

  CompiledSource(SharedLibrary library, TimedFunction<T> function, std::string symbol, std::string signature,
                 std::string command)
      : library_(std::move(library)),
        function_(std::move(function)),
        symbol_(std::move(symbol)),
        signature_(std::move(signature)),
        command_(std::move(command)) {}

  SharedLibrary library_;
  TimedFunction<T> function_;
  std::string symbol_;
  std::string signature_;
  std::string command_;
};

}  // namespace ulpforge
