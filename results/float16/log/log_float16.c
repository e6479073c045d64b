/* log_float16
 * Emitted by Ulpforge 0.1.0.
 * Computes: log(x)
 * Operations: 31
 * Formula, constants shortened: t = bits(fma(x, 1.67772e+07, 0)); u = bits(select(less(x, 1.17549e-38), frombits(isub(t, 201326592)), x)); v = and(isub(u, 1060439283), 4286578688); w = frombits(isub(u, v)) - 1; a = fma(w, -0.888826, -0.207476); fma(fma(fma(a + w, fma(fma(fma(fma(a, w, -1.94206), w, -1.83316), w, -5.66695), w, -7.57737), -2.07212), w, 1), w, fromint(v) * frombits(or(bits(max(8.26296e-08, fma(x, 0.5, frombits(iadd(t, 2139095040))))), sar(t, 31))))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log --format float16 --measure misrounded --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 200064c
 *   ulpforge emit runs/log-s1 --ulp 0 --name log_float16 --type float16 --in-flight 2
 * Contract: full float16, nan ieee, inf ieee, subnormal ieee
 * Level: exhaustive, 65536 inputs
 * Max error: 0.499982 ULP at x = 0x1.17cp-3 (0x305f): -0x1.fd8p+0, correct -0x1.fd8p+0
 * Correctly rounded: at every input
 * Monotonic: every step between neighbouring inputs is as that of the function
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 1 ULP: holds
 * Special values:
 *   f(0x0p+0) = -inf
 *   f(-0x0p+0) = -inf
 *   f(0x1p-24) = -0x1.0a4p+4
 *   f(-0x1p-24) = nan
 *   f(0x1.ff8p-15) = -0x1.368p+3
 *   f(-0x1.ff8p-15) = nan
 *   f(0x1p-14) = -0x1.368p+3
 *   f(-0x1p-14) = nan
 *   f(0x1p+0) = 0x0p+0
 *   f(-0x1p+0) = nan
 *   f(0x1.ffcp+15) = 0x1.63p+3
 *   f(-0x1.ffcp+15) = nan
 *   f(inf) = inf
 *   f(-inf) = nan
 *   f(nan) = nan
 *   f(0x1.ffcp-1) = -0x1p-11
 *   f(0x1.004p+0) = 0x1.ffcp-11
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
#ifdef __F16C__
#include <immintrin.h>
#endif

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || \
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) || defined(__NO_SIGNED_ZEROS__)
#error "log_float16 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log_float16 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log_float16_restrict __restrict
#else
#define log_float16_restrict restrict
#endif

static inline uint32_t log_float16_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float log_float16_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float log_float16_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define log_float16_hide(c) __asm__("" : "+m"(c))
#else
#define log_float16_hide(c) ((void)0)
#endif

typedef uint16_t log_float16_word
#ifdef __GNUC__
    __attribute__((__may_alias__)) /* the bits of a _Float16 */
#endif
    ;

#ifdef __F16C__
#define log_float16_widen(x) _cvtsh_ss(x)
#define log_float16_narrow(y) ((uint16_t)_cvtss_sh(y, _MM_FROUND_TO_NEAREST_INT))
#else
static inline float log_float16_widen(uint16_t x) {
  const uint32_t m = x & 0x7fffu;
  const float small = (float)(int32_t)m * 0x1p-24f;
  const uint32_t fields = (m << 13) + (m >= 0x7c00u ? 0x70000000u : 0x38000000u);
  return log_float16_frombits((m < 0x400u ? log_float16_bits(small) : fields) | (uint32_t)(x >> 15) << 31);
}

/* To nearest, ties to even. */
static inline uint16_t log_float16_narrow(float y) {
  const uint32_t b = log_float16_bits(y);
  const uint32_t m = b & 0x7fffffffu;
  const uint32_t small = log_float16_bits(log_float16_frombits(m) + 0.5f) - 0x3f000000u;
  const uint32_t rounded = (m + 0xfffu + (m >> 13 & 1u) - 0x38000000u) >> 13;
  const uint32_t special = m > 0x7f800000u ? 0x7e00u : 0x7c00u;
  const uint32_t number = m < 0x38800000u ? small : rounded;
  return (uint16_t)((m >= 0x477ff000u ? special : number) | b >> 31 << 15);
}
#endif

