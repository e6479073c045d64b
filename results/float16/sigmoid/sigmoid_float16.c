/* sigmoid_float16
 * Emitted by Ulpforge 0.1.0.
 * Computes: sigmoid(x)
 * Operations: 18
 * Formula, constants shortened: t = max(-106, min(20, x)); u = fma(t, 1.4427, 1.25831e+07); v = u - 1.25831e+07; w = fma(v, 1.90465e-09, fma(v, -0.693147, t)); a = fma(w, 0.152389, 0.461276); b = fma(a, a, 0.0702035); c = b * b; d = c * (fma(w, w, c) + 12.4078) * frombits(shl(bits(u), 23)); d / (d + 1.84467e+19)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search sigmoid --format float16 --measure misrounded --variant full --cost zen5-throughput --max-misrounded 20 --seed 1 --seed-program classical --budget 200064c
 *   ulpforge emit runs/sigmoid-s1 --ulp 2 --name sigmoid_float16 --type float16 --in-flight 2
 * Contract: full float16, nan ieee, inf ieee, subnormal ieee
 * Level: exhaustive, 65536 inputs
 * Max error: 0.500017 ULP at x = -0x1.4fcp-3 (0xb13f): 0x1.d64p-2, correct 0x1.d6p-2
 * Correctly rounded: 99.9969% of the inputs
 * Monotonic: every step between neighbouring inputs is as that of the function
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 1 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x1p-1
 *   f(-0x0p+0) = 0x1p-1
 *   f(0x1p-24) = 0x1p-1
 *   f(-0x1p-24) = 0x1p-1
 *   f(0x1.ff8p-15) = 0x1p-1
 *   f(-0x1.ff8p-15) = 0x1p-1
 *   f(0x1p-14) = 0x1p-1
 *   f(-0x1p-14) = 0x1p-1
 *   f(0x1p+0) = 0x1.764p-1
 *   f(-0x1p+0) = 0x1.138p-2
 *   f(0x1.ffcp+15) = 0x1p+0
 *   f(-0x1.ffcp+15) = 0x0p+0
 *   f(inf) = 0x1p+0
 *   f(-inf) = 0x0p+0
 *   f(nan) = nan
 *   f(-0x1.368p+3) = 0x1.004p-14
 *   f(-0x1.36cp+3) = 0x1.fc8p-15
 *   f(-0x1.154p+4) = 0x1p-24
 *   f(-0x1.158p+4) = 0x0p+0
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
#error "sigmoid_float16 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "sigmoid_float16 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define sigmoid_float16_restrict __restrict
#else
#define sigmoid_float16_restrict restrict
#endif

static inline uint32_t sigmoid_float16_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sigmoid_float16_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sigmoid_float16_min(float a, float b) {
  return a < b ? a : b;
}

static inline float sigmoid_float16_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define sigmoid_float16_hide(c) __asm__("" : "+m"(c))
#else
#define sigmoid_float16_hide(c) ((void)0)
#endif

typedef uint16_t sigmoid_float16_word
#ifdef __GNUC__
    __attribute__((__may_alias__)) /* the bits of a _Float16 */
#endif
    ;

#ifdef __F16C__
#define sigmoid_float16_widen(x) _cvtsh_ss(x)
#define sigmoid_float16_narrow(y) ((uint16_t)_cvtss_sh(y, _MM_FROUND_TO_NEAREST_INT))
#else
static inline float sigmoid_float16_widen(uint16_t x) {
  const uint32_t m = x & 0x7fffu;
  const float small = (float)(int32_t)m * 0x1p-24f;
  const uint32_t fields = (m << 13) + (m >= 0x7c00u ? 0x70000000u : 0x38000000u);
  return sigmoid_float16_frombits((m < 0x400u ? sigmoid_float16_bits(small) : fields) | (uint32_t)(x >> 15) << 31);
}

/* To nearest, ties to even. */
static inline uint16_t sigmoid_float16_narrow(float y) {
  const uint32_t b = sigmoid_float16_bits(y);
  const uint32_t m = b & 0x7fffffffu;
  const uint32_t small = sigmoid_float16_bits(sigmoid_float16_frombits(m) + 0.5f) - 0x3f000000u;
  const uint32_t rounded = (m + 0xfffu + (m >> 13 & 1u) - 0x38000000u) >> 13;
  const uint32_t special = m > 0x7f800000u ? 0x7e00u : 0x7c00u;
  const uint32_t number = m < 0x38800000u ? small : rounded;
  return (uint16_t)((m >= 0x477ff000u ? special : number) | b >> 31 << 15);
}
#endif

