/* log_2_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: log(x)
 * Operations: 32
 * Formula, constants shortened: t = less(x, 7.88861e-31); u = select(t, fma(x, 1.67772e+07, 0), x); v = bits(u); w = and(isub(v, 1059760811), 4286578688); a = frombits(isub(v, w)) - 1; b = (a + 0.0411707) * a; c = fma(a, 0.157244, -0.175749); d = fma(a, 0.171988, -0.25); fma(a * a, fma(b, fma(fma(b, c, c), b, fma(a, 0.214561, -0.258641)), d + d), fma(fromint(isub(w, and(t, 201326592))), frombits(or(bits(max(8.26296e-08, fma(u, 0.25, frombits(iadd(v, 2139095040))))), sar(v, 31))), a))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log --format float32 --max-ops 11 --variant full --cost zen5-latency --seed 1 --seed-program classical --budget 50048c
 *   ulpforge emit runs/log-s1 --ulp 1.6982730474439418 --name log_2_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 1.698273 ULP at x = 0x1.584fd2p+1 (0x402c27e9): 0x1.faa202p-1, correct 0x1.faa206p-1
 * Correctly rounded: 87.5211% of the inputs
 * Not monotonic at 4867766 pairs of neighbouring inputs
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
  const float c2 = 0x1p-100f;
  const float c3 = 0x1p+24f;
  const float c4 = 0x0p+0f;
  const float c5 = 0x1p-2f;
  const float c6 = 0x1.51453ap-5f;
  const float c7 = 0x1.42092ep-3f;
  const float c8 = -0x1.67efp-3f;
  const float c9 = 0x1.b76be8p-3f;
  const float c10 = -0x1.08d934p-2f;
  const float c11 = 0x1.603b3cp-3f;
  const float c12 = -0x1.ffffcp-3f;
  const uint32_t v0 = -(uint32_t)(x < c2);
  const float v1 = fmaf(x, c3, c4);
  const float v2 = (int32_t)v0 < 0 ? v1 : x;
  const uint32_t v3 = log_2_ulp_bits(v2);
  const uint32_t v4 = v3 - 0x3f2aaaabu;
  const uint32_t v5 = v4 & 0xff800000u;
  const uint32_t v6 = v3 - v5;
  const float v7 = log_2_ulp_frombits(v6);
  const float v8 = v7 - c0;
  const uint32_t v9 = v0 & 0xc000000u;
  const uint32_t v10 = v5 - v9;
  const float v11 = (float)(int32_t)v10;
  const uint32_t v12 = v3 + 0x7f800000u;
  const float v13 = log_2_ulp_frombits(v12);
  const float v14 = fmaf(v2, c5, v13);
  const float v15 = log_2_ulp_max(c1, v14);
  const uint32_t v16 = log_2_ulp_bits(v15);
  const uint32_t v17 = (uint32_t)((int32_t)v3 >> 31);
  const uint32_t v18 = v16 | v17;
  const float v19 = log_2_ulp_frombits(v18);
  const float v20 = v8 * v8;
  const float v21 = v8 + c6;
  const float v22 = v21 * v8;
  const float v23 = fmaf(v8, c7, c8);
  const float v24 = fmaf(v22, v23, v23);
  const float v25 = fmaf(v8, c9, c10);
  const float v26 = fmaf(v24, v22, v25);
  const float v27 = fmaf(v8, c11, c12);
  const float v28 = v27 + v27;
  const float v29 = fmaf(v22, v26, v28);
  const float v30 = fmaf(v11, v19, v8);
  const float v31 = fmaf(v20, v29, v30);
  return v31;
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