#if defined(__AVX__) && defined(__F16C__)
static inline __m256 log_float16_load8(const log_float16_word* in) {
  return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i*)in));
}

static inline void log_float16_store8(log_float16_word* out, __m256 y) {
  _mm_storeu_si128((__m128i*)out, _mm256_cvtps_ph(y, _MM_FROUND_TO_NEAREST_INT));
}
#endif

static inline float log_float16_at(float x, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1p+0f;
  const float c2 = 0x1p-126f;
  const float c3 = 0x1p+24f;
  const float c4 = 0x0p+0f;
  const float c5 = 0x1p-1f;
  const float c6 = -0x1.c71432p-1f;
  const float c7 = -0x1.a8e90cp-3f;
  const float c8 = -0x1.f12ae6p+0f;
  const float c9 = -0x1.d549f4p+0f;
  const float c10 = -0x1.6aaf4cp+2f;
  const float c11 = -0x1.e4f39ep+2f;
  const float c12 = -0x1.093b5ep+1f;
  const float c13 = 0x1.fffffep-1f;
  const uint32_t v0 = -(uint32_t)(x < c2);
  const float v1 = fmaf(x, c3, c4);
  const uint32_t v2 = log_float16_bits(v1);
  const uint32_t v3 = v2 - 0xc000000u;
  const float v4 = log_float16_frombits(v3);
  const float v5 = (int32_t)v0 < 0 ? v4 : x;
  const uint32_t v6 = log_float16_bits(v5);
  const uint32_t v7 = v6 - 0x3f3504f3u;
  const uint32_t v8 = v7 & 0xff800000u;
  const uint32_t v9 = v6 - v8;
  const float v10 = log_float16_frombits(v9);
  const float v11 = v10 - c0;
  const float v12 = (float)(int32_t)v8;
  const uint32_t v13 = v2 + 0x7f800000u;
  const float v14 = log_float16_frombits(v13);
  const float v15 = fmaf(x, c5, v14);
  const float v16 = log_float16_max(c1, v15);
  const uint32_t v17 = log_float16_bits(v16);
  const uint32_t v18 = (uint32_t)((int32_t)v2 >> 31);
  const uint32_t v19 = v17 | v18;
  const float v20 = log_float16_frombits(v19);
  const float v21 = fmaf(v11, c6, c7);
  const float v22 = v21 + v11;
  const float v23 = fmaf(v21, v11, c8);
  const float v24 = fmaf(v23, v11, c9);
  const float v25 = fmaf(v24, v11, c10);
  const float v26 = fmaf(v25, v11, c11);
  const float v27 = fmaf(v22, v26, c12);
  const float v28 = fmaf(v27, v11, c13);
  const float v29 = v12 * v20;
  const float v30 = fmaf(v28, v11, v29);
  return v30;
}

uint16_t log_float16_u16(uint16_t x) {
  return log_float16_narrow(log_float16_at(log_float16_widen(x), 0x1.62e43p-24f));
}

