/* log_2_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: log(x)
 * Operations: 30
 * Formula, constants shortened: t = bits(fma(x, 1.67772e+07, 0)); u = bits(select(less(x, 1.17549e-38), frombits(isub(t, 201326592)), x)); v = and(isub(u, 1060439283), 4286578688); w = frombits(isub(u, v)) - 1; a = fma(fma(w, -0.187071, 0.5606), w, -0.689396); b = fma(a, a + 1.49353, 0.930424); fma(w * w, fma(a, fma(b, b, 0.512683), -0.049064), fma(frombits(or(bits(fma(x, 1.4013e-45, min(fromint(v), frombits(isub(t, 8388608))))), sar(t, 31))), 8.26296e-08, w))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log --arith float32 --max-ops 11 --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 355840c
 *   ulpforge emit runs/log-s1 --ulp 1.7574978131513197 --name log_2_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 1.757498 ULP at x = 0x1.98b0e2p-1 (0x3f4c5871): -0x1.cd8c5ap-3, correct -0x1.cd8c5ep-3
 * Correctly rounded: 87.4908% of the inputs
 * Not monotonic at 7219564 pairs of neighbouring inputs
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

static inline float log_2_ulp_min(float a, float b) {
  return a < b ? a : b;
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
  const float c6 = -0x1.7f1f06p-3f;
  const float c7 = 0x1.1f07p-1f;
  const float c8 = -0x1.60f884p-1f;
  const float c9 = 0x1.7e57a8p+0f;
  const float c10 = 0x1.dc608ep-1f;
  const float c11 = 0x1.067e56p-1f;
  const float c12 = -0x1.91eeb4p-5f;
  const uint32_t v0 = -(uint32_t)(x < c2);
  const float v1 = fmaf(x, c3, c4);
  const uint32_t v2 = log_2_ulp_bits(v1);
  const uint32_t v3 = v2 - 0xc000000u;
  const float v4 = log_2_ulp_frombits(v3);
  const float v5 = v0 ? v4 : x;
  const uint32_t v6 = log_2_ulp_bits(v5);
  const uint32_t v7 = v6 - 0x3f3504f3u;
  const uint32_t v8 = v7 & 0xff800000u;
  const uint32_t v9 = v6 - v8;
  const float v10 = log_2_ulp_frombits(v9);
  const float v11 = v10 - c0;
  const float v12 = (float)(int32_t)v8;
  const uint32_t v13 = v2 - 0x800000u;
  const float v14 = log_2_ulp_frombits(v13);
  const float v15 = log_2_ulp_min(v12, v14);
  const float v16 = fmaf(x, c5, v15);
  const uint32_t v17 = log_2_ulp_bits(v16);
  const uint32_t v18 = (uint32_t)((int32_t)v2 >> 31);
  const uint32_t v19 = v17 | v18;
  const float v20 = log_2_ulp_frombits(v19);
  const float v21 = v11 * v11;
  const float v22 = fmaf(v11, c6, c7);
  const float v23 = fmaf(v22, v11, c8);
  const float v24 = v23 + c9;
  const float v25 = fmaf(v23, v24, c10);
  const float v26 = fmaf(v25, v25, c11);
  const float v27 = fmaf(v23, v26, c12);
  const float v28 = fmaf(v20, c1, v11);
  const float v29 = fmaf(v21, v27, v28);
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
