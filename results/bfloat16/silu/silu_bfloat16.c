/* silu_bfloat16
 * Emitted by Ulpforge 0.1.0.
 * Computes: silu(x)
 * Operations: 15
 * Formula, constants shortened: t = min(20, x); u = fma(t, 1.4427, 1.2583e+07); v = fma(u - 1.2583e+07, -0.693147, t); w = fma(fma(fma(v, 0.0273208, 0.106007), v, 0.556285), v, 0.898809); a = fma(w, w, 0.192142) * frombits(shl(bits(u), 23)); a / (a + 1) * x
 * Seed: 1
 * Reproduce with:
 *   ulpforge search 'silu(x)' --format bfloat16 --domain '[-86,100]' --measure misrounded --template $'ulpforge template v1\nname silu-exp\ntarget silu(x)\nabout x (g / (g + 1)), g = 2^n e^r = e^x; for formats of 16 bits, whose results hide that ln 2 is one constant\nvariant finite\ndomain [-87,3e+38]\nreduced exp on [-0.34663,0.34663] relative\n  v0 = core x\n  return v0\nkernel\n  const c0 = 0x1.4p+4\n  const c1 = 0x1.715476p+0\n  tune c2 = -0x1.62e43p-1\n  const c3 = 0x1.8000fep+23\n  const c4 = 0x1p+0\n  int k0 = 23\n  v0 = min c0 x\n  v1 = fma v0 c1 c3\n  v2 = sub v1 c3\n  v3 = fma v2 c2 v0\n  v4 = core v3\n  v5 = bits v1\n  v6 = shl v5 k0\n  v7 = frombits v6\n  v8 = mul v4 v7\n  v9 = add v8 c4\n  v10 = div v8 v9\n  v11 = mul v10 x\n  return v11\n' --subnormal any --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/silu_x-s1 --ulp 0 --name silu_bfloat16 --type bfloat16 --in-flight 2
 * Contract: finite bfloat16 on [-86,100], nan any, inf any, subnormal any
 * Level: exhaustive, 34166 inputs, of which the contract excuses 509
 * Max error: 0.500000 ULP at x = 0x1.fep-126 (0x00ff): 0x1p-126, correct 0x1p-126
 * Correctly rounded: at every input
 * Monotonic: every step between neighbouring inputs is as that of the function
 * Clauses:
 *   nan: no NaN for a number: holds
 *   infinity: finite where the correctly rounded value is: holds
 * Special values:
 *   f(0x0p+0) = 0x0p+0
 *   f(-0x0p+0) = -0x0p+0
 *   f(0x1p-133) = 0x0p+0, correct 0x1p-133
 *   f(-0x1p-133) = -0x0p+0
 *   f(0x1.fcp-127) = 0x1p-127
 *   f(-0x1.fcp-127) = -0x1p-127, correct -0x1.f8p-128
 *   f(0x1p-126) = 0x1p-127
 *   f(-0x1p-126) = -0x1p-127
 *   f(0x1p+0) = 0x1.76p-1
 *   f(-0x1p+0) = -0x1.14p-2
 *   f(0x1.fcp-126) = 0x1.fcp-127
 *   f(0x1.fep-126) = 0x1p-126
 *   f(-0x1p-132) = -0x1p-133
 *   f(-0x1.fep-126) = -0x1p-126, correct -0x1.fcp-127
 *   f(-0x1p-125) = -0x1p-126
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
#error "silu_bfloat16 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "silu_bfloat16 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define silu_bfloat16_restrict __restrict
#else
#define silu_bfloat16_restrict restrict
#endif

static inline uint32_t silu_bfloat16_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float silu_bfloat16_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float silu_bfloat16_min(float a, float b) {
  return a < b ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define silu_bfloat16_hide(c) __asm__("" : "+m"(c))
#else
#define silu_bfloat16_hide(c) ((void)0)
#endif

static inline float silu_bfloat16_widen(uint16_t x) {
  return silu_bfloat16_frombits((uint32_t)x << 16);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline __m256 silu_bfloat16_load8(const uint16_t* in) {
  const __m256i b = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i*)in));
  return _mm256_castsi256_ps(_mm256_slli_epi32(b, 16));
}
#endif

/* To nearest, ties to even. This kernel makes no NaN that could be rounded up: all 65,536 inputs were looked at. */
static inline uint16_t silu_bfloat16_narrow(float y) {
  const uint32_t b = silu_bfloat16_bits(y);
  return (uint16_t)((b + 0x7fffu + (b >> 16 & 1u)) >> 16);
}

