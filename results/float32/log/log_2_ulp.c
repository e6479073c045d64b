/* log_2_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: log(x)
 * Operations: 30
 * Formula, constants shortened: t = bits(fma(x, 1.67772e+07, 0)); u = bits(select(less(x, 1.17549e-38), frombits(isub(t, 201326592)), x)); v = and(isub(u, 1060439283), 4286578688); w = frombits(isub(u, v)) - 1; a = fma(fma(w, -0.187071, 0.5606), w, -0.689396); b = fma(a, a + 1.49352, 0.930424); fma(w * w, fma(a, fma(b, b, 0.512682), -0.0490641), fma(fromint(v), frombits(or(bits(max(8.26296e-08, fma(x, 0.5, frombits(iadd(t, 2139095040))))), sar(t, 31))), w))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log --format float32 --max-ops 11 --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 200064c
 *   ulpforge emit runs/log-s1 --ulp 1.7646564858686233 --name log_2_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 1.764656 ULP at x = 0x1.48b1dcp+0 (0x3fa458ee): 0x1.ffe6ep-3, correct 0x1.ffe6e4p-3
 * Correctly rounded: 87.4909% of the inputs
 * Not monotonic at 7219395 pairs of neighbouring inputs
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

static inline float log_2_ulp_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define log_2_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define log_2_ulp_hide(c) ((void)0)
#endif

static inline float log_2_ulp_at(float x, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1p+0f;
  const float c2 = 0x1p-126f;
  const float c3 = 0x1p+24f;
  const float c4 = 0x0p+0f;
  const float c5 = 0x1p-1f;
  const float c6 = -0x1.7f1f22p-3f;
  const float c7 = 0x1.1f0702p-1f;
  const float c8 = -0x1.60f882p-1f;
  const float c9 = 0x1.7e57a6p+0f;
  const float c10 = 0x1.dc6094p-1f;
  const float c11 = 0x1.067e5p-1f;
  const float c12 = -0x1.91eec8p-5f;
  const uint32_t v0 = -(uint32_t)(x < c2);
  const float v1 = fmaf(x, c3, c4);
  const uint32_t v2 = log_2_ulp_bits(v1);
  const uint32_t v3 = v2 - 0xc000000u;
  const float v4 = log_2_ulp_frombits(v3);
  const float v5 = (int32_t)v0 < 0 ? v4 : x;
  const uint32_t v6 = log_2_ulp_bits(v5);
  const uint32_t v7 = v6 - 0x3f3504f3u;
  const uint32_t v8 = v7 & 0xff800000u;
  const uint32_t v9 = v6 - v8;
  const float v10 = log_2_ulp_frombits(v9);
  const float v11 = v10 - c0;
  const float v12 = (float)(int32_t)v8;
  const uint32_t v13 = v2 + 0x7f800000u;
  const float v14 = log_2_ulp_frombits(v13);
  const float v15 = fmaf(x, c5, v14);
  const float v16 = log_2_ulp_max(c1, v15);
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
  const float v28 = fmaf(v12, v20, v11);
  const float v29 = fmaf(v21, v27, v28);
  return v29;
}

float log_2_ulp(float x) {
  return log_2_ulp_at(x, 0x1.62e43p-24f);
}

void log_2_ulp_array(const float* log_2_ulp_restrict in, float* log_2_ulp_restrict out, size_t n) {
  size_t i;
  float c1 = 0x1.62e43p-24f;
  log_2_ulp_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = log_2_ulp_at(in[i], c1);
}

#undef log_2_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef log_2_ulp_hide
