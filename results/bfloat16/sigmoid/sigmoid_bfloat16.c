/* sigmoid_bfloat16
 * Emitted by Ulpforge 0.1.0.
 * Computes: sigmoid(x)
 * Operations: 17
 * Formula, constants shortened: t = max(-106, min(20, x)); u = fma(t, 1.4427, 1.25831e+07); v = u - 1.25831e+07; w = fma(v, 1.90465e-09, fma(v, -0.693147, t)); a = fma(fma(fma(fma(w, w, 20.1005), w, -41.3131), fma(w, 0.00829215, 0.0419174), 2.73174), w, 1) * frombits(shl(bits(u), 23)); a / (a + 1.84467e+19)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search sigmoid --format bfloat16 --measure misrounded --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/sigmoid-s1 --ulp 0 --name sigmoid_bfloat16 --type bfloat16 --in-flight 2
 * Contract: full bfloat16, nan ieee, inf ieee, subnormal ieee
 * Level: exhaustive, 65536 inputs
 * Max error: 0.499999 ULP at x = -0x1p-8 (0xbb80): 0x1p-1, correct 0x1p-1
 * Correctly rounded: at every input
 * Monotonic: every step between neighbouring inputs is as that of the function
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 1 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x1p-1
 *   f(-0x0p+0) = 0x1p-1
 *   f(0x1p-133) = 0x1p-1
 *   f(-0x1p-133) = 0x1p-1
 *   f(0x1.fcp-127) = 0x1p-1
 *   f(-0x1.fcp-127) = 0x1p-1
 *   f(0x1p-126) = 0x1p-1
 *   f(-0x1p-126) = 0x1p-1
 *   f(0x1p+0) = 0x1.76p-1
 *   f(-0x1p+0) = 0x1.14p-2
 *   f(0x1.fep+127) = 0x1p+0
 *   f(-0x1.fep+127) = 0x0p+0
 *   f(inf) = 0x1p+0
 *   f(-inf) = 0x0p+0
 *   f(nan) = nan
 *   f(-0x1.5cp+6) = 0x1.66p-126
 *   f(-0x1.5ep+6) = 0x1.b4p-127
 *   f(-0x1.72p+6) = 0x1p-133
 *   f(-0x1.74p+6) = 0x0p+0
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
#error "sigmoid_bfloat16 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "sigmoid_bfloat16 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define sigmoid_bfloat16_restrict __restrict
#else
#define sigmoid_bfloat16_restrict restrict
#endif

static inline uint32_t sigmoid_bfloat16_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sigmoid_bfloat16_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sigmoid_bfloat16_min(float a, float b) {
  return a < b ? a : b;
}

static inline float sigmoid_bfloat16_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define sigmoid_bfloat16_hide(c) __asm__("" : "+m"(c))
#else
#define sigmoid_bfloat16_hide(c) ((void)0)
#endif

static inline float sigmoid_bfloat16_widen(uint16_t x) {
  return sigmoid_bfloat16_frombits((uint32_t)x << 16);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline __m256 sigmoid_bfloat16_load8(const uint16_t* in) {
  const __m256i b = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i*)in));
  return _mm256_castsi256_ps(_mm256_slli_epi32(b, 16));
}
#endif

/* To nearest, ties to even. This kernel makes no NaN that could be rounded up: all 65,536 inputs were looked at. */
static inline uint16_t sigmoid_bfloat16_narrow(float y) {
  const uint32_t b = sigmoid_bfloat16_bits(y);
  return (uint16_t)((b + 0x7fffu + (b >> 16 & 1u)) >> 16);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline void sigmoid_bfloat16_store8(uint16_t* out, __m256 y) {
  const __m256i b = _mm256_castps_si256(y);
  const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(b, 16), _mm256_set1_epi32(1));
  const __m256i sum = _mm256_add_epi32(_mm256_add_epi32(b, _mm256_set1_epi32(0x7fff)), odd);
  const __m256i z = _mm256_srli_epi32(sum, 16);
  const __m128i low = _mm256_castsi256_si128(z);
  _mm_storeu_si128((__m128i*)out, _mm_packus_epi32(low, _mm256_extracti128_si256(z, 1)));
}
#endif