#if defined(__AVX2__) && defined(__FMA__)
static inline void silu_bfloat16_store8(uint16_t* out, __m256 y) {
  const __m256i b = _mm256_castps_si256(y);
  const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(b, 16), _mm256_set1_epi32(1));
  const __m256i sum = _mm256_add_epi32(_mm256_add_epi32(b, _mm256_set1_epi32(0x7fff)), odd);
  const __m256i z = _mm256_srli_epi32(sum, 16);
  const __m128i low = _mm256_castsi256_si128(z);
  _mm_storeu_si128((__m128i*)out, _mm_packus_epi32(low, _mm256_extracti128_si256(z, 1)));
}
#endif

static inline float silu_bfloat16_at(float x, float c0) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c1 = 0x1.715476p+0f;
  const float c2 = -0x1.62e43p-1f;
  const float c3 = 0x1.8000fep+23f;
  const float c4 = 0x1p+0f;
  const float c5 = 0x1.bf9fap-6f;
  const float c6 = 0x1.b23416p-4f;
  const float c7 = 0x1.1cd16ep-1f;
  const float c8 = 0x1.cc30b8p-1f;
  const float c9 = 0x1.8981e8p-3f;
  const float v0 = silu_bfloat16_min(c0, x);
  const float v1 = fmaf(v0, c1, c3);
  const float v2 = v1 - c3;
  const float v3 = fmaf(v2, c2, v0);
  const float v4 = fmaf(v3, c5, c6);
  const float v5 = fmaf(v4, v3, c7);
  const float v6 = fmaf(v5, v3, c8);
  const float v7 = fmaf(v6, v6, c9);
  const uint32_t v8 = silu_bfloat16_bits(v1);
  const uint32_t v9 = v8 << 23;
  const float v10 = silu_bfloat16_frombits(v9);
  const float v11 = v7 * v10;
  const float v12 = v11 + c4;
  const float v13 = v11 / v12;
  const float v14 = v13 * x;
  return v14;
}

uint16_t silu_bfloat16(uint16_t x) {
  return silu_bfloat16_narrow(silu_bfloat16_at(silu_bfloat16_widen(x), 0x1.4p+4f));
}

#if defined(__AVX2__) && defined(__FMA__)
/* 8 values at a time. */
static inline __m256 silu_bfloat16_avx2(__m256 x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1.4p+4f);
  const __m256 c1 = _mm256_set1_ps(0x1.715476p+0f);
  const __m256 c2 = _mm256_set1_ps(-0x1.62e43p-1f);
  const __m256 c3 = _mm256_set1_ps(0x1.8000fep+23f);
  const __m256 c4 = _mm256_set1_ps(0x1p+0f);
  const __m256 c5 = _mm256_set1_ps(0x1.bf9fap-6f);
  const __m256 c6 = _mm256_set1_ps(0x1.b23416p-4f);
  const __m256 c7 = _mm256_set1_ps(0x1.1cd16ep-1f);
  const __m256 c8 = _mm256_set1_ps(0x1.cc30b8p-1f);
  const __m256 c9 = _mm256_set1_ps(0x1.8981e8p-3f);
  const __m256 v0 = _mm256_min_ps(c0, x);
  const __m256 v1 = _mm256_fmadd_ps(v0, c1, c3);
  const __m256 v2 = _mm256_sub_ps(v1, c3);
  const __m256 v3 = _mm256_fmadd_ps(v2, c2, v0);
  const __m256 v4 = _mm256_fmadd_ps(v3, c5, c6);
  const __m256 v5 = _mm256_fmadd_ps(v4, v3, c7);
  const __m256 v6 = _mm256_fmadd_ps(v5, v3, c8);
  const __m256 v7 = _mm256_fmadd_ps(v6, v6, c9);
  const __m256i v8 = _mm256_castps_si256(v1);
  const __m256i v9 = _mm256_slli_epi32(v8, 23);
  const __m256 v10 = _mm256_castsi256_ps(v9);
  const __m256 v11 = _mm256_mul_ps(v7, v10);
  const __m256 v12 = _mm256_add_ps(v11, c4);
  const __m256 v13 = _mm256_div_ps(v11, v12);
  const __m256 v14 = _mm256_mul_ps(v13, x);
  return v14;
}
#endif

