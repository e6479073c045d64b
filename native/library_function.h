// A function of a shared library, ready to be called, checked and timed.
//
// A function that is called with another signature than its own, or that crashes, takes this process with it:
// signals are left as they are, nothing can be made safe in-process.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "base/array_function.h"
#include "native/shared_library.h"

namespace ulpforge {

// T: float or double, see native/signature.h.
//
// Thread safety: function() may be called from several threads at once if the library's own function may.
template <class T>
class LibraryFunction {
 public:
  // `library`: as for SharedLibrary::Open. `signature`: of native/signature.h; empty for the usual one of the
  // format, float(float) for float32. `format`: float32, float16, bfloat16 or float64; empty for that of T.
  // NotFound, InvalidArgument or FailedPrecondition in one line.
  static absl::StatusOr<LibraryFunction> Open(const std::string& library, const std::string& symbol,
                                              std::string_view signature = {}, std::string_view format = {});

  // Copies of it are valid as long as this object lives.
  const TimedFunction<T>& function() const { return function_; }
  const SharedLibrary& library() const { return library_; }

 private:
  LibraryFunction(SharedLibrary library, TimedFunction<T> function)
      : library_(std::move(library)), function_(std::move(function)) {}

  SharedLibrary library_;
  TimedFunction<T> function_;
};

}  // namespace ulpforge
