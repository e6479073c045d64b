/* log2_2_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x)
 * Operations: 32
 * Formula, constants shortened: t = less(x, 7.88861e-31); u = select(t, fma(x, 1.67772e+07, 0), x); v = bits(u); w = and(isub(v, 1060439283), 4286578688); a = frombits(isub(v, w)) - 1; b = a * a; fma(fma(b, fma(fma(fma(b, fma(a, -0.107388, 0.184851), fma(a, -0.191487, 0.204855)), b, fma(a, -0.239596, 0.288553)), b, fma(a, -0.360695, 0.480898)), fma(a, -0.721348, 0.442695)), a, fma(fromint(isub(w, and(t, 201326592))), frombits(or(bits(max(1.19209e-07, fma(u, 0.25, frombits(iadd(v, 2139095040))))), sar(v, 31))), a))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --format float32 --max-ops 11 --variant full --cost zen5-latency --seed 1 --seed-program classical --budget 50048c
 *   ulpforge emit runs/log2-s1 --ulp 1.357598949987664 --name log2_2_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 1.357599 ULP at x = 0x1.b2defap-1 (0x3f596f7d): -0x1.e26b5ap-3, correct -0x1.e26b58p-3
 * Correctly rounded: 87.6293% of the inputs
 * Not monotonic at 5194 pairs of neighbouring inputs
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 4 ULP: holds
 *   max error: at most 4 ULP: holds
 * Special values:
 *   f(0x0p+0) = -inf
 *   f(-0x0p+0) = -inf
 *   f(0x1p-149) = -0x1.2ap+7
 *   f(-0x1p-149) = nan
 *   f(0x1.fffffcp-127) = -0x1.f8p+6
 *   f(-0x1.fffffcp-127) = nan
 *   f(0x1p-126) = -0x1.f8p+6
 *   f(-0x1p-126) = nan
 *   f(0x1p+0) = 0x0p+0
 *   f(-0x1p+0) = nan
 *   f(0x1.fffffep+127) = 0x1p+7
 *   f(-0x1.fffffep+127) = nan
 *   f(inf) = inf
 *   f(-inf) = nan
 *   f(nan) = nan
 *   f(0x1.fffffep-1) = -0x1.715478p-24
 *   f(0x1.000002p+0) = 0x1.715474p-23
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * Flush-to-zero and denormals-are-zero: special values and errors of normal inputs hold (level: sampled, 107 special inputs and 1048576 spread evenly by their bits)
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
#error "log2_2_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_2_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_2_ulp_restrict __restrict
#else
#define log2_2_ulp_restrict restrict
#endif

static inline uint32_t log2_2_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float log2_2_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float log2_2_ulp_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define log2_2_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define log2_2_ulp_hide(c) ((void)0)
#endif

static inline float log2_2_ulp_at(float x, float c5) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1p+0f;
  const float c1 = 0x1p-100f;
  const float c2 = 0x1p+24f;
  const float c3 = 0x0p+0f;
  const float c4 = 0x1p-2f;
  const float c6 = -0x1.b7dcb6p-4f;
  const float c7 = 0x1.7a934p-3f;
  const float c8 = -0x1.882a3ap-3f;
  const float c9 = 0x1.a38b2cp-3f;
  const float c10 = -0x1.eab188p-3f;
  const float c11 = 0x1.277a6cp-2f;
  const float c12 = -0x1.715a12p-2f;
  const float c13 = 0x1.ec7088p-2f;
  const float c14 = -0x1.715476p-1f;
  const float c15 = 0x1.c551dap-2f;
  const uint32_t v0 = -(uint32_t)(x < c1);
  const float v1 = fmaf(x, c2, c3);
  const float v2 = (int32_t)v0 < 0 ? v1 : x;
  const uint32_t v3 = log2_2_ulp_bits(v2);
  const uint32_t v4 = v3 - 0x3f3504f3u;
  const uint32_t v5 = v4 & 0xff800000u;
  const uint32_t v6 = v3 - v5;
  const float v7 = log2_2_ulp_frombits(v6);
  const float v8 = v7 - c0;
  const uint32_t v9 = v0 & 0xc000000u;
  const uint32_t v10 = v5 - v9;
  const float v11 = (float)(int32_t)v10;
  const uint32_t v12 = v3 + 0x7f800000u;
  const float v13 = log2_2_ulp_frombits(v12);
  const float v14 = fmaf(v2, c4, v13);
  const float v15 = log2_2_ulp_max(c5, v14);
  const uint32_t v16 = log2_2_ulp_bits(v15);
  const uint32_t v17 = (uint32_t)((int32_t)v3 >> 31);
  const uint32_t v18 = v16 | v17;
  const float v19 = log2_2_ulp_frombits(v18);
  const float v20 = v8 * v8;
  const float v21 = fmaf(v8, c6, c7);
  const float v22 = fmaf(v8, c8, c9);
  const float v23 = fmaf(v20, v21, v22);
  const float v24 = fmaf(v8, c10, c11);
  const float v25 = fmaf(v23, v20, v24);
  const float v26 = fmaf(v8, c12, c13);
  const float v27 = fmaf(v25, v20, v26);
  const float v28 = fmaf(v8, c14, c15);
  const float v29 = fmaf(v20, v27, v28);
  const float v30 = fmaf(v11, v19, v8);
  const float v31 = fmaf(v29, v8, v30);
  return v31;
}

float log2_2_ulp(float x) {
  return log2_2_ulp_at(x, 0x1p-23f);
}

void log2_2_ulp_array(const float* log2_2_ulp_restrict in, float* log2_2_ulp_restrict out, size_t n) {
  size_t i;
  float c5 = 0x1p-23f;
  log2_2_ulp_hide(c5);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = log2_2_ulp_at(in[i], c5);
}

#undef log2_2_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef log2_2_ulp_hide