void silu_bfloat16_array(const uint16_t* silu_bfloat16_restrict in, uint16_t* silu_bfloat16_restrict out, size_t n) {
#if defined(__AVX2__) && defined(__FMA__)
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const __m256 c0 = _mm256_set1_ps(0x1.4p+4f);
  const __m256 c1 = _mm256_set1_ps(0x1.715476p+0f);
  const __m256 c2 = _mm256_set1_ps(-0x1.62e43p-1f);
  const __m256 c3 = _mm256_set1_ps(0x1.8000fep+23f);
  const __m256 c4 = _mm256_set1_ps(0x1p+0f);
  const __m256 c5 = _mm256_set1_ps(0x1.bf9fap-6f);
  const __m256 c6 = _mm256_set1_ps(0x1.b23416p-4f);
  const __m256 c7 = _mm256_set1_ps(0x1.1cd16ep-1f);
  const __m256 c8 = _mm256_set1_ps(0x1.cc30b8p-1f);
  const __m256 c9 = _mm256_set1_ps(0x1.8981e8p-3f);
  size_t i = 0;
  for (; n - i >= 16; i += 16) {
    const __m256 x_0 = silu_bfloat16_load8(in + i + 0);
    const __m256 x_1 = silu_bfloat16_load8(in + i + 8);
    const __m256 v0_0 = _mm256_min_ps(c0, x_0);
    const __m256 v0_1 = _mm256_min_ps(c0, x_1);
    const __m256 v1_0 = _mm256_fmadd_ps(v0_0, c1, c3);
    const __m256 v1_1 = _mm256_fmadd_ps(v0_1, c1, c3);
    const __m256 v2_0 = _mm256_sub_ps(v1_0, c3);
    const __m256 v2_1 = _mm256_sub_ps(v1_1, c3);
    const __m256 v3_0 = _mm256_fmadd_ps(v2_0, c2, v0_0);
    const __m256 v3_1 = _mm256_fmadd_ps(v2_1, c2, v0_1);
    const __m256 v4_0 = _mm256_fmadd_ps(v3_0, c5, c6);
    const __m256 v4_1 = _mm256_fmadd_ps(v3_1, c5, c6);
    const __m256 v5_0 = _mm256_fmadd_ps(v4_0, v3_0, c7);
    const __m256 v5_1 = _mm256_fmadd_ps(v4_1, v3_1, c7);
    const __m256 v6_0 = _mm256_fmadd_ps(v5_0, v3_0, c8);
    const __m256 v6_1 = _mm256_fmadd_ps(v5_1, v3_1, c8);
    const __m256 v7_0 = _mm256_fmadd_ps(v6_0, v6_0, c9);
    const __m256 v7_1 = _mm256_fmadd_ps(v6_1, v6_1, c9);
    const __m256i v8_0 = _mm256_castps_si256(v1_0);
    const __m256i v8_1 = _mm256_castps_si256(v1_1);
    const __m256i v9_0 = _mm256_slli_epi32(v8_0, 23);
    const __m256i v9_1 = _mm256_slli_epi32(v8_1, 23);
    const __m256 v10_0 = _mm256_castsi256_ps(v9_0);
    const __m256 v10_1 = _mm256_castsi256_ps(v9_1);
    const __m256 v11_0 = _mm256_mul_ps(v7_0, v10_0);
    const __m256 v11_1 = _mm256_mul_ps(v7_1, v10_1);
    const __m256 v12_0 = _mm256_add_ps(v11_0, c4);
    const __m256 v12_1 = _mm256_add_ps(v11_1, c4);
    const __m256 v13_0 = _mm256_div_ps(v11_0, v12_0);
    const __m256 v13_1 = _mm256_div_ps(v11_1, v12_1);
    const __m256 v14_0 = _mm256_mul_ps(v13_0, x_0);
    const __m256 v14_1 = _mm256_mul_ps(v13_1, x_1);
    silu_bfloat16_store8(out + i + 0, v14_0);
    silu_bfloat16_store8(out + i + 8, v14_1);
  }
  for (; n - i >= 8; i += 8) silu_bfloat16_store8(out + i, silu_bfloat16_avx2(silu_bfloat16_load8(in + i)));
  if (i < n) {
    uint16_t rest[8] = {0};
    memcpy(rest, in + i, (n - i) * sizeof *in);
    silu_bfloat16_store8(rest, silu_bfloat16_avx2(silu_bfloat16_load8(rest)));
    memcpy(out + i, rest, (n - i) * sizeof *out);
  }
#else
  size_t i;
  float c0 = 0x1.4p+4f;
  silu_bfloat16_hide(c0);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = silu_bfloat16_narrow(silu_bfloat16_at(silu_bfloat16_widen(in[i]), c0));
#endif
}

#undef silu_bfloat16_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef silu_bfloat16_hide
