/* erf_2_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: erf(x)
 * Operations: 30
 * Formula, constants shortened: t = fma(x, x, 4.65661e-10); u = fma(fma(t, -0.00591545, 0.0567477), t, -0.154177); v = abs(x); w = min(3.93, v) - 1; a = fma(fma(fma(fma(fma(fma(fma(fma(fma(fma(fma(9.53421e-06, w, -0.000138798), w, 0.000808996), w, -0.00215525), w, 0.00122334), w, 0.00566287), w, -0.00108979), w, -0.0479182), w, 0.0606548), w, 0.178046), w, -0.523319), w, 0.39661); frombits(or(and(bits(x), 2147483648), bits(select(less(v, 1), fma(x, fma(fma(u, fma(u, t, 1.56921), -0.134189), t, 0.128379), x), fma(-a, a, 1)))))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search erf --format float32 --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/erf-s1 --ulp 1.4360087392877656 --name erf_2_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 1.436009 ULP at x = 0x1.feabp-1 (0x3f7f5580): 0x1.aee88cp-1, correct 0x1.aee88ep-1
 * Correctly rounded: 91.5609% of the inputs
 * Not monotonic at 36976 pairs of neighbouring inputs
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 4 ULP: holds
 *   max error: at most 4 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x0p+0
 *   f(-0x0p+0) = -0x0p+0
 *   f(0x1p-149) = 0x1p-149
 *   f(-0x1p-149) = -0x1p-149
 *   f(0x1.fffffcp-127) = 0x1.20dd72p-126
 *   f(-0x1.fffffcp-127) = -0x1.20dd72p-126
 *   f(0x1p-126) = 0x1.20dd74p-126, correct 0x1.20dd76p-126
 *   f(-0x1p-126) = -0x1.20dd74p-126, correct -0x1.20dd76p-126
 *   f(0x1p+0) = 0x1.af767ap-1
 *   f(-0x1p+0) = -0x1.af767ap-1
 *   f(0x1.fffffep+127) = 0x1p+0
 *   f(-0x1.fffffep+127) = -0x1p+0
 *   f(inf) = 0x1p+0
 *   f(-inf) = -0x1p+0
 *   f(nan) = nan
 *   f(0x1.c5bf84p-127) = 0x1.fffff8p-127, correct 0x1.fffffcp-127
 *   f(0x1.c5bf88p-127) = 0x1p-126
 *   f(-0x1.c5bf84p-127) = -0x1.fffff8p-127, correct -0x1.fffffcp-127
 *   f(-0x1.c5bf88p-127) = -0x1p-126
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * Flush-to-zero and denormals-are-zero: special values and errors of normal inputs hold (level: sampled, 120 special inputs and 1048576 spread evenly by their bits)
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

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || \
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) || defined(__NO_SIGNED_ZEROS__)
#error "erf_2_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "erf_2_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define erf_2_ulp_restrict __restrict
#else
#define erf_2_ulp_restrict restrict
#endif

static inline uint32_t erf_2_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float erf_2_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float erf_2_ulp_min(float a, float b) {
  return a < b ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define erf_2_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define erf_2_ulp_hide(c) ((void)0)
#endif

static inline float erf_2_ulp_at(float x, float c0) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c1 = 0x1p+0f;
  const float c2 = 0x1.9620d6p-2f;
  const float c3 = -0x1.0bf07ap-1f;
  const float c4 = 0x1.6ca34cp-3f;
  const float c5 = 0x1.f0e252p-5f;
  const float c6 = -0x1.888bacp-5f;
  const float c7 = -0x1.1dae76p-10f;
  const float c8 = 0x1.731f3ep-8f;
  const float c9 = 0x1.40b10ep-10f;
  const float c10 = -0x1.1a7e36p-9f;
  const float c11 = 0x1.a8258ap-11f;
  const float c12 = -0x1.231476p-13f;
  const float c13 = 0x1.3fea3cp-17f;
  const float c14 = 0x1p-31f;
  const float c15 = -0x1.83acd4p-8f;
  const float c16 = 0x1.d0e084p-5f;
  const float c17 = -0x1.3bc13ep-3f;
  const float c18 = 0x1.91b7ccp+0f;
  const float c19 = -0x1.12d174p-3f;
  const float c20 = 0x1.06eba6p-3f;
  const float v0 = fmaf(x, x, c14);
  const float v1 = fmaf(v0, c15, c16);
  const float v2 = fmaf(v1, v0, c17);
  const float v3 = fmaf(v2, v0, c18);
  const float v4 = fmaf(v2, v3, c19);
  const float v5 = fmaf(v4, v0, c20);
  const float v6 = fmaf(x, v5, x);
  const float v7 = fabsf(x);
  const float v8 = erf_2_ulp_min(c0, v7);
  const float v9 = v8 - c1;
  const float v10 = fmaf(c13, v9, c12);
  const float v11 = fmaf(v10, v9, c11);
  const float v12 = fmaf(v11, v9, c10);
  const float v13 = fmaf(v12, v9, c9);
  const float v14 = fmaf(v13, v9, c8);
  const float v15 = fmaf(v14, v9, c7);
  const float v16 = fmaf(v15, v9, c6);
  const float v17 = fmaf(v16, v9, c5);
  const float v18 = fmaf(v17, v9, c4);
  const float v19 = fmaf(v18, v9, c3);
  const float v20 = fmaf(v19, v9, c2);
  const float v21 = -v20;
  const float v22 = fmaf(v21, v20, c1);
  const uint32_t v23 = erf_2_ulp_bits(x);
  const uint32_t v24 = v23 & 0x80000000u;
  const uint32_t v25 = -(uint32_t)(v7 < c1);
  const float v26 = (int32_t)v25 < 0 ? v6 : v22;
  const uint32_t v27 = erf_2_ulp_bits(v26);
  const uint32_t v28 = v24 | v27;
  const float v29 = erf_2_ulp_frombits(v28);
  return v29;
}

float erf_2_ulp(float x) {
  return erf_2_ulp_at(x, 0x1.f70a3ep+1f);
}

void erf_2_ulp_array(const float* erf_2_ulp_restrict in, float* erf_2_ulp_restrict out, size_t n) {
  size_t i;
  float c0 = 0x1.f70a3ep+1f;
  erf_2_ulp_hide(c0);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = erf_2_ulp_at(in[i], c0);
}

#undef erf_2_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef erf_2_ulp_hide
