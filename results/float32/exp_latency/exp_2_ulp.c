/* exp_2_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp(x)
 * Operations: 23
 * Formula, constants shortened: t = max(-106, min(90, x)); u = fma(t, 1.4427, 1.25832e+07); v = u - 1.25832e+07; w = fma(v, 1.90465e-09, fma(v, -0.693147, t)); a = fma(fma(w, 0.139177, 0.703896), w, 2.31273); b = bits(u); c = shl(sar(b, 1), 23); fma(fma(a * 0.0244307, a * a, fma(fma(w, 0.0281243, 0.224058), w, 0.69779)), w, 1) * frombits(c) * frombits(isub(shl(b, 23), c))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search exp --format float32 --variant full --cost zen5-latency --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/exp-s1 --ulp 1.6010471301206768 --name exp_2_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 1.601047 ULP at x = -0x1.790a24p+2 (0xc0bc8512): 0x1.6a38e6p-9, correct 0x1.6a38eap-9
 * Correctly rounded: 99.2012% of the inputs
 * Not monotonic at 70311 pairs of neighbouring inputs
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 4 ULP: holds
 *   max error: at most 4 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x1p+0
 *   f(-0x0p+0) = 0x1p+0
 *   f(0x1p-149) = 0x1p+0
 *   f(-0x1p-149) = 0x1p+0
 *   f(0x1.fffffcp-127) = 0x1p+0
 *   f(-0x1.fffffcp-127) = 0x1p+0
 *   f(0x1p-126) = 0x1p+0
 *   f(-0x1p-126) = 0x1p+0
 *   f(0x1p+0) = 0x1.5bf0aap+1, correct 0x1.5bf0a8p+1
 *   f(-0x1p+0) = 0x1.78b564p-2
 *   f(0x1.fffffep+127) = inf
 *   f(-0x1.fffffep+127) = 0x0p+0
 *   f(inf) = inf
 *   f(-inf) = 0x0p+0
 *   f(nan) = nan
 *   f(0x1.62e42ep+6) = 0x1.ffff08p+127
 *   f(0x1.62e43p+6) = inf
 *   f(-0x1.5d589ep+6) = 0x1.00004cp-126
 *   f(-0x1.5d58ap+6) = 0x1.ffff98p-127
 *   f(-0x1.9fe368p+6) = 0x1p-149
 *   f(-0x1.9fe36ap+6) = 0x0p+0
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * Flush-to-zero and denormals-are-zero: special values and errors of normal inputs hold (level: sampled, 128 special inputs and 1048576 spread evenly by their bits)
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
#error "exp_2_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "exp_2_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define exp_2_ulp_restrict __restrict
#else
#define exp_2_ulp_restrict restrict
#endif

static inline uint32_t exp_2_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float exp_2_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float exp_2_ulp_min(float a, float b) {
  return a < b ? a : b;
}

static inline float exp_2_ulp_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define exp_2_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define exp_2_ulp_hide(c) ((void)0)
#endif

static inline float exp_2_ulp_at(float x, float c0, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c2 = 0x1.715476p+0f;
  const float c3 = -0x1.62e43p-1f;
  const float c4 = 0x1.05c61p-29f;
  const float c5 = 0x1.8001fcp+23f;
  const float c6 = 0x1.1d08e4p-3f;
  const float c7 = 0x1.68650cp-1f;
  const float c8 = 0x1.28076ep+1f;
  const float c9 = 0x1.9045dap-6f;
  const float c10 = 0x1.ccc9eap-6f;
  const float c11 = 0x1.cadeb8p-3f;
  const float c12 = 0x1.6544bp-1f;
  const float c13 = 0x1p+0f;
  const float v0 = exp_2_ulp_min(c0, x);
  const float v1 = exp_2_ulp_max(c1, v0);
  const float v2 = fmaf(v1, c2, c5);
  const float v3 = v2 - c5;
  const float v4 = fmaf(v3, c3, v1);
  const float v5 = fmaf(v3, c4, v4);
  const float v6 = fmaf(v5, c6, c7);
  const float v7 = fmaf(v6, v5, c8);
  const float v8 = v7 * c9;
  const float v9 = v7 * v7;
  const float v10 = fmaf(v5, c10, c11);
  const float v11 = fmaf(v10, v5, c12);
  const float v12 = fmaf(v8, v9, v11);
  const float v13 = fmaf(v12, v5, c13);
  const uint32_t v14 = exp_2_ulp_bits(v2);
  const uint32_t v15 = (uint32_t)((int32_t)v14 >> 1);
  const uint32_t v16 = v15 << 23;
  const uint32_t v17 = v14 << 23;
  const uint32_t v18 = v17 - v16;
  const float v19 = exp_2_ulp_frombits(v16);
  const float v20 = exp_2_ulp_frombits(v18);
  const float v21 = v13 * v19;
  const float v22 = v21 * v20;
  return v22;
}

float exp_2_ulp(float x) {
  return exp_2_ulp_at(x, 0x1.68p+6f, -0x1.a8p+6f);
}

void exp_2_ulp_array(const float* exp_2_ulp_restrict in, float* exp_2_ulp_restrict out, size_t n) {
  size_t i;
  float c0 = 0x1.68p+6f;
  float c1 = -0x1.a8p+6f;
  exp_2_ulp_hide(c0);
  exp_2_ulp_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = exp_2_ulp_at(in[i], c0, c1);
}

#undef exp_2_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef exp_2_ulp_hide
