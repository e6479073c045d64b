// The functions of VDT's headers in a plain loop, which the compiler may vectorise.
#include <cstdint>
#include <cstring>
// VDT's other headers rely on names of this one.
#include <vdt/vdtMath.h>

#include "peers/adapter.h"

namespace ulpforge {
namespace {

template <float (*kFunction)(float)>
void Array(const float* in, float* out, size_t n) {
  for (size_t i = 0; i < n; ++i) out[i] = kFunction(in[i]);
}

template <float (*kFunction)(float)>
void Chain(const float* in, float* out, size_t n) {
  typedef float Floats __attribute__((vector_size(16)));
  typedef uint32_t Integers __attribute__((vector_size(16)));
  static const volatile uint32_t opaque_zero = 0;
  const Integers zero = {opaque_zero};
  float y = 0;
  for (size_t i = 0; i < n; ++i) {
    const Floats x = {in[i]};
    const Floats last = {y};
    y = kFunction(((Floats)((Integers)x | ((Integers)last & zero)))[0]);
    out[i] = y;
  }
}

template <float (*kFunction)(float)>
constexpr AdapterFunction Row(const char* target) {
  return {.target = target, .array = &Array<kFunction>, .chain = &Chain<kFunction>};
}

constexpr AdapterFunction kFunctions[] = {
    Row<&vdt::fast_expf>("exp"),   Row<&vdt::fast_logf>("log"),   Row<&vdt::fast_sinf>("sin"),
    Row<&vdt::fast_cosf>("cos"),   Row<&vdt::fast_tanf>("tan"),   Row<&vdt::fast_asinf>("asin"),
    Row<&vdt::fast_atanf>("atan"), Row<&vdt::fast_tanhf>("tanh"),
};

}  // namespace

const Adapter ULPFORGE_PEER_LEVEL::kVdtAdapter = {
    .version = ULPFORGE_VDT_VERSION,
    .functions = kFunctions,
    .count = sizeof kFunctions / sizeof kFunctions[0],
};

}  // namespace ulpforge
