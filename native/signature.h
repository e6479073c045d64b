// The table of the signatures with which functions of libraries can be called, and how each is called for
// arrays.
//
// Thread safety: immutable; what an adaptor returns is safe to call from several threads if the function is.
#pragma once

#include <span>
#include <string_view>

#include "absl/status/statusor.h"
#include "base/array_function.h"

namespace ulpforge {

// One way to call a function. T, the type of the arrays, is float for the formats float32, float16 and
// bfloat16, whose values are all floats, and double for float64. In the 16-bit formats the values of `in`
// must be values of the format, and calls include the conversions from and to float.
template <class T>
struct Signature {
  std::string_view format;
  std::string_view text;         // as users type it; "void(const uint16_t*, uint16_t*, size_t)"
  std::string_view cpu_feature;  // that its calls need; empty if every CPU has it
  bool (*cpu_has_it)();
  // Vectors are called full, the last one padded with its last value. Function pointers that take arrays get
  // in != out. The chain calls the function once per value (vectors: with that value in every lane), so that
  // it shows the latency of one call; it is empty for functions over arrays.
  TimedFunction<T> (*adapt)(void* function);
};

// The first row of a format is the one that is meant when the user names none.
template <class T>
std::span<const Signature<T>> Signatures();

// The row of `text`, in which white space and the name of the function do not count ("float f(float)"); the
// first of `format` if `text` is empty. InvalidArgument with the signatures of the format if there is none,
// FailedPrecondition if this CPU cannot call it.
template <class T>
absl::StatusOr<const Signature<T>*> FindSignature(std::string_view text, std::string_view format);

}  // namespace ulpforge
