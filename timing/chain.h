// Functions of one value called as a chain, so that their latency shows.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace ulpforge {

// out[i] = f(in[i]) for i < n, where the argument of every call is only known when the result of the last one
// is: it is in[i] or-ed with the bits of the last result and-ed with a zero that the compiler does not know.
// The link stays in the registers for floats and is part of the latency: 2 to 4 cycles, the latency of the
// identity.
template <class T, class Function>
void RunChain(const T* in, T* out, size_t n, Function&& f) {
  using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
  // In scalar integers the compilers would move every value to the integer registers and back.
  using Register [[gnu::vector_size(16)]] = Bits;
  const volatile Register hidden_zero = {};
  T last = 0;
  for (size_t i = 0; i < n; ++i) {
    const Register value = {std::bit_cast<Bits>(in[i])};
    const Register bits = {std::bit_cast<Bits>(last)};
    const Register linked = (bits & hidden_zero) | value;
    last = f(std::bit_cast<T>(static_cast<Bits>(linked[0])));
    out[i] = last;
  }
}

}  // namespace ulpforge
