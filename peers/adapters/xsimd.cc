#include <cstdint>
#include <xsimd/xsimd.hpp>

#include "peers/adapter.h"

#define ULPFORGE_TEXT(x) #x
#define ULPFORGE_VERSION_TEXT(a, b, c) ULPFORGE_TEXT(a) "." ULPFORGE_TEXT(b) "." ULPFORGE_TEXT(c)

namespace ulpforge {
namespace {

using Batch = xsimd::batch<float>;
using Bits = xsimd::batch<int32_t>;

template <auto kFunction>
void Array(const float* in, float* out, size_t n) {
  size_t i = 0;
  for (; i + Batch::size <= n; i += Batch::size) {
    kFunction(Batch::load_unaligned(in + i)).store_unaligned(out + i);
  }
  if (i == n) return;
  float tail[Batch::size];
  for (size_t lane = 0; lane < Batch::size; ++lane) tail[lane] = in[i + lane < n ? i + lane : n - 1];
  kFunction(Batch::load_unaligned(tail)).store_unaligned(tail);
  for (size_t lane = 0; i + lane < n; ++lane) out[i + lane] = tail[lane];
}

template <auto kFunction>
void Chain(const float* in, float* out, size_t n) {
  static const volatile int32_t zero = 0;
  const Batch mask = xsimd::bitwise_cast<Batch>(Bits(zero));
  Batch y(0.0f);
  for (size_t i = 0; i < n; ++i) {
    y = kFunction(Batch(in[i]) | (y & mask));
    out[i] = y.get(0);
  }
}

template <auto kFunction>
constexpr AdapterFunction Row(const char* target) {
  return {.target = target, .array = &Array<kFunction>, .chain = &Chain<kFunction>};
}

constexpr AdapterFunction kFunctions[] = {
    Row<[](Batch x) { return xsimd::exp2(x); }>("exp2"),
    Row<[](Batch x) { return xsimd::exp(x); }>("exp"),
    Row<[](Batch x) { return xsimd::expm1(x); }>("expm1"),
    Row<[](Batch x) { return xsimd::log2(x); }>("log2"),
    Row<[](Batch x) { return xsimd::log(x); }>("log"),
    Row<[](Batch x) { return xsimd::log1p(x); }>("log1p"),
    Row<[](Batch x) { return xsimd::sin(x); }>("sin"),
    Row<[](Batch x) { return xsimd::cos(x); }>("cos"),
    Row<[](Batch x) { return xsimd::tan(x); }>("tan"),
    Row<[](Batch x) { return xsimd::asin(x); }>("asin"),
    Row<[](Batch x) { return xsimd::atan(x); }>("atan"),
    Row<[](Batch x) { return xsimd::sinh(x); }>("sinh"),
    Row<[](Batch x) { return xsimd::tanh(x); }>("tanh"),
    Row<[](Batch x) { return xsimd::erf(x); }>("erf"),
    Row<[](Batch x) { return xsimd::erfc(x); }>("erfc"),
};

}  // namespace

const Adapter ULPFORGE_PEER_LEVEL::kXsimdAdapter = {
    .version = ULPFORGE_VERSION_TEXT(XSIMD_VERSION_MAJOR, XSIMD_VERSION_MINOR, XSIMD_VERSION_PATCH),
    .functions = kFunctions,
    .count = sizeof kFunctions / sizeof kFunctions[0],
};

}  // namespace ulpforge