#if defined(__AVX__) && defined(__F16C__)
static inline __m256 sigmoid_float16_load8(const sigmoid_float16_word* in) {
  return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i*)in));
}

static inline void sigmoid_float16_store8(sigmoid_float16_word* out, __m256 y) {
  _mm_storeu_si128((__m128i*)out, _mm256_cvtps_ph(y, _MM_FROUND_TO_NEAREST_INT));
}
#endif

static inline float sigmoid_float16_at(float x, float c0, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c2 = 0x1.715476p+0f;
  const float c3 = -0x1.62e43p-1f;
  const float c4 = 0x1.05c61p-29f;
  const float c5 = 0x1.80017ep+23f;
  const float c6 = 0x1p+64f;
  const float c7 = 0x1.3817f2p-3f;
  const float c8 = 0x1.d858dcp-2f;
  const float c9 = 0x1.1f8db8p-4f;
  const float c10 = 0x1.8d0d0ap+3f;
  const float v0 = sigmoid_float16_min(c0, x);
  const float v1 = sigmoid_float16_max(c1, v0);
  const float v2 = fmaf(v1, c2, c5);
  const float v3 = v2 - c5;
  const float v4 = fmaf(v3, c3, v1);
  const float v5 = fmaf(v3, c4, v4);
  const float v6 = fmaf(v5, c7, c8);
  const float v7 = fmaf(v6, v6, c9);
  const float v8 = v7 * v7;
  const float v9 = fmaf(v5, v5, v8);
  const float v10 = v9 + c10;
  const float v11 = v8 * v10;
  const uint32_t v12 = sigmoid_float16_bits(v2);
  const uint32_t v13 = v12 << 23;
  const float v14 = sigmoid_float16_frombits(v13);
  const float v15 = v11 * v14;
  const float v16 = v15 + c6;
  const float v17 = v15 / v16;
  return v17;
}

uint16_t sigmoid_float16_u16(uint16_t x) {
  return sigmoid_float16_narrow(sigmoid_float16_at(sigmoid_float16_widen(x), 0x1.4p+4f, -0x1.a8p+6f));
}

#if defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
/* 8 values at a time. */
static inline __m256 sigmoid_float16_avx2(__m256 x) {
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
  const __m256 c7 = _mm256_set1_ps(0x1.3817f2p-3f);
  const __m256 c8 = _mm256_set1_ps(0x1.d858dcp-2f);
  const __m256 c9 = _mm256_set1_ps(0x1.1f8db8p-4f);
  const __m256 c10 = _mm256_set1_ps(0x1.8d0d0ap+3f);
  const __m256 v0 = _mm256_min_ps(c0, x);
  const __m256 v1 = _mm256_max_ps(c1, v0);
  const __m256 v2 = _mm256_fmadd_ps(v1, c2, c5);
  const __m256 v3 = _mm256_sub_ps(v2, c5);
  const __m256 v4 = _mm256_fmadd_ps(v3, c3, v1);
  const __m256 v5 = _mm256_fmadd_ps(v3, c4, v4);
  const __m256 v6 = _mm256_fmadd_ps(v5, c7, c8);
  const __m256 v7 = _mm256_fmadd_ps(v6, v6, c9);
  const __m256 v8 = _mm256_mul_ps(v7, v7);
  const __m256 v9 = _mm256_fmadd_ps(v5, v5, v8);
  const __m256 v10 = _mm256_add_ps(v9, c10);
  const __m256 v11 = _mm256_mul_ps(v8, v10);
  const __m256i v12 = _mm256_castps_si256(v2);
  const __m256i v13 = _mm256_slli_epi32(v12, 23);
  const __m256 v14 = _mm256_castsi256_ps(v13);
  const __m256 v15 = _mm256_mul_ps(v11, v14);
  const __m256 v16 = _mm256_add_ps(v15, c6);
  const __m256 v17 = _mm256_div_ps(v15, v16);
  return v17;
}
#endif

