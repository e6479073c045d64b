/* log_2_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: log(x)
 * Operations: 30
 * Formula, constants shortened: t = less(x, 1.17549e-38); u = bits(select(t, fma(x, 1.67772e+07, 0), x)); v = and(isub(u, 1059760811), 4286578688); w = frombits(isub(u, v)) - 1; a = w * w; fma(w * w, fma(a, fma(fma(w, 0.140158, -0.162479), fma(a, a, a), fma(w, 0.200082, -0.250173)), fma(w, 0.333333, -0.499998)), fma(frombits(or(bits(fma(x, 1.4013e-45, fma(frombits(isub(u, 8388608)), 1.4013e-45, fromint(isub(v, and(t, 201326592)))))), sar(u, 31))), 8.26296e-08, w))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log --arith float32 --max-ops 11 --variant full --cost zen5-latency --seed 1 --seed-program classical --budget 245248c
 *   ulpforge emit runs/log-s1 --ulp 1.9991055241882554 --name log_2_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 1.999106 ULP at x = 0x1.1075a8p+0 (0x3f883ad4): 0x1.fe779ap-5, correct 0x1.fe7796p-5
 * Correctly rounded: 87.4684% of the inputs
 * Not monotonic at 4869723 pairs of neighbouring inputs
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 4 ULP: holds
 *   max error: at most 4 ULP: holds
 * Special values:
 *   f(0x0p+0) = -inf
 *   f(-0x0p+0) = -inf
 *   f(0x1p-149) = -0x1.9d1dap+6
 *   f(-0x1p-149) = nan
 *   f(0x1.fffffcp-127) = -0x1.5d58ap+6
 *   f(-0x1.fffffcp-127) = nan
 *   f(0x1p-126) = -0x1.5d58ap+6
 *   f(-0x1p-126) = nan
 *   f(0x1p+0) = 0x0p+0
 *   f(-0x1p+0) = nan
 *   f(0x1.fffffep+127) = 0x1.62e43p+6
 *   f(-0x1.fffffep+127) = nan
 *   f(inf) = inf
 *   f(-inf) = nan
 *   f(nan) = nan
 *   f(0x1.fffffep-1) = -0x1p-24
 *   f(0x1.000002p+0) = 0x1.fffffep-24
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
#error "log_2_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log_2_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log_2_ulp_restrict __restrict
#else
#define log_2_ulp_restrict restrict
#endif

static inline uint32_t log_2_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float log_2_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float log_2_ulp_at(float x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1p+0f;
  const float c1 = 0x1.62e43p-24f;
  const float c2 = 0x1p-126f;
  const float c3 = 0x1p+24f;
  const float c4 = 0x0p+0f;
  const float c5 = 0x1p-149f;
  const float c6 = 0x1.1f0b18p-3f;
  const float c7 = -0x1.4cc1ccp-3f;
  const float c8 = 0x1.99c4dp-3f;
  const float c9 = -0x1.002d4ap-2f;
  const float c10 = 0x1.555534p-2f;
  const float c11 = -0x1.ffff7cp-2f;
  const uint32_t v0 = -(uint32_t)(x < c2);
  const float v1 = fmaf(x, c3, c4);
  const float v2 = v0 ? v1 : x;
  const uint32_t v3 = log_2_ulp_bits(v2);
  const uint32_t v4 = v3 - 0x3f2aaaabu;
  const uint32_t v5 = v4 & 0xff800000u;
  const uint32_t v6 = v3 - v5;
  const float v7 = log_2_ulp_frombits(v6);
  const float v8 = v7 - c0;
  const uint32_t v9 = v0 & 0xc000000u;
  const uint32_t v10 = v5 - v9;
  const float v11 = (float)(int32_t)v10;
  const uint32_t v12 = v3 - 0x800000u;
  const float v13 = log_2_ulp_frombits(v12);
  const float v14 = fmaf(v13, c5, v11);
  const float v15 = fmaf(x, c5, v14);
  const uint32_t v16 = log_2_ulp_bits(v15);
  const uint32_t v17 = (uint32_t)((int32_t)v3 >> 31);
  const uint32_t v18 = v16 | v17;
  const float v19 = log_2_ulp_frombits(v18);
  const float v20 = v8 * v8;
  const float v21 = v8 * v8;
  const float v22 = fmaf(v8, c6, c7);
  const float v23 = fmaf(v21, v21, v21);
  const float v24 = fmaf(v8, c8, c9);
  const float v25 = fmaf(v22, v23, v24);
  const float v26 = fmaf(v8, c10, c11);
  const float v27 = fmaf(v21, v25, v26);
  const float v28 = fmaf(v19, c1, v8);
  const float v29 = fmaf(v20, v27, v28);
  return v29;
}

float log_2_ulp(float x) {
  return log_2_ulp_at(x);
}

void log_2_ulp_array(const float* log_2_ulp_restrict in, float* log_2_ulp_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = log_2_ulp_at(in[i]);
}

#undef log_2_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
