/* log2_4_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x)
 * Operations: 31
 * Formula, constants shortened: t = less(x, 1.17549e-38); u = bits(select(t, fma(x, 1.67772e+07, 0), x)); v = and(isub(u, 1059760811), 4286578688); w = frombits(isub(u, v)) - 1; a = w * w; b = fma(w, -0.251976, 0.437456); fma(fma(a, fma(a * b, fma(a, b, fma(w, -0.164789, 0.655024)), fma(w, -0.36077, 0.480945)), fma(w, -0.721347, 0.442695)), w, fma(frombits(or(bits(fma(x, 1.4013e-45, fma(frombits(isub(u, 8388608)), 1.4013e-45, fromint(isub(v, and(t, 201326592)))))), sar(u, 31))), 1.19209e-07, w))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --arith float32 --max-ops 11 --variant full --cost zen5-latency --seed 1 --seed-program classical --budget 196736c
 *   ulpforge emit runs/log2-s1 --ulp 3.432913989901807 --name log2_4_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 3.432914 ULP at x = 0x1.555578p+0 (0x3faaaabc): 0x1.a90034p-2, correct 0x1.a9002ep-2
 * Correctly rounded: 87.3961% of the inputs
 * Not monotonic at 128 pairs of neighbouring inputs
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
 *   f(0x1.fffffep-1) = -0x1.715474p-24, correct -0x1.715478p-24
 *   f(0x1.000002p+0) = 0x1.715472p-23, correct 0x1.715474p-23
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

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || \
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__) || defined(__NO_SIGNED_ZEROS__)
#error "log2_4_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_4_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_4_ulp_restrict __restrict
#else
#define log2_4_ulp_restrict restrict
#endif

static inline uint32_t log2_4_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float log2_4_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float log2_4_ulp_at(float x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1p+0f;
  const float c1 = 0x1p-126f;
  const float c2 = 0x1p+24f;
  const float c3 = 0x0p+0f;
  const float c4 = 0x1p-149f;
  const float c5 = 0x1p-23f;
  const float c6 = -0x1.0205fap-2f;
  const float c7 = 0x1.bff48ap-2f;
  const float c8 = -0x1.517ceap-3f;
  const float c9 = 0x1.4f5f56p-1f;
  const float c10 = -0x1.716dd2p-2f;
  const float c11 = 0x1.ec7cb8p-2f;
  const float c12 = -0x1.71545ap-1f;
  const float c13 = 0x1.c551ccp-2f;
  const uint32_t v0 = -(uint32_t)(x < c1);
  const float v1 = fmaf(x, c2, c3);
  const float v2 = v0 ? v1 : x;
  const uint32_t v3 = log2_4_ulp_bits(v2);
  const uint32_t v4 = v3 - 0x3f2aaaabu;
  const uint32_t v5 = v4 & 0xff800000u;
  const uint32_t v6 = v3 - v5;
  const float v7 = log2_4_ulp_frombits(v6);
  const float v8 = v7 - c0;
  const uint32_t v9 = v0 & 0xc000000u;
  const uint32_t v10 = v5 - v9;
  const float v11 = (float)(int32_t)v10;
  const uint32_t v12 = v3 - 0x800000u;
  const float v13 = log2_4_ulp_frombits(v12);
  const float v14 = fmaf(v13, c4, v11);
  const float v15 = fmaf(x, c4, v14);
  const uint32_t v16 = log2_4_ulp_bits(v15);
  const uint32_t v17 = (uint32_t)((int32_t)v3 >> 31);
  const uint32_t v18 = v16 | v17;
  const float v19 = log2_4_ulp_frombits(v18);
  const float v20 = v8 * v8;
  const float v21 = fmaf(v8, c6, c7);
  const float v22 = v20 * v21;
  const float v23 = fmaf(v8, c8, c9);
  const float v24 = fmaf(v20, v21, v23);
  const float v25 = fmaf(v8, c10, c11);
  const float v26 = fmaf(v22, v24, v25);
  const float v27 = fmaf(v8, c12, c13);
  const float v28 = fmaf(v20, v26, v27);
  const float v29 = fmaf(v19, c5, v8);
  const float v30 = fmaf(v28, v8, v29);
  return v30;
}

float log2_4_ulp(float x) {
  return log2_4_ulp_at(x);
}

void log2_4_ulp_array(const float* log2_4_ulp_restrict in, float* log2_4_ulp_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = log2_4_ulp_at(in[i]);
}

#undef log2_4_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
