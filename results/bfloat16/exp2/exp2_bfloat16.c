/* exp2_bfloat16
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp2(x)
 * Operations: 14
 * Formula, constants shortened: t = max(-152, min(130, x)); u = t + 2.51661e+07; v = t - (u - 2.51661e+07); w = fma(fma(fma(v, 0.000865649, 0.0150522), v, 0.173289), v, 0.999998); a = w * w * frombits(shl(bits(u), 23)); a * a
 * Seed: 1
 * Reproduce with:
 *   ulpforge search exp2 --format bfloat16 --measure misrounded --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/exp2-s1 --ulp 0 --name exp2_bfloat16 --type bfloat16 --in-flight 2
 * Contract: full bfloat16, nan ieee, inf ieee, subnormal ieee
 * Level: exhaustive, 65536 inputs
 * Max error: 0.500000 ULP at x = -0x1.0cp+7 (0xc306): 0x0p+0, correct 0x0p+0
 * Correctly rounded: at every input
 * Monotonic: every step between neighbouring inputs is as that of the function
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 1 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x1p+0
 *   f(-0x0p+0) = 0x1p+0
 *   f(0x1p-133) = 0x1p+0
 *   f(-0x1p-133) = 0x1p+0
 *   f(0x1.fcp-127) = 0x1p+0
 *   f(-0x1.fcp-127) = 0x1p+0
 *   f(0x1p-126) = 0x1p+0
 *   f(-0x1p-126) = 0x1p+0
 *   f(0x1p+0) = 0x1p+1
 *   f(-0x1p+0) = 0x1p-1
 *   f(0x1.fep+127) = inf
 *   f(-0x1.fep+127) = 0x0p+0
 *   f(inf) = inf
 *   f(-inf) = 0x0p+0
 *   f(nan) = nan
 *   f(0x1.fep+6) = 0x1.6ap+127
 *   f(0x1p+7) = inf
 *   f(-0x1.f8p+6) = 0x1p-126
 *   f(-0x1.fap+6) = 0x1.6cp-127
 *   f(-0x1.0ap+7) = 0x1p-133
 *   f(-0x1.0cp+7) = 0x0p+0
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
#error "exp2_bfloat16 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "exp2_bfloat16 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define exp2_bfloat16_restrict __restrict
#else
#define exp2_bfloat16_restrict restrict
#endif

static inline uint32_t exp2_bfloat16_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float exp2_bfloat16_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float exp2_bfloat16_min(float a, float b) {
  return a < b ? a : b;
}

static inline float exp2_bfloat16_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define exp2_bfloat16_hide(c) __asm__("" : "+m"(c))
#else
#define exp2_bfloat16_hide(c) ((void)0)
#endif

static inline float exp2_bfloat16_widen(uint16_t x) {
  return exp2_bfloat16_frombits((uint32_t)x << 16);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline __m256 exp2_bfloat16_load8(const uint16_t* in) {
  const __m256i b = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i*)in));
  return _mm256_castsi256_ps(_mm256_slli_epi32(b, 16));
}
#endif

/* To nearest, ties to even. This kernel makes no NaN that could be rounded up: all 65,536 inputs were looked at. */
static inline uint16_t exp2_bfloat16_narrow(float y) {
  const uint32_t b = exp2_bfloat16_bits(y);
  return (uint16_t)((b + 0x7fffu + (b >> 16 & 1u)) >> 16);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline void exp2_bfloat16_store8(uint16_t* out, __m256 y) {
  const __m256i b = _mm256_castps_si256(y);
  const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(b, 16), _mm256_set1_epi32(1));
  const __m256i sum = _mm256_add_epi32(_mm256_add_epi32(b, _mm256_set1_epi32(0x7fff)), odd);
  const __m256i z = _mm256_srli_epi32(sum, 16);
  const __m128i low = _mm256_castsi256_si128(z);
  _mm_storeu_si128((__m128i*)out, _mm_packus_epi32(low, _mm256_extracti128_si256(z, 1)));
}
#endif

static inline float exp2_bfloat16_at(float x, float c0, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c2 = 0x1.8000fep+24f;
  const float c3 = 0x1.c5d97cp-11f;
  const float c4 = 0x1.ed3acep-7f;
  const float c5 = 0x1.62e546p-3f;
  const float c6 = 0x1.ffffb8p-1f;
  const float v0 = exp2_bfloat16_min(c0, x);
  const float v1 = exp2_bfloat16_max(c1, v0);
  const float v2 = v1 + c2;
  const float v3 = v2 - c2;
  const float v4 = v1 - v3;
  const float v5 = fmaf(v4, c3, c4);
  const float v6 = fmaf(v5, v4, c5);
  const float v7 = fmaf(v6, v4, c6);
  const float v8 = v7 * v7;
  const uint32_t v9 = exp2_bfloat16_bits(v2);
  const uint32_t v10 = v9 << 23;
  const float v11 = exp2_bfloat16_frombits(v10);
  const float v12 = v8 * v11;
  const float v13 = v12 * v12;
  return v13;
}

uint16_t exp2_bfloat16(uint16_t x) {
  return exp2_bfloat16_narrow(exp2_bfloat16_at(exp2_bfloat16_widen(x), 0x1.04p+7f, -0x1.3p+7f));
}

