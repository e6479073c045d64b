/* exp2_2_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp2(x)
 * Operations: 21
 * Formula, constants shortened: t = max(-151.5, min(129, x)); u = t + 1.25832e+07; v = t - (u - 1.25832e+07); w = fma(v, v, 0.000410893); a = bits(u); b = shr(a, 1); fma(fma(fma(w, 0.000155888, fma(v, 0.00134096, 0.00961751)), w, fma(v, 0.0555019, 0.240219)), w, fma(v, 0.693124, 0.999901)) * frombits(shl(b, 23)) * frombits(shl(isub(a, b), 23))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search exp2 --format float32 --variant full --cost zen5-latency --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/exp2-s1 --ulp 1.1026549808295023 --name exp2_2_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 1.102655 ULP at x = 0x1.f5e132p-2 (0x3efaf099): 0x1.67912ap+0, correct 0x1.679128p+0
 * Correctly rounded: 97.4087% of the inputs
 * Not monotonic at 912626 pairs of neighbouring inputs
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
 *   f(0x1p+0) = 0x1p+1
 *   f(-0x1p+0) = 0x1p-1
 *   f(0x1.fffffep+127) = inf
 *   f(-0x1.fffffep+127) = 0x0p+0
 *   f(inf) = inf
 *   f(-inf) = 0x0p+0
 *   f(nan) = nan
 *   f(0x1.fffffep+6) = 0x1.ffff4ep+127
 *   f(0x1p+7) = inf
 *   f(-0x1.f8p+6) = 0x1p-126
 *   f(-0x1.f80002p+6) = 0x1.ffff5p-127
 *   f(-0x1.2bfffep+7) = 0x1p-149
 *   f(-0x1.2cp+7) = 0x0p+0
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
#error "exp2_2_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "exp2_2_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define exp2_2_ulp_restrict __restrict
#else
#define exp2_2_ulp_restrict restrict
#endif

static inline uint32_t exp2_2_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float exp2_2_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float exp2_2_ulp_min(float a, float b) {
  return a < b ? a : b;
}

static inline float exp2_2_ulp_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define exp2_2_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define exp2_2_ulp_hide(c) ((void)0)
#endif

static inline float exp2_2_ulp_at(float x, float c1, float c2) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1.8001fcp+23f;
  const float c3 = 0x1.aeda3ep-12f;
  const float c4 = 0x1.5f864p-10f;
  const float c5 = 0x1.3b2582p-7f;
  const float c6 = 0x1.46eb88p-13f;
  const float c7 = 0x1.c6abf8p-5f;
  const float c8 = 0x1.ebf7bep-3f;
  const float c9 = 0x1.62e134p-1f;
  const float c10 = 0x1.fff31p-1f;
  const float v0 = exp2_2_ulp_min(c1, x);
  const float v1 = exp2_2_ulp_max(c2, v0);
  const float v2 = v1 + c0;
  const float v3 = v2 - c0;
  const float v4 = v1 - v3;
  const float v5 = fmaf(v4, v4, c3);
  const float v6 = fmaf(v4, c4, c5);
  const float v7 = fmaf(v5, c6, v6);
  const float v8 = fmaf(v4, c7, c8);
  const float v9 = fmaf(v7, v5, v8);
  const float v10 = fmaf(v4, c9, c10);
  const float v11 = fmaf(v9, v5, v10);
  const uint32_t v12 = exp2_2_ulp_bits(v2);
  const uint32_t v13 = v12 >> 1;
  const uint32_t v14 = v12 - v13;
  const uint32_t v15 = v13 << 23;
  const uint32_t v16 = v14 << 23;
  const float v17 = exp2_2_ulp_frombits(v15);
  const float v18 = exp2_2_ulp_frombits(v16);
  const float v19 = v11 * v17;
  const float v20 = v19 * v18;
  return v20;
}

float exp2_2_ulp(float x) {
  return exp2_2_ulp_at(x, 0x1.02p+7f, -0x1.2fp+7f);
}

void exp2_2_ulp_array(const float* exp2_2_ulp_restrict in, float* exp2_2_ulp_restrict out, size_t n) {
  size_t i;
  float c1 = 0x1.02p+7f;
  float c2 = -0x1.2fp+7f;
  exp2_2_ulp_hide(c1);
  exp2_2_ulp_hide(c2);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = exp2_2_ulp_at(in[i], c1, c2);
}

#undef exp2_2_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef exp2_2_ulp_hide
