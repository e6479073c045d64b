// The mode of audio and machine-learning programs, flush-to-zero and denormals-are-zero: the CPU takes a
// subnormal operand for the zero of its sign, and gives the zero of its sign for a subnormal result. On x86
// it is two bits of MXCSR, a register of each thread.
//
//   const ArrayFunction<float> flushed = InFlushMode(kernel);
//   flushed(in, out, n);  // the kernel runs in the mode, nothing else does
//
// Thread safety: as that of the function.
#pragma once

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#include <cstddef>
#include <string_view>
#include <utility>

#include "base/array_function.h"
#include "base/check.h"

namespace ulpforge {

inline constexpr std::string_view kFlushModeText = "flush-to-zero and denormals-are-zero";

#if defined(__x86_64__)
inline constexpr bool kHasFlushMode = true;

// This thread is in the mode as long as the object lives; then MXCSR is bit for bit what it was, however the
// scope is left.
class FlushMode {
 public:
  FlushMode() : saved_(_mm_getcsr()) { Set(saved_ | kFlushToZero | kDenormalsAreZero); }
  ~FlushMode() { Set(saved_); }
  FlushMode(const FlushMode&) = delete;
  FlushMode& operator=(const FlushMode&) = delete;

 private:
  static constexpr unsigned kFlushToZero = 0x8000;
  static constexpr unsigned kDenormalsAreZero = 0x0040;

  // Arithmetic that reads or writes memory stays on its side.
  static void Set(unsigned csr) {
    asm volatile("" ::: "memory");
    _mm_setcsr(csr);
    asm volatile("" ::: "memory");
  }

  unsigned saved_;
};
#else
inline constexpr bool kHasFlushMode = false;

class FlushMode {
 public:
  FlushMode() { ULPFORGE_CHECK(kHasFlushMode); }
};
#endif

// The function with the mode set around each call. REQUIRES: kHasFlushMode.
template <class T>
ArrayFunction<T> InFlushMode(ArrayFunction<T> function) {
  ULPFORGE_CHECK(kHasFlushMode);
  return [function = std::move(function)](const T* in, T* out, size_t n) {
    const FlushMode mode;
    function(in, out, n);
  };
}

}  // namespace ulpforge
