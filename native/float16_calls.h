/* Calls with _Float16, which g++ 12 knows in C only, and the conversions of 16-bit values. Arrays of 16-bit
 * values hold the bits. `in` and `out` of one type may be the same array. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Exact for every value; a NaN stays a NaN. */
void ulpforge_float16_decode(const uint16_t* in, float* out, size_t n);

/* Rounds to nearest, ties to even. */
void ulpforge_float16_encode(const float* in, uint16_t* out, size_t n);

/* out[i] = f(in[i]); f is a function _Float16 f(_Float16). */
void ulpforge_float16_array(void* f, const float* in, float* out, size_t n);

/* The same, one call after the other: the next argument also takes the bits of the last result that are set
 * in `zero`, which must be 0. */
void ulpforge_float16_chain(void* f, const float* in, float* out, size_t n, uint16_t zero);

#ifdef __cplusplus
}
#endif