#if defined(__AVX2__) && defined(__FMA__)
/* 8 values at a time. */
static inline __m256 exp2_bfloat16_avx2(__m256 x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1.04p+7f);
  const __m256 c1 = _mm256_set1_ps(-0x1.3p+7f);
  const __m256 c2 = _mm256_set1_ps(0x1.8000fep+24f);
  const __m256 c3 = _mm256_set1_ps(0x1.c5d97cp-11f);
  const __m256 c4 = _mm256_set1_ps(0x1.ed3acep-7f);
  const __m256 c5 = _mm256_set1_ps(0x1.62e546p-3f);
  const __m256 c6 = _mm256_set1_ps(0x1.ffffb8p-1f);
  const __m256 v0 = _mm256_min_ps(c0, x);
  const __m256 v1 = _mm256_max_ps(c1, v0);
  const __m256 v2 = _mm256_add_ps(v1, c2);
  const __m256 v3 = _mm256_sub_ps(v2, c2);
  const __m256 v4 = _mm256_sub_ps(v1, v3);
  const __m256 v5 = _mm256_fmadd_ps(v4, c3, c4);
  const __m256 v6 = _mm256_fmadd_ps(v5, v4, c5);
  const __m256 v7 = _mm256_fmadd_ps(v6, v4, c6);
  const __m256 v8 = _mm256_mul_ps(v7, v7);
  const __m256i v9 = _mm256_castps_si256(v2);
  const __m256i v10 = _mm256_slli_epi32(v9, 23);
  const __m256 v11 = _mm256_castsi256_ps(v10);
  const __m256 v12 = _mm256_mul_ps(v8, v11);
  const __m256 v13 = _mm256_mul_ps(v12, v12);
  return v13;
}
#endif

void exp2_bfloat16_array(const uint16_t* exp2_bfloat16_restrict in, uint16_t* exp2_bfloat16_restrict out, size_t n) {
#if defined(__AVX2__) && defined(__FMA__)
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1.04p+7f);
  const __m256 c1 = _mm256_set1_ps(-0x1.3p+7f);
  const __m256 c2 = _mm256_set1_ps(0x1.8000fep+24f);
  const __m256 c3 = _mm256_set1_ps(0x1.c5d97cp-11f);
  const __m256 c4 = _mm256_set1_ps(0x1.ed3acep-7f);
  const __m256 c5 = _mm256_set1_ps(0x1.62e546p-3f);
  const __m256 c6 = _mm256_set1_ps(0x1.ffffb8p-1f);
  size_t i = 0;
  for (; n - i >= 16; i += 16) {
    const __m256 x_0 = exp2_bfloat16_load8(in + i + 0);
    const __m256 x_1 = exp2_bfloat16_load8(in + i + 8);
    const __m256 v0_0 = _mm256_min_ps(c0, x_0);
    const __m256 v0_1 = _mm256_min_ps(c0, x_1);
    const __m256 v1_0 = _mm256_max_ps(c1, v0_0);
    const __m256 v1_1 = _mm256_max_ps(c1, v0_1);
    const __m256 v2_0 = _mm256_add_ps(v1_0, c2);
    const __m256 v2_1 = _mm256_add_ps(v1_1, c2);
    const __m256 v3_0 = _mm256_sub_ps(v2_0, c2);
    const __m256 v3_1 = _mm256_sub_ps(v2_1, c2);
    const __m256 v4_0 = _mm256_sub_ps(v1_0, v3_0);
    const __m256 v4_1 = _mm256_sub_ps(v1_1, v3_1);
    const __m256 v5_0 = _mm256_fmadd_ps(v4_0, c3, c4);
    const __m256 v5_1 = _mm256_fmadd_ps(v4_1, c3, c4);
    const __m256 v6_0 = _mm256_fmadd_ps(v5_0, v4_0, c5);
    const __m256 v6_1 = _mm256_fmadd_ps(v5_1, v4_1, c5);
    const __m256 v7_0 = _mm256_fmadd_ps(v6_0, v4_0, c6);
    const __m256 v7_1 = _mm256_fmadd_ps(v6_1, v4_1, c6);
    const __m256 v8_0 = _mm256_mul_ps(v7_0, v7_0);
    const __m256 v8_1 = _mm256_mul_ps(v7_1, v7_1);
    const __m256i v9_0 = _mm256_castps_si256(v2_0);
    const __m256i v9_1 = _mm256_castps_si256(v2_1);
    const __m256i v10_0 = _mm256_slli_epi32(v9_0, 23);
    const __m256i v10_1 = _mm256_slli_epi32(v9_1, 23);
    const __m256 v11_0 = _mm256_castsi256_ps(v10_0);
    const __m256 v11_1 = _mm256_castsi256_ps(v10_1);
    const __m256 v12_0 = _mm256_mul_ps(v8_0, v11_0);
    const __m256 v12_1 = _mm256_mul_ps(v8_1, v11_1);
    const __m256 v13_0 = _mm256_mul_ps(v12_0, v12_0);
    const __m256 v13_1 = _mm256_mul_ps(v12_1, v12_1);
    exp2_bfloat16_store8(out + i + 0, v13_0);
    exp2_bfloat16_store8(out + i + 8, v13_1);
  }
  for (; n - i >= 8; i += 8) exp2_bfloat16_store8(out + i, exp2_bfloat16_avx2(exp2_bfloat16_load8(in + i)));
  if (i < n) {
    uint16_t rest[8] = {0};
    memcpy(rest, in + i, (n - i) * sizeof *in);
    exp2_bfloat16_store8(rest, exp2_bfloat16_avx2(exp2_bfloat16_load8(rest)));
    memcpy(out + i, rest, (n - i) * sizeof *out);
  }
#else
  size_t i;
  float c0 = 0x1.04p+7f;
  float c1 = -0x1.3p+7f;
  exp2_bfloat16_hide(c0);
  exp2_bfloat16_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = exp2_bfloat16_narrow(exp2_bfloat16_at(exp2_bfloat16_widen(in[i]), c0, c1));
#endif
}

#undef exp2_bfloat16_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef exp2_bfloat16_hide
