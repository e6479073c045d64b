/* sin_bfloat16
 * Emitted by Ulpforge 0.1.0.
 * Computes: sin(x)
 * Operations: 14
 * Formula, constants shortened: t = fma(x, 0.31831, 1.25829e+07); u = t - 1.25829e+07; v = fma(u, -1.50996e-07, fma(u, -3.14159, x)); w = frombits(xor(bits(v), shl(bits(t), 31))); a = fma(v, v, 4.65661e-10); fma(a * fma(fma(a, -0.00018528, 0.0083138), a, -0.166658), w, w)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search sin --format bfloat16 --domain '[-3.140625,3.140625]' --measure misrounded --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/sin-s1 --ulp 0 --name sin_bfloat16 --type bfloat16 --in-flight 2
 * Contract: finite bfloat16 on [-3.140625,3.140625], nan any, inf any, subnormal ieee
 * Level: exhaustive, 32916 inputs
 * Max error: 0.499523 ULP at x = 0x1.8p-1 (0x3f40): 0x1.5cp-1, correct 0x1.5cp-1
 * Correctly rounded: at every input
 * Monotonic: every step between neighbouring inputs is as that of the function
 * Clauses:
 *   nan: no NaN for a number: holds
 *   infinity: finite where the correctly rounded value is: holds
 *   subnormal: subnormal results within 1 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x0p+0
 *   f(-0x0p+0) = 0x0p+0, correct -0x0p+0
 *   f(0x1p-133) = 0x1p-133
 *   f(-0x1p-133) = -0x1p-133
 *   f(0x1.fcp-127) = 0x1.fcp-127
 *   f(-0x1.fcp-127) = -0x1.fcp-127
 *   f(0x1p-126) = 0x1p-126
 *   f(-0x1p-126) = -0x1p-126
 *   f(0x1p+0) = 0x1.aep-1
 *   f(-0x1p+0) = -0x1.aep-1
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
#error "sin_bfloat16 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "sin_bfloat16 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define sin_bfloat16_restrict __restrict
#else
#define sin_bfloat16_restrict restrict
#endif

static inline uint32_t sin_bfloat16_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sin_bfloat16_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sin_bfloat16_widen(uint16_t x) {
  return sin_bfloat16_frombits((uint32_t)x << 16);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline __m256 sin_bfloat16_load8(const uint16_t* in) {
  const __m256i b = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i*)in));
  return _mm256_castsi256_ps(_mm256_slli_epi32(b, 16));
}
#endif

/* To nearest. No result of this kernel is a tie or a NaN that could be rounded up: all 65,536 inputs were looked at. */
static inline uint16_t sin_bfloat16_narrow(float y) {
  return (uint16_t)((sin_bfloat16_bits(y) + 0x8000u) >> 16);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline void sin_bfloat16_store8(uint16_t* out, __m256 y) {
  const __m256i sum = _mm256_add_epi32(_mm256_castps_si256(y), _mm256_set1_epi32(0x8000));
  const __m256i z = _mm256_srli_epi32(sum, 16);
  const __m128i low = _mm256_castsi256_si128(z);
  _mm_storeu_si128((__m128i*)out, _mm_packus_epi32(low, _mm256_extracti128_si256(z, 1)));
}
#endif

static inline float sin_bfloat16_at(float x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1.45f306p-2f;
  const float c1 = -0x1.921fb4p+1f;
  const float c2 = -0x1.4442d2p-23f;
  const float c3 = 0x1.8p+23f;
  const float c4 = 0x1p-31f;
  const float c5 = -0x1.848fb6p-13f;
  const float c6 = 0x1.106d4p-7f;
  const float c7 = -0x1.5550e2p-3f;
  const float v0 = fmaf(x, c0, c3);
  const float v1 = v0 - c3;
  const float v2 = fmaf(v1, c1, x);
  const float v3 = fmaf(v1, c2, v2);
  const uint32_t v4 = sin_bfloat16_bits(v0);
  const uint32_t v5 = v4 << 31;
  const uint32_t v6 = sin_bfloat16_bits(v3);
  const uint32_t v7 = v6 ^ v5;
  const float v8 = sin_bfloat16_frombits(v7);
  const float v9 = fmaf(v3, v3, c4);
  const float v10 = fmaf(v9, c5, c6);
  const float v11 = fmaf(v10, v9, c7);
  const float v12 = v9 * v11;
  const float v13 = fmaf(v12, v8, v8);
  return v13;
}

uint16_t sin_bfloat16(uint16_t x) {
  return sin_bfloat16_narrow(sin_bfloat16_at(sin_bfloat16_widen(x)));
}

#if defined(__AVX2__) && defined(__FMA__)
/* 8 values at a time. */
static inline __m256 sin_bfloat16_avx2(__m256 x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1.45f306p-2f);
  const __m256 c1 = _mm256_set1_ps(-0x1.921fb4p+1f);
  const __m256 c2 = _mm256_set1_ps(-0x1.4442d2p-23f);
  const __m256 c3 = _mm256_set1_ps(0x1.8p+23f);
  const __m256 c4 = _mm256_set1_ps(0x1p-31f);
  const __m256 c5 = _mm256_set1_ps(-0x1.848fb6p-13f);
  const __m256 c6 = _mm256_set1_ps(0x1.106d4p-7f);
  const __m256 c7 = _mm256_set1_ps(-0x1.5550e2p-3f);
  const __m256 v0 = _mm256_fmadd_ps(x, c0, c3);
  const __m256 v1 = _mm256_sub_ps(v0, c3);
  const __m256 v2 = _mm256_fmadd_ps(v1, c1, x);
  const __m256 v3 = _mm256_fmadd_ps(v1, c2, v2);
  const __m256i v4 = _mm256_castps_si256(v0);
  const __m256i v5 = _mm256_slli_epi32(v4, 31);
  const __m256i v6 = _mm256_castps_si256(v3);
  const __m256i v7 = _mm256_xor_si256(v6, v5);
  const __m256 v8 = _mm256_castsi256_ps(v7);
  const __m256 v9 = _mm256_fmadd_ps(v3, v3, c4);
  const __m256 v10 = _mm256_fmadd_ps(v9, c5, c6);
  const __m256 v11 = _mm256_fmadd_ps(v10, v9, c7);
  const __m256 v12 = _mm256_mul_ps(v9, v11);
  const __m256 v13 = _mm256_fmadd_ps(v12, v8, v8);
  return v13;
}
#endif

