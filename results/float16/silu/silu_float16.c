/* silu_float16
 * Emitted by Ulpforge 0.1.0.
 * Computes: silu(x)
 * Operations: 17
 * Formula, constants shortened: t = min(20, x); u = fma(t, 1.4427, 1.2583e+07); v = fma(u - 1.2583e+07, -0.693147, t); w = fma(v + 4.74293, v, v); a = fma(w, 0.00191409, 0.0725358); b = fma(fma(a, w, a), fma(a, w, 2.26817), 0.835476) * frombits(shl(bits(u), 23)); b / (b + 1) * x
 * Seed: 1
 * Reproduce with:
 *   ulpforge search 'silu(x)' --format float16 --domain '[-18,100]' --measure misrounded --template $'ulpforge template v1\nname silu-exp\ntarget silu(x)\nabout x (g / (g + 1)), g = 2^n e^r = e^x; for formats of 16 bits, whose results hide that ln 2 is one constant\nvariant finite\ndomain [-87,3e+38]\nreduced exp on [-0.34663,0.34663] relative\n  v0 = core x\n  return v0\nkernel\n  const c0 = 0x1.4p+4\n  const c1 = 0x1.715476p+0\n  tune c2 = -0x1.62e43p-1\n  const c3 = 0x1.8000fep+23\n  const c4 = 0x1p+0\n  int k0 = 23\n  v0 = min c0 x\n  v1 = fma v0 c1 c3\n  v2 = sub v1 c3\n  v3 = fma v2 c2 v0\n  v4 = core v3\n  v5 = bits v1\n  v6 = shl v5 k0\n  v7 = frombits v6\n  v8 = mul v4 v7\n  v9 = add v8 c4\n  v10 = div v8 v9\n  v11 = mul v10 x\n  return v11\n' --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/silu_x-s1 --ulp 0 --name silu_float16 --type float16 --in-flight 2
 * Contract: finite float16 on [-18,100], nan any, inf any, subnormal ieee
 * Level: exhaustive, 41666 inputs
 * Max error: 0.500000 ULP at x = -0x1p-11 (0x9000): -0x1p-12, correct -0x1p-12
 * Correctly rounded: at every input
 * Monotonic: every step between neighbouring inputs is as that of the function
 * Clauses:
 *   nan: no NaN for a number: holds
 *   infinity: finite where the correctly rounded value is: holds
 *   subnormal: subnormal results within 1 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x0p+0
 *   f(-0x0p+0) = -0x0p+0
 *   f(0x1p-24) = 0x1p-24
 *   f(-0x1p-24) = -0x0p+0
 *   f(0x1.ff8p-15) = 0x1p-15
 *   f(-0x1.ff8p-15) = -0x1.ffp-16
 *   f(0x1p-14) = 0x1p-15
 *   f(-0x1p-14) = -0x1p-15
 *   f(0x1p+0) = 0x1.764p-1
 *   f(-0x1p+0) = -0x1.138p-2
 *   f(0x1.ff8p-14) = 0x1.ff8p-15
 *   f(0x1.ffcp-14) = 0x1p-14
 *   f(-0x1p-23) = -0x1p-24
 *   f(-0x1.ffcp-14) = -0x1.ff8p-15
 *   f(-0x1p-13) = -0x1p-14
 *   f(-0x1.868p+3) = -0x1.00cp-14
 *   f(-0x1.86cp+3) = -0x1.fd8p-15
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
#error "silu_float16 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "silu_float16 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define silu_float16_restrict __restrict
#else
#define silu_float16_restrict restrict
#endif

static inline uint32_t silu_float16_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float silu_float16_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float silu_float16_min(float a, float b) {
  return a < b ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define silu_float16_hide(c) __asm__("" : "+m"(c))
#else
#define silu_float16_hide(c) ((void)0)
#endif

typedef uint16_t silu_float16_word
#ifdef __GNUC__
    __attribute__((__may_alias__)) /* the bits of a _Float16 */
#endif
    ;

#ifdef __F16C__
#define silu_float16_widen(x) _cvtsh_ss(x)
#define silu_float16_narrow(y) ((uint16_t)_cvtss_sh(y, _MM_FROUND_TO_NEAREST_INT))
#else
static inline float silu_float16_widen(uint16_t x) {
  const uint32_t m = x & 0x7fffu;
  const float small = (float)(int32_t)m * 0x1p-24f;
  const uint32_t fields = (m << 13) + (m >= 0x7c00u ? 0x70000000u : 0x38000000u);
  return silu_float16_frombits((m < 0x400u ? silu_float16_bits(small) : fields) | (uint32_t)(x >> 15) << 31);
}

/* To nearest, ties to even. */
static inline uint16_t silu_float16_narrow(float y) {
  const uint32_t b = silu_float16_bits(y);
  const uint32_t m = b & 0x7fffffffu;
  const uint32_t small = silu_float16_bits(silu_float16_frombits(m) + 0.5f) - 0x3f000000u;
  const uint32_t rounded = (m + 0xfffu + (m >> 13 & 1u) - 0x38000000u) >> 13;
  const uint32_t special = m > 0x7f800000u ? 0x7e00u : 0x7c00u;
  const uint32_t number = m < 0x38800000u ? small : rounded;
  return (uint16_t)((m >= 0x477ff000u ? special : number) | b >> 31 << 15);
}
#endif

