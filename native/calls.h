// Calls of functions of one value and of functions over arrays, for arrays of T. Included by the table of
// signatures only.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/array_function.h"
#include "native/float16_calls.h"
#include "native/opaque_zero.h"

namespace ulpforge::calls {

// How the arrays of a function hold the values of a T. kSame: as they are.
template <class T, class UnsignedT>
struct Plain {
  using Value = T;
  using Unsigned = UnsignedT;
  using Stored = T;
  static constexpr bool kSame = true;
  static void Encode(const T* in, T* out, size_t n) { std::copy_n(in, n, out); }
  static void Decode(const T* in, T* out, size_t n) { std::copy_n(in, n, out); }
};
using Float = Plain<float, uint32_t>;
using Double = Plain<double, uint64_t>;

// The bits of binary16.
struct Float16 {
  using Value = float;
  using Stored = uint16_t;
  static constexpr bool kSame = false;
  static void Encode(const float* in, uint16_t* out, size_t n) { ulpforge_float16_encode(in, out, n); }
  static void Decode(const uint16_t* in, float* out, size_t n) { ulpforge_float16_decode(in, out, n); }
};

// The upper half of a float.
struct Bfloat16 {
  using Value = float;
  using Stored = uint16_t;
  static constexpr bool kSame = false;
  static void Encode(const float* in, uint16_t* out, size_t n) {
    for (size_t i = 0; i < n; ++i) out[i] = static_cast<uint16_t>(std::bit_cast<uint32_t>(in[i]) >> 16);
  }
  static void Decode(const uint16_t* in, float* out, size_t n) {
    for (size_t i = 0; i < n; ++i) out[i] = std::bit_cast<float>(static_cast<uint32_t>(in[i]) << 16);
  }
};

// The order of the arguments of a function over arrays.
struct InOutSize {
  template <class S>
  static void Call(void* function, const S* in, S* out, size_t n) {
    reinterpret_cast<void (*)(const S*, S*, size_t)>(function)(in, out, n);
  }
};
struct OutInSize {
  template <class S>
  static void Call(void* function, const S* in, S* out, size_t n) {
    reinterpret_cast<void (*)(S*, const S*, size_t)>(function)(out, in, n);
  }
};
struct SizeInOut {
  template <class S>
  static void Call(void* function, const S* in, S* out, size_t n) {
    reinterpret_cast<void (*)(size_t, const S*, S*)>(function)(n, in, out);
  }
};
struct Size32InOut {
  template <class S>
  static void Call(void* function, const S* in, S* out, size_t n) {
    constexpr size_t kMost = size_t{1} << 31;
    for (size_t i = 0; i < n; i += kMost) {
      const auto size = static_cast<uint32_t>(std::min(kMost, n - i));
      reinterpret_cast<void (*)(uint32_t, const S*, S*)>(function)(size, in + i, out + i);
    }
  }
};

// T f(T). The chain stays in the vector unit, where the results are.
template <class Format>
struct Scalar {
  using T = typename Format::Value;
  using Bits = typename Format::Unsigned;
  typedef T Floats __attribute__((vector_size(16)));
  typedef Bits Integers __attribute__((vector_size(16)));

  static TimedFunction<T> Adapt(void* function) {
    const auto f = reinterpret_cast<T (*)(T)>(function);
    return {.array =
                [f](const T* in, T* out, size_t n) {
                  for (size_t i = 0; i < n; ++i) out[i] = f(in[i]);
                },
            .chain = [f](const T* in, T* out, size_t n) { Chain(f, in, out, n); }};
  }

  static void Chain(T (*f)(T), const T* in, T* out, size_t n) {
    const Integers zero = {OpaqueZero<Bits>()};
    T y = 0;
    for (size_t i = 0; i < n; ++i) {
      const Integers x = {std::bit_cast<Bits>(in[i])};
      const Floats last = {y};
      y = f(((Floats)(x | ((Integers)last & zero)))[0]);
      out[i] = y;
    }
  }
};

// S f(S) for 16-bit values as their bits.
template <class Format>
struct ScalarBits {
  static TimedFunction<float> Adapt(void* function) {
    const auto f = reinterpret_cast<uint16_t (*)(uint16_t)>(function);
    return {.array = [f](const float* in, float* out, size_t n) { Run(f, in, out, n, nullptr); },
            .chain =
                [f](const float* in, float* out, size_t n) {
                  const uint16_t zero = OpaqueZero<uint16_t>();
                  Run(f, in, out, n, &zero);
                }};
  }

  // A chain if there is a zero.
  static void Run(uint16_t (*f)(uint16_t), const float* in, float* out, size_t n, const uint16_t* zero) {
    uint16_t y = 0;
    for (size_t i = 0; i < n; ++i) {
      uint16_t x;
      Format::Encode(in + i, &x, 1);
      y = f(zero == nullptr ? x : static_cast<uint16_t>(x | (y & *zero)));
      Format::Decode(&y, out + i, 1);
    }
  }
};

inline TimedFunction<float> AdaptFloat16(void* function) {
  return {.array = [function](const float* in, float* out,
                              size_t n) { ulpforge_float16_array(function, in, out, n); },
          .chain = [function](
                       const float* in, float* out,
                       size_t n) { ulpforge_float16_chain(function, in, out, n, OpaqueZero<uint16_t>()); }};
}

// A function over arrays, whose two arrays may be declared `restrict`.
template <class Format, class Order>
struct Array {
  using T = typename Format::Value;
  using S = typename Format::Stored;

  static TimedFunction<T> Adapt(void* function) {
    return {.array =
                [function](const T* in, T* out, size_t n) {
                  if constexpr (Format::kSame) {
                    if (in != out) return Order::Call(function, in, out, n);
                  }
                  Blocks(function, in, out, n);
                },
            .chain = nullptr};
  }

  static void Blocks(void* function, const T* in, T* out, size_t n) {
    constexpr size_t kBlock = 1024;
    S arguments[kBlock];
    S results[kBlock];
    for (size_t i = 0; i < n; i += kBlock) {
      const size_t size = std::min(kBlock, n - i);
      Format::Encode(in + i, arguments, size);
      Order::Call(function, arguments, results, size);
      Format::Decode(results, out + i, size);
    }
  }
};

}  // namespace ulpforge::calls
