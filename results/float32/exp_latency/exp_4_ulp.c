/* exp_4_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp(x)
 * Operations: 20
 * Formula, constants shortened: t = max(-105, min(89, x)); u = fma(t, 1.4427, 1.25832e+07); v = u - 1.25832e+07; w = fma(v, 1.90465e-09, fma(v, -0.693147, t)); a = bits(u); b = shr(a, 1); fma(fma(fma(w, 0.00829217, 0.0419175), w, 0.0744937), fma(fma(w, w, 11.1169), w, 4.09999), 0.694576) * frombits(shl(b, 23)) * frombits(shl(isub(a, b), 23))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search exp --format float32 --variant full --cost zen5-latency --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/exp-s1 --ulp 2.1921322141604693 --name exp_4_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 2.192132 ULP at x = -0x1.796ae6p+1 (0xc03cb573): 0x1.ad60dap-5, correct 0x1.ad60dep-5
 * Correctly rounded: 93.6356% of the inputs
 * Not monotonic at 609 pairs of neighbouring inputs
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
 *   f(-0x1p+0) = 0x1.78b566p-2, correct 0x1.78b564p-2
 *   f(0x1.fffffep+127) = inf
 *   f(-0x1.fffffep+127) = 0x0p+0
 *   f(inf) = inf
 *   f(-inf) = 0x0p+0
 *   f(nan) = nan
 *   f(0x1.62e42ep+6) = 0x1.ffff0ap+127, correct 0x1.ffff08p+127
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
#error "exp_4_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "exp_4_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define exp_4_ulp_restrict __restrict
#else
#define exp_4_ulp_restrict restrict
#endif

static inline uint32_t exp_4_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float exp_4_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float exp_4_ulp_min(float a, float b) {
  return a < b ? a : b;
}

static inline float exp_4_ulp_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define exp_4_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define exp_4_ulp_hide(c) ((void)0)
#endif

static inline float exp_4_ulp_at(float x, float c4, float c5) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1.8001fcp+23f;
  const float c1 = 0x1.715476p+0f;
  const float c2 = -0x1.62e43p-1f;
  const float c3 = 0x1.05c61p-29f;
  const float c6 = 0x1.0fb7c4p-7f;
  const float c7 = 0x1.576344p-5f;
  const float c8 = 0x1.31205ap-4f;
  const float c9 = 0x1.63bd86p+3f;
  const float c10 = 0x1.066646p+2f;
  const float c11 = 0x1.639f8p-1f;
  const float v0 = exp_4_ulp_min(c4, x);
  const float v1 = exp_4_ulp_max(c5, v0);
  const float v2 = fmaf(v1, c1, c0);
  const float v3 = v2 - c0;
  const float v4 = fmaf(v3, c2, v1);
  const float v5 = fmaf(v3, c3, v4);
  const float v6 = fmaf(v5, c6, c7);
  const float v7 = fmaf(v6, v5, c8);
  const float v8 = fmaf(v5, v5, c9);
  const float v9 = fmaf(v8, v5, c10);
  const float v10 = fmaf(v7, v9, c11);
  const uint32_t v11 = exp_4_ulp_bits(v2);
  const uint32_t v12 = v11 >> 1;
  const uint32_t v13 = v11 - v12;
  const uint32_t v14 = v12 << 23;
  const uint32_t v15 = v13 << 23;
  const float v16 = exp_4_ulp_frombits(v14);
  const float v17 = exp_4_ulp_frombits(v15);
  const float v18 = v10 * v16;
  const float v19 = v18 * v17;
  return v19;
}

float exp_4_ulp(float x) {
  return exp_4_ulp_at(x, 0x1.64p+6f, -0x1.a4p+6f);
}

void exp_4_ulp_array(const float* exp_4_ulp_restrict in, float* exp_4_ulp_restrict out, size_t n) {
  size_t i;
  float c4 = 0x1.64p+6f;
  float c5 = -0x1.a4p+6f;
  exp_4_ulp_hide(c4);
  exp_4_ulp_hide(c5);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = exp_4_ulp_at(in[i], c4, c5);
}

#undef exp_4_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef exp_4_ulp_hide