static void sigmoid_float16_run(const sigmoid_float16_word* sigmoid_float16_restrict in, sigmoid_float16_word* sigmoid_float16_restrict out, size_t n) {
#if defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
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
  const __m256 c7 = _mm256_set1_ps(0x1.3817f2p-3f);
  const __m256 c8 = _mm256_set1_ps(0x1.d858dcp-2f);
  const __m256 c9 = _mm256_set1_ps(0x1.1f8db8p-4f);
  const __m256 c10 = _mm256_set1_ps(0x1.8d0d0ap+3f);
  size_t i = 0;
  for (; n - i >= 16; i += 16) {
    const __m256 x_0 = sigmoid_float16_load8(in + i + 0);
    const __m256 x_1 = sigmoid_float16_load8(in + i + 8);
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
    const __m256 v6_0 = _mm256_fmadd_ps(v5_0, c7, c8);
    const __m256 v6_1 = _mm256_fmadd_ps(v5_1, c7, c8);
    const __m256 v7_0 = _mm256_fmadd_ps(v6_0, v6_0, c9);
    const __m256 v7_1 = _mm256_fmadd_ps(v6_1, v6_1, c9);
    const __m256 v8_0 = _mm256_mul_ps(v7_0, v7_0);
    const __m256 v8_1 = _mm256_mul_ps(v7_1, v7_1);
    const __m256 v9_0 = _mm256_fmadd_ps(v5_0, v5_0, v8_0);
    const __m256 v9_1 = _mm256_fmadd_ps(v5_1, v5_1, v8_1);
    const __m256 v10_0 = _mm256_add_ps(v9_0, c10);
    const __m256 v10_1 = _mm256_add_ps(v9_1, c10);
    const __m256 v11_0 = _mm256_mul_ps(v8_0, v10_0);
    const __m256 v11_1 = _mm256_mul_ps(v8_1, v10_1);
    const __m256i v12_0 = _mm256_castps_si256(v2_0);
    const __m256i v12_1 = _mm256_castps_si256(v2_1);
    const __m256i v13_0 = _mm256_slli_epi32(v12_0, 23);
    const __m256i v13_1 = _mm256_slli_epi32(v12_1, 23);
    const __m256 v14_0 = _mm256_castsi256_ps(v13_0);
    const __m256 v14_1 = _mm256_castsi256_ps(v13_1);
    const __m256 v15_0 = _mm256_mul_ps(v11_0, v14_0);
    const __m256 v15_1 = _mm256_mul_ps(v11_1, v14_1);
    const __m256 v16_0 = _mm256_add_ps(v15_0, c6);
    const __m256 v16_1 = _mm256_add_ps(v15_1, c6);
    const __m256 v17_0 = _mm256_div_ps(v15_0, v16_0);
    const __m256 v17_1 = _mm256_div_ps(v15_1, v16_1);
    sigmoid_float16_store8(out + i + 0, v17_0);
    sigmoid_float16_store8(out + i + 8, v17_1);
  }
  for (; n - i >= 8; i += 8) sigmoid_float16_store8(out + i, sigmoid_float16_avx2(sigmoid_float16_load8(in + i)));
  if (i < n) {
    sigmoid_float16_word rest[8] = {0};
    memcpy(rest, in + i, (n - i) * sizeof *in);
    sigmoid_float16_store8(rest, sigmoid_float16_avx2(sigmoid_float16_load8(rest)));
    memcpy(out + i, rest, (n - i) * sizeof *out);
  }
#else
  size_t i;
  float c0 = 0x1.4p+4f;
  float c1 = -0x1.a8p+6f;
  sigmoid_float16_hide(c0);
  sigmoid_float16_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = sigmoid_float16_narrow(sigmoid_float16_at(sigmoid_float16_widen(in[i]), c0, c1));
#endif
}

void sigmoid_float16_u16_array(const uint16_t* in, uint16_t* out, size_t n) {
  sigmoid_float16_run(in, out, n);
}

#if defined(__FLT16_MAX__) && (!defined(__cplusplus) || defined(__clang__) || __GNUC__ >= 13)
_Float16 sigmoid_float16(_Float16 x) {
  uint16_t b;
  memcpy(&b, &x, sizeof b);
  b = sigmoid_float16_u16(b);
  memcpy(&x, &b, sizeof x);
  return x;
}

void sigmoid_float16_array(const _Float16* in, _Float16* out, size_t n) {
  sigmoid_float16_run((const sigmoid_float16_word*)in, (sigmoid_float16_word*)out, n);
}
#endif

#ifdef __F16C__
#undef sigmoid_float16_widen
#undef sigmoid_float16_narrow
#endif

#undef sigmoid_float16_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef sigmoid_float16_hide