void sin_bfloat16_array(const uint16_t* sin_bfloat16_restrict in, uint16_t* sin_bfloat16_restrict out, size_t n) {
#if defined(__AVX2__) && defined(__FMA__)
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1.45f306p-2f);
  const __m256 c1 = _mm256_set1_ps(-0x1.921fb4p+1f);
  const __m256 c2 = _mm256_set1_ps(-0x1.4442d2p-23f);
  const __m256 c3 = _mm256_set1_ps(0x1.8p+23f);
  const __m256 c4 = _mm256_set1_ps(0x1p-31f);
  const __m256 c5 = _mm256_set1_ps(-0x1.848fb6p-13f);
  const __m256 c6 = _mm256_set1_ps(0x1.106d4p-7f);
  const __m256 c7 = _mm256_set1_ps(-0x1.5550e2p-3f);
  size_t i = 0;
  for (; n - i >= 16; i += 16) {
    const __m256 x_0 = sin_bfloat16_load8(in + i + 0);
    const __m256 x_1 = sin_bfloat16_load8(in + i + 8);
    const __m256 v0_0 = _mm256_fmadd_ps(x_0, c0, c3);
    const __m256 v0_1 = _mm256_fmadd_ps(x_1, c0, c3);
    const __m256 v1_0 = _mm256_sub_ps(v0_0, c3);
    const __m256 v1_1 = _mm256_sub_ps(v0_1, c3);
    const __m256 v2_0 = _mm256_fmadd_ps(v1_0, c1, x_0);
    const __m256 v2_1 = _mm256_fmadd_ps(v1_1, c1, x_1);
    const __m256 v3_0 = _mm256_fmadd_ps(v1_0, c2, v2_0);
    const __m256 v3_1 = _mm256_fmadd_ps(v1_1, c2, v2_1);
    const __m256i v4_0 = _mm256_castps_si256(v0_0);
    const __m256i v4_1 = _mm256_castps_si256(v0_1);
    const __m256i v5_0 = _mm256_slli_epi32(v4_0, 31);
    const __m256i v5_1 = _mm256_slli_epi32(v4_1, 31);
    const __m256i v6_0 = _mm256_castps_si256(v3_0);
    const __m256i v6_1 = _mm256_castps_si256(v3_1);
    const __m256i v7_0 = _mm256_xor_si256(v6_0, v5_0);
    const __m256i v7_1 = _mm256_xor_si256(v6_1, v5_1);
    const __m256 v8_0 = _mm256_castsi256_ps(v7_0);
    const __m256 v8_1 = _mm256_castsi256_ps(v7_1);
    const __m256 v9_0 = _mm256_fmadd_ps(v3_0, v3_0, c4);
    const __m256 v9_1 = _mm256_fmadd_ps(v3_1, v3_1, c4);
    const __m256 v10_0 = _mm256_fmadd_ps(v9_0, c5, c6);
    const __m256 v10_1 = _mm256_fmadd_ps(v9_1, c5, c6);
    const __m256 v11_0 = _mm256_fmadd_ps(v10_0, v9_0, c7);
    const __m256 v11_1 = _mm256_fmadd_ps(v10_1, v9_1, c7);
    const __m256 v12_0 = _mm256_mul_ps(v9_0, v11_0);
    const __m256 v12_1 = _mm256_mul_ps(v9_1, v11_1);
    const __m256 v13_0 = _mm256_fmadd_ps(v12_0, v8_0, v8_0);
    const __m256 v13_1 = _mm256_fmadd_ps(v12_1, v8_1, v8_1);
    sin_bfloat16_store8(out + i + 0, v13_0);
    sin_bfloat16_store8(out + i + 8, v13_1);
  }
  for (; n - i >= 8; i += 8) sin_bfloat16_store8(out + i, sin_bfloat16_avx2(sin_bfloat16_load8(in + i)));
  if (i < n) {
    uint16_t rest[8] = {0};
    memcpy(rest, in + i, (n - i) * sizeof *in);
    sin_bfloat16_store8(rest, sin_bfloat16_avx2(sin_bfloat16_load8(rest)));
    memcpy(out + i, rest, (n - i) * sizeof *out);
  }
#else
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = sin_bfloat16_narrow(sin_bfloat16_at(sin_bfloat16_widen(in[i])));
#endif
}

#undef sin_bfloat16_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
