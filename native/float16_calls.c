#include "native/float16_calls.h"

#include <string.h>

typedef _Float16 (*Float16Function)(_Float16);

static _Float16 FromBits(uint16_t bits) {
  _Float16 value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint16_t ToBits(_Float16 value) {
  uint16_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

void ulpforge_float16_decode(const uint16_t* in, float* out, size_t n) {
  for (size_t i = 0; i < n; ++i) out[i] = (float)FromBits(in[i]);
}

void ulpforge_float16_encode(const float* in, uint16_t* out, size_t n) {
  for (size_t i = 0; i < n; ++i) out[i] = ToBits((_Float16)in[i]);
}

void ulpforge_float16_array(void* f, const float* in, float* out, size_t n) {
  const Float16Function function = (Float16Function)f;
  for (size_t i = 0; i < n; ++i) out[i] = (float)function((_Float16)in[i]);
}

void ulpforge_float16_chain(void* f, const float* in, float* out, size_t n, uint16_t zero) {
  const Float16Function function = (Float16Function)f;
  uint16_t previous = 0;
  for (size_t i = 0; i < n; ++i) {
    const uint16_t x = ToBits((_Float16)in[i]) | (previous & zero);
    const _Float16 y = function(FromBits(x));
    previous = ToBits(y);
    out[i] = (float)y;
  }
}
