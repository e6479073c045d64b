#include "native/vector_calls.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "native/opaque_zero.h"

// NOLINTBEGIN(bugprone-macro-parentheses): types and attributes cannot stand in parentheses.
//
// The attribute `target` wants a literal, and a template cannot be called through from code without the
// vectors; so the loops are a macro. T: element, U: unsigned integer of its width, BYTES: of a vector.
#define ULPFORGE_VECTOR_CALLS(NAME, T, U, BYTES, TARGET)                                                \
  typedef T NAME##Floats __attribute__((vector_size(BYTES)));                                           \
  typedef U NAME##Bits __attribute__((vector_size(BYTES)));                                             \
                                                                                                        \
  TARGET void NAME##Array(void* function, const T* in, T* out, size_t n) {                              \
    constexpr size_t kLanes = (BYTES) / sizeof(T);                                                      \
    const auto f = reinterpret_cast<NAME##Floats (*)(NAME##Floats)>(function);                          \
    NAME##Floats v;                                                                                     \
    size_t i = 0;                                                                                       \
    for (; i + kLanes <= n; i += kLanes) {                                                              \
      std::memcpy(&v, in + i, sizeof v);                                                                \
      v = f(v);                                                                                         \
      std::memcpy(out + i, &v, sizeof v);                                                               \
    }                                                                                                   \
    if (i == n) return;                                                                                 \
    T tail[kLanes];                                                                                     \
    for (size_t lane = 0; lane < kLanes; ++lane) tail[lane] = in[i + lane < n ? i + lane : n - 1];      \
    std::memcpy(&v, tail, sizeof v);                                                                    \
    v = f(v);                                                                                           \
    std::memcpy(out + i, &v, (n - i) * sizeof(T));                                                      \
  }                                                                                                     \
                                                                                                        \
  TARGET void NAME##Chain(void* function, const T* in, T* out, size_t n) {                              \
    const auto f = reinterpret_cast<NAME##Floats (*)(NAME##Floats)>(function);                          \
    const NAME##Bits zero = NAME##Bits{} | OpaqueZero<U>();                                             \
    NAME##Floats y = {};                                                                                \
    for (size_t i = 0; i < n; ++i) {                                                                    \
      U bits;                                                                                           \
      std::memcpy(&bits, in + i, sizeof bits);                                                          \
      y = f((NAME##Floats)((NAME##Bits{} | bits) | ((NAME##Bits)y & zero)));                            \
      out[i] = y[0];                                                                                    \
    }                                                                                                   \
  }                                                                                                     \
                                                                                                        \
  TimedFunction<T> NAME##Timed(void* function) {                                                        \
    return {.array = [function](const T* in, T* out, size_t n) { NAME##Array(function, in, out, n); },  \
            .chain = [function](const T* in, T* out, size_t n) { NAME##Chain(function, in, out, n); }}; \
  }

// NOLINTEND(bugprone-macro-parentheses)

namespace ulpforge {
namespace {

ULPFORGE_VECTOR_CALLS(Float128, float, uint32_t, 16, )
ULPFORGE_VECTOR_CALLS(Float256, float, uint32_t, 32, __attribute__((target("avx"))))
ULPFORGE_VECTOR_CALLS(Float512, float, uint32_t, 64, __attribute__((target("avx512f"))))
ULPFORGE_VECTOR_CALLS(Double128, double, uint64_t, 16, )
ULPFORGE_VECTOR_CALLS(Double256, double, uint64_t, 32, __attribute__((target("avx"))))
ULPFORGE_VECTOR_CALLS(Double512, double, uint64_t, 64, __attribute__((target("avx512f"))))

}  // namespace

TimedFunction<float> VectorFloat128(void* function) { return Float128Timed(function); }
TimedFunction<float> VectorFloat256(void* function) { return Float256Timed(function); }
TimedFunction<float> VectorFloat512(void* function) { return Float512Timed(function); }
TimedFunction<double> VectorDouble128(void* function) { return Double128Timed(function); }
TimedFunction<double> VectorDouble256(void* function) { return Double256Timed(function); }
TimedFunction<double> VectorDouble512(void* function) { return Double512Timed(function); }

}  // namespace ulpforge
