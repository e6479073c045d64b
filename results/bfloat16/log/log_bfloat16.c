/* log_bfloat16
 * Emitted by Ulpforge 0.1.0.
 * Computes: log(x)
 * Operations: 28
 * Formula, constants shortened: t = bits(fma(x, 1.67772e+07, 0)); u = bits(select(less(x, 1.17549e-38), frombits(isub(t, 201326592)), x)); v = and(isub(u, 1059760811), 4286578688); w = frombits(isub(u, v)) - 1; fma(w * w, fma(fma(fma(fma(w, -0.18763, 0.224765), w, -0.249325), w, 0.332442), w, -0.499997), fma(fromint(v), frombits(or(bits(max(8.26296e-08, fma(x, 0.5, frombits(iadd(t, 2139095040))))), sar(t, 31))), w))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log --format bfloat16 --measure misrounded --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/log-s1 --ulp 0 --name log_bfloat16 --type bfloat16 --in-flight 2
 * Contract: full bfloat16, nan ieee, inf ieee, subnormal ieee
 * Level: exhaustive, 65536 inputs
 * Max error: 0.499996 ULP at x = 0x1.d8p-53 (0x256c): -0x1.2p+5, correct -0x1.2p+5
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
 *   f(0x1p-133) = -0x1.7p+6
 *   f(-0x1p-133) = nan
 *   f(0x1.fcp-127) = -0x1.5ep+6
 *   f(-0x1.fcp-127) = nan
 *   f(0x1p-126) = -0x1.5ep+6
 *   f(-0x1p-126) = nan
 *   f(0x1p+0) = 0x0p+0
 *   f(-0x1p+0) = nan
 *   f(0x1.fep+127) = 0x1.62p+6
 *   f(-0x1.fep+127) = nan
 *   f(inf) = inf
 *   f(-inf) = nan
 *   f(nan) = nan
 *   f(0x1.fep-1) = -0x1p-8
 *   f(0x1.02p+0) = 0x1.fep-8
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
#error "log_bfloat16 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log_bfloat16 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log_bfloat16_restrict __restrict
#else
#define log_bfloat16_restrict restrict
#endif

static inline uint32_t log_bfloat16_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float log_bfloat16_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float log_bfloat16_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define log_bfloat16_hide(c) __asm__("" : "+m"(c))
#else
#define log_bfloat16_hide(c) ((void)0)
#endif

static inline float log_bfloat16_widen(uint16_t x) {
  return log_bfloat16_frombits((uint32_t)x << 16);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline __m256 log_bfloat16_load8(const uint16_t* in) {
  const __m256i b = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i*)in));
  return _mm256_castsi256_ps(_mm256_slli_epi32(b, 16));
}
#endif

/* To nearest, ties to even. NaNs must not be rounded up to infinity or beyond. */
static inline uint16_t log_bfloat16_narrow(float y) {
  const uint32_t b = log_bfloat16_bits(y);
  const uint32_t rounded = (b + 0x7fffu + (b >> 16 & 1u)) >> 16;
  const uint32_t quiet = b >> 16 | 0x40u;
  return (uint16_t)((b & 0x7fffffffu) > 0x7f800000u ? quiet : rounded);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline void log_bfloat16_store8(uint16_t* out, __m256 y) {
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

static inline float log_bfloat16_at(float x, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1p+0f;
  const float c2 = 0x1p-126f;
  const float c3 = 0x1p+24f;
  const float c4 = 0x0p+0f;
  const float c5 = 0x1p-1f;
  const float c6 = -0x1.8043e8p-3f;
  const float c7 = 0x1.cc5162p-3f;
  const float c8 = -0x1.fe9e02p-3f;
  const float c9 = 0x1.546b94p-2f;
  const float c10 = -0x1.ffff34p-2f;
  const uint32_t v0 = -(uint32_t)(x < c2);
  const float v1 = fmaf(x, c3, c4);
  const uint32_t v2 = log_bfloat16_bits(v1);
  const uint32_t v3 = v2 - 0xc000000u;
  const float v4 = log_bfloat16_frombits(v3);
  const float v5 = (int32_t)v0 < 0 ? v4 : x;
  const uint32_t v6 = log_bfloat16_bits(v5);
  const uint32_t v7 = v6 - 0x3f2aaaabu;
  const uint32_t v8 = v7 & 0xff800000u;
  const uint32_t v9 = v6 - v8;
  const float v10 = log_bfloat16_frombits(v9);
  const float v11 = v10 - c0;
  const float v12 = (float)(int32_t)v8;
  const uint32_t v13 = v2 + 0x7f800000u;
  const float v14 = log_bfloat16_frombits(v13);
  const float v15 = fmaf(x, c5, v14);
  const float v16 = log_bfloat16_max(c1, v15);
  const uint32_t v17 = log_bfloat16_bits(v16);
  const uint32_t v18 = (uint32_t)((int32_t)v2 >> 31);
  const uint32_t v19 = v17 | v18;
  const float v20 = log_bfloat16_frombits(v19);
  const float v21 = v11 * v11;
  const float v22 = fmaf(v11, c6, c7);
  const float v23 = fmaf(v22, v11, c8);
  const float v24 = fmaf(v23, v11, c9);
  const float v25 = fmaf(v24, v11, c10);
  const float v26 = fmaf(v12, v20, v11);
  const float v27 = fmaf(v21, v25, v26);
  return v27;
}

uint16_t log_bfloat16(uint16_t x) {
  return log_bfloat16_narrow(log_bfloat16_at(log_bfloat16_widen(x), 0x1.62e43p-24f));
}

#if defined(__AVX2__) && defined(__FMA__)
/* 8 values at a time. */
static inline __m256 log_bfloat16_avx2(__m256 x) {
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
  const __m256 c6 = _mm256_set1_ps(-0x1.8043e8p-3f);
  const __m256 c7 = _mm256_set1_ps(0x1.cc5162p-3f);
  const __m256 c8 = _mm256_set1_ps(-0x1.fe9e02p-3f);
  const __m256 c9 = _mm256_set1_ps(0x1.546b94p-2f);
  const __m256 c10 = _mm256_set1_ps(-0x1.ffff34p-2f);
  const __m256i v0 = _mm256_castps_si256(_mm256_cmp_ps(x, c2, _CMP_LT_OQ));
  const __m256 v1 = _mm256_fmadd_ps(x, c3, c4);
  const __m256i v2 = _mm256_castps_si256(v1);
  const __m256i v3 = _mm256_sub_epi32(v2, _mm256_set1_epi32((int32_t)0xc000000u));
  const __m256 v4 = _mm256_castsi256_ps(v3);
  const __m256 v5 = _mm256_blendv_ps(x, v4, _mm256_castsi256_ps(v0));
  const __m256i v6 = _mm256_castps_si256(v5);
  const __m256i v7 = _mm256_sub_epi32(v6, _mm256_set1_epi32((int32_t)0x3f2aaaabu));
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
  const __m256 v21 = _mm256_mul_ps(v11, v11);
  const __m256 v22 = _mm256_fmadd_ps(v11, c6, c7);
  const __m256 v23 = _mm256_fmadd_ps(v22, v11, c8);
  const __m256 v24 = _mm256_fmadd_ps(v23, v11, c9);
  const __m256 v25 = _mm256_fmadd_ps(v24, v11, c10);
  const __m256 v26 = _mm256_fmadd_ps(v12, v20, v11);
  const __m256 v27 = _mm256_fmadd_ps(v21, v25, v26);
  return v27;
}
#endif

void log_bfloat16_array(const uint16_t* log_bfloat16_restrict in, uint16_t* log_bfloat16_restrict out, size_t n) {
#if defined(__AVX2__) && defined(__FMA__)
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
  const __m256 c6 = _mm256_set1_ps(-0x1.8043e8p-3f);
  const __m256 c7 = _mm256_set1_ps(0x1.cc5162p-3f);
  const __m256 c8 = _mm256_set1_ps(-0x1.fe9e02p-3f);
  const __m256 c9 = _mm256_set1_ps(0x1.546b94p-2f);
  const __m256 c10 = _mm256_set1_ps(-0x1.ffff34p-2f);
  size_t i = 0;
  for (; n - i >= 16; i += 16) {
    const __m256 x_0 = log_bfloat16_load8(in + i + 0);
    const __m256 x_1 = log_bfloat16_load8(in + i + 8);
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
    const __m256i v7_0 = _mm256_sub_epi32(v6_0, _mm256_set1_epi32((int32_t)0x3f2aaaabu));
    const __m256i v7_1 = _mm256_sub_epi32(v6_1, _mm256_set1_epi32((int32_t)0x3f2aaaabu));
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
    const __m256 v21_0 = _mm256_mul_ps(v11_0, v11_0);
    const __m256 v21_1 = _mm256_mul_ps(v11_1, v11_1);
    const __m256 v22_0 = _mm256_fmadd_ps(v11_0, c6, c7);
    const __m256 v22_1 = _mm256_fmadd_ps(v11_1, c6, c7);
    const __m256 v23_0 = _mm256_fmadd_ps(v22_0, v11_0, c8);
    const __m256 v23_1 = _mm256_fmadd_ps(v22_1, v11_1, c8);
    const __m256 v24_0 = _mm256_fmadd_ps(v23_0, v11_0, c9);
    const __m256 v24_1 = _mm256_fmadd_ps(v23_1, v11_1, c9);
    const __m256 v25_0 = _mm256_fmadd_ps(v24_0, v11_0, c10);
    const __m256 v25_1 = _mm256_fmadd_ps(v24_1, v11_1, c10);
    const __m256 v26_0 = _mm256_fmadd_ps(v12_0, v20_0, v11_0);
    const __m256 v26_1 = _mm256_fmadd_ps(v12_1, v20_1, v11_1);
    const __m256 v27_0 = _mm256_fmadd_ps(v21_0, v25_0, v26_0);
    const __m256 v27_1 = _mm256_fmadd_ps(v21_1, v25_1, v26_1);
    log_bfloat16_store8(out + i + 0, v27_0);
    log_bfloat16_store8(out + i + 8, v27_1);
  }
  for (; n - i >= 8; i += 8) log_bfloat16_store8(out + i, log_bfloat16_avx2(log_bfloat16_load8(in + i)));
  if (i < n) {
    uint16_t rest[8] = {0};
    memcpy(rest, in + i, (n - i) * sizeof *in);
    log_bfloat16_store8(rest, log_bfloat16_avx2(log_bfloat16_load8(rest)));
    memcpy(out + i, rest, (n - i) * sizeof *out);
  }
#else
  size_t i;
  float c1 = 0x1.62e43p-24f;
  log_bfloat16_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = log_bfloat16_narrow(log_bfloat16_at(log_bfloat16_widen(in[i]), c1));
#endif
}

#undef log_bfloat16_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef log_bfloat16_hide
