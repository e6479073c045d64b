// Static dispatch: the widest vectors that the flags of this file allow.
#define HWY_COMPILE_ONLY_STATIC
#include <hwy/highway.h>
// Highway's own headers want to be included in this order.
#include <hwy/contrib/math/math-inl.h>

#include "peers/adapter.h"

#define ULPFORGE_TEXT(x) #x
#define ULPFORGE_VERSION_TEXT(a, b, c) ULPFORGE_TEXT(a) "." ULPFORGE_TEXT(b) "." ULPFORGE_TEXT(c)

HWY_BEFORE_NAMESPACE();
namespace ulpforge {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Integers = hn::ScalableTag<int32_t>;
using Vector = hn::Vec<Floats>;
constexpr size_t kLanes = hn::MaxLanes(Floats());

template <auto kFunction>
void Array(const float* in, float* out, size_t n) {
  const Floats d;
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) hn::StoreU(kFunction(d, hn::LoadU(d, in + i)), d, out + i);
  if (i == n) return;
  float tail[kLanes];
  for (size_t lane = 0; lane < kLanes; ++lane) tail[lane] = in[i + lane < n ? i + lane : n - 1];
  hn::StoreU(kFunction(d, hn::LoadU(d, tail)), d, tail);
  for (size_t lane = 0; i + lane < n; ++lane) out[i + lane] = tail[lane];
}

template <auto kFunction>
void Chain(const float* in, float* out, size_t n) {
  static const volatile int32_t zero = 0;
  const Floats d;
  const Vector mask = hn::BitCast(d, hn::Set(Integers(), zero));
  Vector y = hn::Zero(d);
  for (size_t i = 0; i < n; ++i) {
    y = kFunction(d, hn::Or(hn::Set(d, in[i]), hn::And(y, mask)));
    out[i] = hn::GetLane(y);
  }
}

template <auto kFunction>
constexpr AdapterFunction Row(const char* target) {
  return {.target = target, .array = &Array<kFunction>, .chain = &Chain<kFunction>};
}

constexpr AdapterFunction kFunctions[] = {
    Row<[](Floats d, Vector x) { return hn::Exp(d, x); }>("exp"),
    Row<[](Floats d, Vector x) { return hn::Expm1(d, x); }>("expm1"),
    Row<[](Floats d, Vector x) { return hn::Log2(d, x); }>("log2"),
    Row<[](Floats d, Vector x) { return hn::Log(d, x); }>("log"),
    Row<[](Floats d, Vector x) { return hn::Log1p(d, x); }>("log1p"),
    Row<[](Floats d, Vector x) { return hn::Sin(d, x); }>("sin"),
    Row<[](Floats d, Vector x) { return hn::Cos(d, x); }>("cos"),
    Row<[](Floats d, Vector x) { return hn::Asin(d, x); }>("asin"),
    Row<[](Floats d, Vector x) { return hn::Atan(d, x); }>("atan"),
    Row<[](Floats d, Vector x) { return hn::Sinh(d, x); }>("sinh"),
    Row<[](Floats d, Vector x) { return hn::Tanh(d, x); }>("tanh"),
};

}  // namespace
}  // namespace ulpforge
HWY_AFTER_NAMESPACE();

namespace ulpforge {

const Adapter ULPFORGE_PEER_LEVEL::kHighwayAdapter = {
    .version = ULPFORGE_VERSION_TEXT(HWY_MAJOR, HWY_MINOR, HWY_PATCH),
    .functions = kFunctions,
    .count = sizeof kFunctions / sizeof kFunctions[0],
};

}  // namespace ulpforge