#if defined(__AVX__) && defined(__F16C__)
static inline __m256 silu_float16_load8(const silu_float16_word* in) {
  return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i*)in));
}

static inline void silu_float16_store8(silu_float16_word* out, __m256 y) {
  _mm_storeu_si128((__m128i*)out, _mm256_cvtps_ph(y, _MM_FROUND_TO_NEAREST_INT));
}
#endif

static inline float silu_float16_at(float x, float c0) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c1 = 0x1.715476p+0f;
  const float c2 = -0x1.62e43p-1f;
  const float c3 = 0x1.8000fep+23f;
  const float c4 = 0x1p+0f;
  const float c5 = 0x1.2f8c22p+2f;
  const float c6 = 0x1.f5c42ep-10f;
  const float c7 = 0x1.291b4cp-4f;
  const float c8 = 0x1.22537ep+1f;
  const float c9 = 0x1.abc38cp-1f;
  const float v0 = silu_float16_min(c0, x);
  const float v1 = fmaf(v0, c1, c3);
  const float v2 = v1 - c3;
  const float v3 = fmaf(v2, c2, v0);
  const float v4 = v3 + c5;
  const float v5 = fmaf(v4, v3, v3);
  const float v6 = fmaf(v5, c6, c7);
  const float v7 = fmaf(v6, v5, v6);
  const float v8 = fmaf(v6, v5, c8);
  const float v9 = fmaf(v7, v8, c9);
  const uint32_t v10 = silu_float16_bits(v1);
  const uint32_t v11 = v10 << 23;
  const float v12 = silu_float16_frombits(v11);
  const float v13 = v9 * v12;
  const float v14 = v13 + c4;
  const float v15 = v13 / v14;
  const float v16 = v15 * x;
  return v16;
}

uint16_t silu_float16_u16(uint16_t x) {
  return silu_float16_narrow(silu_float16_at(silu_float16_widen(x), 0x1.4p+4f));
}

#if defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
/* 8 values at a time. */
static inline __m256 silu_float16_avx2(__m256 x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1.4p+4f);
  const __m256 c1 = _mm256_set1_ps(0x1.715476p+0f);
  const __m256 c2 = _mm256_set1_ps(-0x1.62e43p-1f);
  const __m256 c3 = _mm256_set1_ps(0x1.8000fep+23f);
  const __m256 c4 = _mm256_set1_ps(0x1p+0f);
  const __m256 c5 = _mm256_set1_ps(0x1.2f8c22p+2f);
  const __m256 c6 = _mm256_set1_ps(0x1.f5c42ep-10f);
  const __m256 c7 = _mm256_set1_ps(0x1.291b4cp-4f);
  const __m256 c8 = _mm256_set1_ps(0x1.22537ep+1f);
  const __m256 c9 = _mm256_set1_ps(0x1.abc38cp-1f);
  const __m256 v0 = _mm256_min_ps(c0, x);
  const __m256 v1 = _mm256_fmadd_ps(v0, c1, c3);
  const __m256 v2 = _mm256_sub_ps(v1, c3);
  const __m256 v3 = _mm256_fmadd_ps(v2, c2, v0);
  const __m256 v4 = _mm256_add_ps(v3, c5);
  const __m256 v5 = _mm256_fmadd_ps(v4, v3, v3);
  const __m256 v6 = _mm256_fmadd_ps(v5, c6, c7);
  const __m256 v7 = _mm256_fmadd_ps(v6, v5, v6);
  const __m256 v8 = _mm256_fmadd_ps(v6, v5, c8);
  const __m256 v9 = _mm256_fmadd_ps(v7, v8, c9);
  const __m256i v10 = _mm256_castps_si256(v1);
  const __m256i v11 = _mm256_slli_epi32(v10, 23);
  const __m256 v12 = _mm256_castsi256_ps(v11);
  const __m256 v13 = _mm256_mul_ps(v9, v12);
  const __m256 v14 = _mm256_add_ps(v13, c4);
  const __m256 v15 = _mm256_div_ps(v13, v14);
  const __m256 v16 = _mm256_mul_ps(v15, x);
  return v16;
}
#endif