static inline float sigmoid_bfloat16_at(float x, float c0, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c2 = 0x1.715476p+0f;
  const float c3 = -0x1.62e43p-1f;
  const float c4 = 0x1.05c61p-29f;
  const float c5 = 0x1.80017ep+23f;
  const float c6 = 0x1p+64f;
  const float c7 = 0x1.419bd6p+4f;
  const float c8 = -0x1.4a8152p+5f;
  const float c9 = 0x1.0fb796p-7f;
  const float c10 = 0x1.576342p-5f;
  const float c11 = 0x1.5da9b2p+1f;
  const float c12 = 0x1.000002p+0f;
  const float v0 = sigmoid_bfloat16_min(c0, x);
  const float v1 = sigmoid_bfloat16_max(c1, v0);
  const float v2 = fmaf(v1, c2, c5);
  const float v3 = v2 - c5;
  const float v4 = fmaf(v3, c3, v1);
  const float v5 = fmaf(v3, c4, v4);
  const float v6 = fmaf(v5, v5, c7);
  const float v7 = fmaf(v6, v5, c8);
  const float v8 = fmaf(v5, c9, c10);
  const float v9 = fmaf(v7, v8, c11);
  const float v10 = fmaf(v9, v5, c12);
  const uint32_t v11 = sigmoid_bfloat16_bits(v2);
  const uint32_t v12 = v11 << 23;
  const float v13 = sigmoid_bfloat16_frombits(v12);
  const float v14 = v10 * v13;
  const float v15 = v14 + c6;
  const float v16 = v14 / v15;
  return v16;
}

uint16_t sigmoid_bfloat16(uint16_t x) {
  return sigmoid_bfloat16_narrow(sigmoid_bfloat16_at(sigmoid_bfloat16_widen(x), 0x1.4p+4f, -0x1.a8p+6f));
}

#if defined(__AVX2__) && defined(__FMA__)
/* 8 values at a time. */
static inline __m256 sigmoid_bfloat16_avx2(__m256 x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1.4p+4f);
  const __m256 c1 = _mm256_set1_ps(-0x1.a8p+6f);
  const __m256 c2 = _mm256_set1_ps(0x1.715476p+0f);
  const __m256 c3 = _mm256_set1_ps(-0x1.62e43p-1f);
  const __m256 c4 = _mm256_set1_ps(0x1.05c61p-29f);
  const __m256 c5 = _mm256_set1_ps(0x1.80017ep+23f);
  const __m256 c6 = _mm256_set1_ps(0x1p+64f);
  const __m256 c7 = _mm256_set1_ps(0x1.419bd6p+4f);
  const __m256 c8 = _mm256_set1_ps(-0x1.4a8152p+5f);
  const __m256 c9 = _mm256_set1_ps(0x1.0fb796p-7f);
  const __m256 c10 = _mm256_set1_ps(0x1.576342p-5f);
  const __m256 c11 = _mm256_set1_ps(0x1.5da9b2p+1f);
  const __m256 c12 = _mm256_set1_ps(0x1.000002p+0f);
  const __m256 v0 = _mm256_min_ps(c0, x);
  const __m256 v1 = _mm256_max_ps(c1, v0);
  const __m256 v2 = _mm256_fmadd_ps(v1, c2, c5);
  const __m256 v3 = _mm256_sub_ps(v2, c5);
  const __m256 v4 = _mm256_fmadd_ps(v3, c3, v1);
  const __m256 v5 = _mm256_fmadd_ps(v3, c4, v4);
  const __m256 v6 = _mm256_fmadd_ps(v5, v5, c7);
  const __m256 v7 = _mm256_fmadd_ps(v6, v5, c8);
  const __m256 v8 = _mm256_fmadd_ps(v5, c9, c10);
  const __m256 v9 = _mm256_fmadd_ps(v7, v8, c11);
  const __m256 v10 = _mm256_fmadd_ps(v9, v5, c12);
  const __m256i v11 = _mm256_castps_si256(v2);
  const __m256i v12 = _mm256_slli_epi32(v11, 23);
  const __m256 v13 = _mm256_castsi256_ps(v12);
  const __m256 v14 = _mm256_mul_ps(v10, v13);
  const __m256 v15 = _mm256_add_ps(v14, c6);
  const __m256 v16 = _mm256_div_ps(v14, v15);
  return v16;
}
#endif

