// A zero that the compiler does not know. An argument that takes the bits of the last result masked with it
// keeps its value, but is not known before that result: that makes chains of calls.
#pragma once

namespace ulpforge {

template <class Unsigned>
Unsigned OpaqueZero() {
  static const volatile Unsigned zero = 0;
  return zero;
}

}  // namespace ulpforge