static void silu_float16_run(const silu_float16_word* silu_float16_restrict in, silu_float16_word* silu_float16_restrict out, size_t n) {
#if defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1.4p+4f);
  const __m256 c1 = _mm256_set1_ps(0x1.715476p+0f);
  const __m256 c2 = _mm256_set1_ps(-0x1.62e43p-1f);
  const __m256 c3 = _mm256_set1_ps(0x1.8000fep+23f);
  const __m256 c4 = _mm256_set1_ps(0x1p+0f);
  const __m256 c5 = _mm256_set1_ps(0x1.2f8c22p+2f);
  const __m256 c6 = _mm256_set1_ps(0x1.f5c42ep-10f);
  const __m256 c7 = _mm256_set1_ps(0x1.291b4cp-4f);
  const __m256 c8 = _mm256_set1_ps(0x1.22537ep+1f);
  const __m256 c9 = _mm256_set1_ps(0x1.abc38cp-1f);
  size_t i = 0;
  for (; n - i >= 16; i += 16) {
    const __m256 x_0 = silu_float16_load8(in + i + 0);
    const __m256 x_1 = silu_float16_load8(in + i + 8);
    const __m256 v0_0 = _mm256_min_ps(c0, x_0);
    const __m256 v0_1 = _mm256_min_ps(c0, x_1);
    const __m256 v1_0 = _mm256_fmadd_ps(v0_0, c1, c3);
    const __m256 v1_1 = _mm256_fmadd_ps(v0_1, c1, c3);
    const __m256 v2_0 = _mm256_sub_ps(v1_0, c3);
    const __m256 v2_1 = _mm256_sub_ps(v1_1, c3);
    const __m256 v3_0 = _mm256_fmadd_ps(v2_0, c2, v0_0);
    const __m256 v3_1 = _mm256_fmadd_ps(v2_1, c2, v0_1);
    const __m256 v4_0 = _mm256_add_ps(v3_0, c5);
    const __m256 v4_1 = _mm256_add_ps(v3_1, c5);
    const __m256 v5_0 = _mm256_fmadd_ps(v4_0, v3_0, v3_0);
    const __m256 v5_1 = _mm256_fmadd_ps(v4_1, v3_1, v3_1);
    const __m256 v6_0 = _mm256_fmadd_ps(v5_0, c6, c7);
    const __m256 v6_1 = _mm256_fmadd_ps(v5_1, c6, c7);
    const __m256 v7_0 = _mm256_fmadd_ps(v6_0, v5_0, v6_0);
    const __m256 v7_1 = _mm256_fmadd_ps(v6_1, v5_1, v6_1);
    const __m256 v8_0 = _mm256_fmadd_ps(v6_0, v5_0, c8);
    const __m256 v8_1 = _mm256_fmadd_ps(v6_1, v5_1, c8);
    const __m256 v9_0 = _mm256_fmadd_ps(v7_0, v8_0, c9);
    const __m256 v9_1 = _mm256_fmadd_ps(v7_1, v8_1, c9);
    const __m256i v10_0 = _mm256_castps_si256(v1_0);
    const __m256i v10_1 = _mm256_castps_si256(v1_1);
    const __m256i v11_0 = _mm256_slli_epi32(v10_0, 23);
    const __m256i v11_1 = _mm256_slli_epi32(v10_1, 23);
    const __m256 v12_0 = _mm256_castsi256_ps(v11_0);
    const __m256 v12_1 = _mm256_castsi256_ps(v11_1);
    const __m256 v13_0 = _mm256_mul_ps(v9_0, v12_0);
    const __m256 v13_1 = _mm256_mul_ps(v9_1, v12_1);
    const __m256 v14_0 = _mm256_add_ps(v13_0, c4);
    const __m256 v14_1 = _mm256_add_ps(v13_1, c4);
    const __m256 v15_0 = _mm256_div_ps(v13_0, v14_0);
    const __m256 v15_1 = _mm256_div_ps(v13_1, v14_1);
    const __m256 v16_0 = _mm256_mul_ps(v15_0, x_0);
    const __m256 v16_1 = _mm256_mul_ps(v15_1, x_1);
    silu_float16_store8(out + i + 0, v16_0);
    silu_float16_store8(out + i + 8, v16_1);
  }
  for (; n - i >= 8; i += 8) silu_float16_store8(out + i, silu_float16_avx2(silu_float16_load8(in + i)));
  if (i < n) {
    silu_float16_word rest[8] = {0};
    memcpy(rest, in + i, (n - i) * sizeof *in);
    silu_float16_store8(rest, silu_float16_avx2(silu_float16_load8(rest)));
    memcpy(out + i, rest, (n - i) * sizeof *out);
  }
#else
  size_t i;
  float c0 = 0x1.4p+4f;
  silu_float16_hide(c0);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = silu_float16_narrow(silu_float16_at(silu_float16_widen(in[i]), c0));
#endif
}

void silu_float16_u16_array(const uint16_t* in, uint16_t* out, size_t n) {
  silu_float16_run(in, out, n);
}

#if defined(__FLT16_MAX__) && (!defined(__cplusplus) || defined(__clang__) || __GNUC__ >= 13)
_Float16 silu_float16(_Float16 x) {
  uint16_t b;
  memcpy(&b, &x, sizeof b);
  b = silu_float16_u16(b);
  memcpy(&x, &b, sizeof x);
  return x;
}

void silu_float16_array(const _Float16* in, _Float16* out, size_t n) {
  silu_float16_run((const silu_float16_word*)in, (silu_float16_word*)out, n);
}
#endif

#ifdef __F16C__
#undef silu_float16_widen
#undef silu_float16_narrow
#endif

#undef silu_float16_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef silu_float16_hide