#if defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
/* 8 values at a time. */
static inline __m256 log_float16_avx2(__m256 x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1p+0f);
  const __m256 c1 = _mm256_set1_ps(0x1.62e43p-24f);
  const __m256 c2 = _mm256_set1_ps(0x1p-126f);
  const __m256 c3 = _mm256_set1_ps(0x1p+24f);
  const __m256 c4 = _mm256_set1_ps(0x0p+0f);
  const __m256 c5 = _mm256_set1_ps(0x1p-1f);
  const __m256 c6 = _mm256_set1_ps(-0x1.c71432p-1f);
  const __m256 c7 = _mm256_set1_ps(-0x1.a8e90cp-3f);
  const __m256 c8 = _mm256_set1_ps(-0x1.f12ae6p+0f);
  const __m256 c9 = _mm256_set1_ps(-0x1.d549f4p+0f);
  const __m256 c10 = _mm256_set1_ps(-0x1.6aaf4cp+2f);
  const __m256 c11 = _mm256_set1_ps(-0x1.e4f39ep+2f);
  const __m256 c12 = _mm256_set1_ps(-0x1.093b5ep+1f);
  const __m256 c13 = _mm256_set1_ps(0x1.fffffep-1f);
  const __m256i v0 = _mm256_castps_si256(_mm256_cmp_ps(x, c2, _CMP_LT_OQ));
  const __m256 v1 = _mm256_fmadd_ps(x, c3, c4);
  const __m256i v2 = _mm256_castps_si256(v1);
  const __m256i v3 = _mm256_sub_epi32(v2, _mm256_set1_epi32((int32_t)0xc000000u));
  const __m256 v4 = _mm256_castsi256_ps(v3);
  const __m256 v5 = _mm256_blendv_ps(x, v4, _mm256_castsi256_ps(v0));
  const __m256i v6 = _mm256_castps_si256(v5);
  const __m256i v7 = _mm256_sub_epi32(v6, _mm256_set1_epi32((int32_t)0x3f3504f3u));
  const __m256i v8 = _mm256_and_si256(v7, _mm256_set1_epi32((int32_t)0xff800000u));
  const __m256i v9 = _mm256_sub_epi32(v6, v8);
  const __m256 v10 = _mm256_castsi256_ps(v9);
  const __m256 v11 = _mm256_sub_ps(v10, c0);
  const __m256 v12 = _mm256_cvtepi32_ps(v8);
  const __m256i v13 = _mm256_add_epi32(v2, _mm256_set1_epi32((int32_t)0x7f800000u));
  const __m256 v14 = _mm256_castsi256_ps(v13);
  const __m256 v15 = _mm256_fmadd_ps(x, c5, v14);
  const __m256 v16 = _mm256_max_ps(c1, v15);
  const __m256i v17 = _mm256_castps_si256(v16);
  const __m256i v18 = _mm256_srai_epi32(v2, 31);
  const __m256i v19 = _mm256_or_si256(v17, v18);
  const __m256 v20 = _mm256_castsi256_ps(v19);
  const __m256 v21 = _mm256_fmadd_ps(v11, c6, c7);
  const __m256 v22 = _mm256_add_ps(v21, v11);
  const __m256 v23 = _mm256_fmadd_ps(v21, v11, c8);
  const __m256 v24 = _mm256_fmadd_ps(v23, v11, c9);
  const __m256 v25 = _mm256_fmadd_ps(v24, v11, c10);
  const __m256 v26 = _mm256_fmadd_ps(v25, v11, c11);
  const __m256 v27 = _mm256_fmadd_ps(v22, v26, c12);
  const __m256 v28 = _mm256_fmadd_ps(v27, v11, c13);
  const __m256 v29 = _mm256_mul_ps(v12, v20);
  const __m256 v30 = _mm256_fmadd_ps(v28, v11, v29);
  return v30;
}
#endif

