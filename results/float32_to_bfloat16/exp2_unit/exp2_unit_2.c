/* exp2_unit_2
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp2(x)
 * Operations: 2
 * Formula, constants shortened: t = fma(x, -0.575829, -0.575829); fma(t, t, 0.669512)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search exp2 --format float32 --result bfloat16 --domain '[0,0.9999999403953552]' --measure misrounded --max-ops 7 --template plain --cost ops --max-misrounded-percent 1 --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/exp2-s1 --ulp 10081904 --name exp2_unit_2 --type float
 * Contract: finite float32 to bfloat16 on [0,0.9999999403953552], nan any, inf any, subnormal ieee
 * Level: exhaustive, 1065353217 inputs
 * Results are those of the float32 function rounded to bfloat16, as are ULPs
 * Max error: 0.999989 ULP at x = 0x1.fffffep-1 (0x3f7fffff): 0x1.fep+0, correct 0x1p+1
 * Correctly rounded: 99.0537% of the inputs
 * Monotonic: every step between neighbouring inputs is as that of the function
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: no NaN for a number: holds
 *   infinity: finite where the correctly rounded value is: holds
 *   subnormal: subnormal results within 1 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x1p+0
 *   f(-0x0p+0) = 0x1p+0
 *   f(0x1p-149) = 0x1p+0
 *   f(0x1.fffffcp-127) = 0x1p+0
 *   f(0x1p-126) = 0x1p+0
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * This file is yours: Ulpforge's licence does not extend to what Ulpforge emits.
 *
 * Computes the same bits with gcc and clang: the emitter, not this file, is tested for that at
 * -O3 -march=native without any other flag. Sign and payload of a NaN are unspecified. Never give
 * clang -ffp-contract=fast or -funsafe-math-optimizations: they override the pragmas below and
 * cannot be detected. */
#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
#endif

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || \
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) || defined(__NO_SIGNED_ZEROS__)
#error "exp2_unit_2 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "exp2_unit_2 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define exp2_unit_2_restrict __restrict
#else
#define exp2_unit_2_restrict restrict
#endif

static inline uint32_t exp2_unit_2_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

/* To nearest, ties to even. NaNs must not be rounded up to infinity or beyond. */
static inline uint16_t exp2_unit_2_narrow(float y) {
  const uint32_t b = exp2_unit_2_bits(y);
  const uint32_t rounded = (b + 0x7fffu + (b >> 16 & 1u)) >> 16;
  const uint32_t quiet = b >> 16 | 0x40u;
  return (uint16_t)((b & 0x7fffffffu) > 0x7f800000u ? quiet : rounded);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline void exp2_unit_2_store8(uint16_t* out, __m256 y) {
  const __m256i b = _mm256_castps_si256(y);
  const __m256i top = _mm256_srli_epi32(b, 16);
  const __m256i odd = _mm256_and_si256(top, _mm256_set1_epi32(1));
  const __m256i sum = _mm256_add_epi32(_mm256_add_epi32(b, _mm256_set1_epi32(0x7fff)), odd);
  const __m256i quiet = _mm256_or_si256(top, _mm256_set1_epi32(0x40));
  const __m256i nan = _mm256_castps_si256(_mm256_cmp_ps(y, y, _CMP_UNORD_Q));
  const __m256i z = _mm256_blendv_epi8(_mm256_srli_epi32(sum, 16), quiet, nan);
  const __m128i low = _mm256_castsi256_si128(z);
  _mm_storeu_si128((__m128i*)out, _mm_packus_epi32(low, _mm256_extracti128_si256(z, 1)));
}
#endif

static inline float exp2_unit_2_at(float x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = -0x1.26d302p-1f;
  const float c1 = 0x1.56ca3ap-1f;
  const float v0 = fmaf(x, c0, c0);
  const float v1 = fmaf(v0, v0, c1);
  return v1;
}

float exp2_unit_2(float x) {
  return exp2_unit_2_at(x);
}

void exp2_unit_2_array(const float* exp2_unit_2_restrict in, float* exp2_unit_2_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = exp2_unit_2_at(in[i]);
}

/* The bits of the results rounded to bfloat16, to nearest, ties to even. */
uint16_t exp2_unit_2_bfloat16(float x) {
  return exp2_unit_2_narrow(exp2_unit_2(x));
}

void exp2_unit_2_bfloat16_array(const float* exp2_unit_2_restrict in, uint16_t* exp2_unit_2_restrict out, size_t n) {
  float block[256];
  size_t i, k, size;
  for (i = 0; i < n; i += size) {
    size = n - i < 256 ? n - i : 256;
    exp2_unit_2_array(in + i, block, size);
    k = 0;
#if defined(__AVX2__) && defined(__FMA__)
    for (; size - k >= 8; k += 8) exp2_unit_2_store8(out + i + k, _mm256_loadu_ps(block + k));
#endif
    for (; k < size; ++k) out[i + k] = exp2_unit_2_narrow(block[k]);
  }
}

#undef exp2_unit_2_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