void sigmoid_bfloat16_array(const uint16_t* sigmoid_bfloat16_restrict in, uint16_t* sigmoid_bfloat16_restrict out, size_t n) {
#if defined(__AVX2__) && defined(__FMA__)
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1.4p+4f);
  const __m256 c1 = _mm256_set1_ps(-0x1.a8p+6f);
  const __m256 c2 = _mm256_set1_ps(0x1.715476p+0f);
  const __m256 c3 = _mm256_set1_ps(-0x1.62e43p-1f);
  const __m256 c4 = _mm256_set1_ps(0x1.05c61p-29f);
  const __m256 c5 = _mm256_set1_ps(0x1.80017ep+23f);
  const __m256 c6 = _mm256_set1_ps(0x1p+64f);
  const __m256 c7 = _mm256_set1_ps(0x1.419bd6p+4f);
  const __m256 c8 = _mm256_set1_ps(-0x1.4a8152p+5f);
  const __m256 c9 = _mm256_set1_ps(0x1.0fb796p-7f);
  const __m256 c10 = _mm256_set1_ps(0x1.576342p-5f);
  const __m256 c11 = _mm256_set1_ps(0x1.5da9b2p+1f);
  const __m256 c12 = _mm256_set1_ps(0x1.000002p+0f);
  size_t i = 0;
  for (; n - i >= 16; i += 16) {
    const __m256 x_0 = sigmoid_bfloat16_load8(in + i + 0);
    const __m256 x_1 = sigmoid_bfloat16_load8(in + i + 8);
    const __m256 v0_0 = _mm256_min_ps(c0, x_0);
    const __m256 v0_1 = _mm256_min_ps(c0, x_1);
    const __m256 v1_0 = _mm256_max_ps(c1, v0_0);
    const __m256 v1_1 = _mm256_max_ps(c1, v0_1);
    const __m256 v2_0 = _mm256_fmadd_ps(v1_0, c2, c5);
    const __m256 v2_1 = _mm256_fmadd_ps(v1_1, c2, c5);
    const __m256 v3_0 = _mm256_sub_ps(v2_0, c5);
    const __m256 v3_1 = _mm256_sub_ps(v2_1, c5);
    const __m256 v4_0 = _mm256_fmadd_ps(v3_0, c3, v1_0);
    const __m256 v4_1 = _mm256_fmadd_ps(v3_1, c3, v1_1);
    const __m256 v5_0 = _mm256_fmadd_ps(v3_0, c4, v4_0);
    const __m256 v5_1 = _mm256_fmadd_ps(v3_1, c4, v4_1);
    const __m256 v6_0 = _mm256_fmadd_ps(v5_0, v5_0, c7);
    const __m256 v6_1 = _mm256_fmadd_ps(v5_1, v5_1, c7);
    const __m256 v7_0 = _mm256_fmadd_ps(v6_0, v5_0, c8);
    const __m256 v7_1 = _mm256_fmadd_ps(v6_1, v5_1, c8);
    const __m256 v8_0 = _mm256_fmadd_ps(v5_0, c9, c10);
    const __m256 v8_1 = _mm256_fmadd_ps(v5_1, c9, c10);
    const __m256 v9_0 = _mm256_fmadd_ps(v7_0, v8_0, c11);
    const __m256 v9_1 = _mm256_fmadd_ps(v7_1, v8_1, c11);
    const __m256 v10_0 = _mm256_fmadd_ps(v9_0, v5_0, c12);
    const __m256 v10_1 = _mm256_fmadd_ps(v9_1, v5_1, c12);
    const __m256i v11_0 = _mm256_castps_si256(v2_0);
    const __m256i v11_1 = _mm256_castps_si256(v2_1);
    const __m256i v12_0 = _mm256_slli_epi32(v11_0, 23);
    const __m256i v12_1 = _mm256_slli_epi32(v11_1, 23);
    const __m256 v13_0 = _mm256_castsi256_ps(v12_0);
    const __m256 v13_1 = _mm256_castsi256_ps(v12_1);
    const __m256 v14_0 = _mm256_mul_ps(v10_0, v13_0);
    const __m256 v14_1 = _mm256_mul_ps(v10_1, v13_1);
    const __m256 v15_0 = _mm256_add_ps(v14_0, c6);
    const __m256 v15_1 = _mm256_add_ps(v14_1, c6);
    const __m256 v16_0 = _mm256_div_ps(v14_0, v15_0);
    const __m256 v16_1 = _mm256_div_ps(v14_1, v15_1);
    sigmoid_bfloat16_store8(out + i + 0, v16_0);
    sigmoid_bfloat16_store8(out + i + 8, v16_1);
  }
  for (; n - i >= 8; i += 8) sigmoid_bfloat16_store8(out + i, sigmoid_bfloat16_avx2(sigmoid_bfloat16_load8(in + i)));
  if (i < n) {
    uint16_t rest[8] = {0};
    memcpy(rest, in + i, (n - i) * sizeof *in);
    sigmoid_bfloat16_store8(rest, sigmoid_bfloat16_avx2(sigmoid_bfloat16_load8(rest)));
    memcpy(out + i, rest, (n - i) * sizeof *out);
  }
#else
  size_t i;
  float c0 = 0x1.4p+4f;
  float c1 = -0x1.a8p+6f;
  sigmoid_bfloat16_hide(c0);
  sigmoid_bfloat16_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = sigmoid_bfloat16_narrow(sigmoid_bfloat16_at(sigmoid_bfloat16_widen(in[i]), c0, c1));
#endif
}

#undef sigmoid_bfloat16_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef sigmoid_bfloat16_hide