static void log_float16_run(const log_float16_word* log_float16_restrict in, log_float16_word* log_float16_restrict out, size_t n) {
#if defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1p+0f);
  const __m256 c1 = _mm256_set1_ps(0x1.62e43p-24f);
  const __m256 c2 = _mm256_set1_ps(0x1p-126f);
  const __m256 c3 = _mm256_set1_ps(0x1p+24f);
  const __m256 c4 = _mm256_set1_ps(0x0p+0f);
  const __m256 c5 = _mm256_set1_ps(0x1p-1f);
  const __m256 c6 = _mm256_set1_ps(-0x1.c71432p-1f);
  const __m256 c7 = _mm256_set1_ps(-0x1.a8e90cp-3f);
  const __m256 c8 = _mm256_set1_ps(-0x1.f12ae6p+0f);
  const __m256 c9 = _mm256_set1_ps(-0x1.d549f4p+0f);
  const __m256 c10 = _mm256_set1_ps(-0x1.6aaf4cp+2f);
  const __m256 c11 = _mm256_set1_ps(-0x1.e4f39ep+2f);
  const __m256 c12 = _mm256_set1_ps(-0x1.093b5ep+1f);
  const __m256 c13 = _mm256_set1_ps(0x1.fffffep-1f);
  size_t i = 0;
  for (; n - i >= 16; i += 16) {
    const __m256 x_0 = log_float16_load8(in + i + 0);
    const __m256 x_1 = log_float16_load8(in + i + 8);
    const __m256i v0_0 = _mm256_castps_si256(_mm256_cmp_ps(x_0, c2, _CMP_LT_OQ));
    const __m256i v0_1 = _mm256_castps_si256(_mm256_cmp_ps(x_1, c2, _CMP_LT_OQ));
    const __m256 v1_0 = _mm256_fmadd_ps(x_0, c3, c4);
    const __m256 v1_1 = _mm256_fmadd_ps(x_1, c3, c4);
    const __m256i v2_0 = _mm256_castps_si256(v1_0);
    const __m256i v2_1 = _mm256_castps_si256(v1_1);
    const __m256i v3_0 = _mm256_sub_epi32(v2_0, _mm256_set1_epi32((int32_t)0xc000000u));
    const __m256i v3_1 = _mm256_sub_epi32(v2_1, _mm256_set1_epi32((int32_t)0xc000000u));
    const __m256 v4_0 = _mm256_castsi256_ps(v3_0);
    const __m256 v4_1 = _mm256_castsi256_ps(v3_1);
    const __m256 v5_0 = _mm256_blendv_ps(x_0, v4_0, _mm256_castsi256_ps(v0_0));
    const __m256 v5_1 = _mm256_blendv_ps(x_1, v4_1, _mm256_castsi256_ps(v0_1));
    const __m256i v6_0 = _mm256_castps_si256(v5_0);
    const __m256i v6_1 = _mm256_castps_si256(v5_1);
    const __m256i v7_0 = _mm256_sub_epi32(v6_0, _mm256_set1_epi32((int32_t)0x3f3504f3u));
    const __m256i v7_1 = _mm256_sub_epi32(v6_1, _mm256_set1_epi32((int32_t)0x3f3504f3u));
    const __m256i v8_0 = _mm256_and_si256(v7_0, _mm256_set1_epi32((int32_t)0xff800000u));
    const __m256i v8_1 = _mm256_and_si256(v7_1, _mm256_set1_epi32((int32_t)0xff800000u));
    const __m256i v9_0 = _mm256_sub_epi32(v6_0, v8_0);
    const __m256i v9_1 = _mm256_sub_epi32(v6_1, v8_1);
    const __m256 v10_0 = _mm256_castsi256_ps(v9_0);
    const __m256 v10_1 = _mm256_castsi256_ps(v9_1);
    const __m256 v11_0 = _mm256_sub_ps(v10_0, c0);
    const __m256 v11_1 = _mm256_sub_ps(v10_1, c0);
    const __m256 v12_0 = _mm256_cvtepi32_ps(v8_0);
    const __m256 v12_1 = _mm256_cvtepi32_ps(v8_1);
    const __m256i v13_0 = _mm256_add_epi32(v2_0, _mm256_set1_epi32((int32_t)0x7f800000u));
    const __m256i v13_1 = _mm256_add_epi32(v2_1, _mm256_set1_epi32((int32_t)0x7f800000u));
    const __m256 v14_0 = _mm256_castsi256_ps(v13_0);
    const __m256 v14_1 = _mm256_castsi256_ps(v13_1);
    const __m256 v15_0 = _mm256_fmadd_ps(x_0, c5, v14_0);
    const __m256 v15_1 = _mm256_fmadd_ps(x_1, c5, v14_1);
    const __m256 v16_0 = _mm256_max_ps(c1, v15_0);
    const __m256 v16_1 = _mm256_max_ps(c1, v15_1);
    const __m256i v17_0 = _mm256_castps_si256(v16_0);
    const __m256i v17_1 = _mm256_castps_si256(v16_1);
    const __m256i v18_0 = _mm256_srai_epi32(v2_0, 31);
    const __m256i v18_1 = _mm256_srai_epi32(v2_1, 31);
    const __m256i v19_0 = _mm256_or_si256(v17_0, v18_0);
    const __m256i v19_1 = _mm256_or_si256(v17_1, v18_1);
    const __m256 v20_0 = _mm256_castsi256_ps(v19_0);
    const __m256 v20_1 = _mm256_castsi256_ps(v19_1);
    const __m256 v21_0 = _mm256_fmadd_ps(v11_0, c6, c7);
    const __m256 v21_1 = _mm256_fmadd_ps(v11_1, c6, c7);
    const __m256 v22_0 = _mm256_add_ps(v21_0, v11_0);
    const __m256 v22_1 = _mm256_add_ps(v21_1, v11_1);
    const __m256 v23_0 = _mm256_fmadd_ps(v21_0, v11_0, c8);
    const __m256 v23_1 = _mm256_fmadd_ps(v21_1, v11_1, c8);
    const __m256 v24_0 = _mm256_fmadd_ps(v23_0, v11_0, c9);
    const __m256 v24_1 = _mm256_fmadd_ps(v23_1, v11_1, c9);
    const __m256 v25_0 = _mm256_fmadd_ps(v24_0, v11_0, c10);
    const __m256 v25_1 = _mm256_fmadd_ps(v24_1, v11_1, c10);
    const __m256 v26_0 = _mm256_fmadd_ps(v25_0, v11_0, c11);
    const __m256 v26_1 = _mm256_fmadd_ps(v25_1, v11_1, c11);
    const __m256 v27_0 = _mm256_fmadd_ps(v22_0, v26_0, c12);
    const __m256 v27_1 = _mm256_fmadd_ps(v22_1, v26_1, c12);
    const __m256 v28_0 = _mm256_fmadd_ps(v27_0, v11_0, c13);
    const __m256 v28_1 = _mm256_fmadd_ps(v27_1, v11_1, c13);
    const __m256 v29_0 = _mm256_mul_ps(v12_0, v20_0);
    const __m256 v29_1 = _mm256_mul_ps(v12_1, v20_1);
    const __m256 v30_0 = _mm256_fmadd_ps(v28_0, v11_0, v29_0);
    const __m256 v30_1 = _mm256_fmadd_ps(v28_1, v11_1, v29_1);
    log_float16_store8(out + i + 0, v30_0);
    log_float16_store8(out + i + 8, v30_1);
  }
  for (; n - i >= 8; i += 8) log_float16_store8(out + i, log_float16_avx2(log_float16_load8(in + i)));
  if (i < n) {
    log_float16_word rest[8] = {0};
    memcpy(rest, in + i, (n - i) * sizeof *in);
    log_float16_store8(rest, log_float16_avx2(log_float16_load8(rest)));
    memcpy(out + i, rest, (n - i) * sizeof *out);
  }
#else
  size_t i;
  float c1 = 0x1.62e43p-24f;
  log_float16_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = log_float16_narrow(log_float16_at(log_float16_widen(in[i]), c1));
#endif
}

void log_float16_u16_array(const uint16_t* in, uint16_t* out, size_t n) {
  log_float16_run(in, out, n);
}

#if defined(__FLT16_MAX__) && (!defined(__cplusplus) || defined(__clang__) || __GNUC__ >= 13)
_Float16 log_float16(_Float16 x) {
  uint16_t b;
  memcpy(&b, &x, sizeof b);
  b = log_float16_u16(b);
  memcpy(&x, &b, sizeof x);
  return x;
}

void log_float16_array(const _Float16* in, _Float16* out, size_t n) {
  log_float16_run((const log_float16_word*)in, (log_float16_word*)out, n);
}
#endif

#ifdef __F16C__
#undef log_float16_widen
#undef log_float16_narrow
#endif

#undef log_float16_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef log_float16_hide
