// Functions over arrays: the one form in which programs, compiled kernels and functions of libraries are
// called, checked and timed.
#pragma once

#include <cstddef>
#include <functional>

namespace ulpforge {

// out[i] = f(in[i]) for i < n. `in` and `out` are the same array or do not overlap; they need no alignment
// beyond that of T.
template <class T>
using ArrayFunction = std::function<void(const T* in, T* out, size_t n)>;

// A function with all that it takes to time it.
template <class T>
struct TimedFunction {
  ArrayFunction<T> array;
  // The same function as a chain: out[i] = f(x) with x equal to in[i], but only known when out[i - 1] is.
  // Empty if the function cannot be called on one value.
  ArrayFunction<T> chain;
};

}  // namespace ulpforge
