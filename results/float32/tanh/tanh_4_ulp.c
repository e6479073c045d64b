/* tanh_4_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: tanh(x)
 * Operations: 21
 * Formula, constants shortened: t = max(-10, min(10, x)); u = fma(t, 2.88539, 1.2583e+07); v = u - 1.2583e+07; w = fma(v, -5.77e-08, fma(v, -0.693147, t + t)); a = frombits(shl(bits(u), 23)); b = fma(a, w * fma(fma(fma(fma(w, w, 30.0155), w, -60.9039), fma(w, 0.00138819, 0.00836939), 1.00973), w, 1), -(1 - a)); b / (b + 2)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search tanh --format float32 --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/tanh-s1 --ulp 3.273281237490077 --name tanh_4_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 3.273281 ULP at x = 0x1.fea35p-4 (0x3dff51a8): 0x1.fc024ap-4, correct 0x1.fc0244p-4
 * Correctly rounded: 97.4991% of the inputs
 * Not monotonic at 801328 pairs of neighbouring inputs
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
 *   f(0x1.fffffcp-127) = 0x1.fffffcp-127
 *   f(-0x1.fffffcp-127) = -0x1.fffffcp-127
 *   f(0x1p-126) = 0x1p-126
 *   f(-0x1p-126) = -0x1p-126
 *   f(0x1p+0) = 0x1.85efacp-1
 *   f(-0x1p+0) = -0x1.85efaep-1, correct -0x1.85efacp-1
 *   f(0x1.fffffep+127) = 0x1p+0
 *   f(-0x1.fffffep+127) = -0x1p+0
 *   f(inf) = 0x1p+0
 *   f(-inf) = -0x1p+0
 *   f(nan) = nan
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * Flush-to-zero and denormals-are-zero: special values and errors of normal inputs hold (level: sampled, 106 special inputs and 1048576 spread evenly by their bits)
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
#error "tanh_4_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "tanh_4_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define tanh_4_ulp_restrict __restrict
#else
#define tanh_4_ulp_restrict restrict
#endif

static inline uint32_t tanh_4_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float tanh_4_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float tanh_4_ulp_min(float a, float b) {
  return a < b ? a : b;
}

static inline float tanh_4_ulp_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define tanh_4_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define tanh_4_ulp_hide(c) ((void)0)
#endif

static inline float tanh_4_ulp_at(float x, float c0, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c2 = 0x1.715476p+1f;
  const float c3 = -0x1.62e42ep-1f;
  const float c4 = -0x1.efa39ep-25f;
  const float c5 = 0x1.8000fep+23f;
  const float c6 = 0x1p+0f;
  const float c7 = 0x1p+1f;
  const float c8 = 0x1.e03f86p+4f;
  const float c9 = -0x1.e73b44p+5f;
  const float c10 = 0x1.6be7eep-10f;
  const float c11 = 0x1.123f88p-7f;
  const float c12 = 0x1.027d98p+0f;
  const float c13 = 0x1p+0f;
  const float v0 = tanh_4_ulp_min(c0, x);
  const float v1 = tanh_4_ulp_max(c1, v0);
  const float v2 = fmaf(v1, c2, c5);
  const float v3 = v2 - c5;
  const float v4 = v1 + v1;
  const float v5 = fmaf(v3, c3, v4);
  const float v6 = fmaf(v3, c4, v5);
  const float v7 = fmaf(v6, v6, c8);
  const float v8 = fmaf(v7, v6, c9);
  const float v9 = fmaf(v6, c10, c11);
  const float v10 = fmaf(v8, v9, c12);
  const float v11 = fmaf(v10, v6, c13);
  const float v12 = v6 * v11;
  const uint32_t v13 = tanh_4_ulp_bits(v2);
  const uint32_t v14 = v13 << 23;
  const float v15 = tanh_4_ulp_frombits(v14);
  const float v16 = c6 - v15;
  const float v17 = -v16;
  const float v18 = fmaf(v15, v12, v17);
  const float v19 = v18 + c7;
  const float v20 = v18 / v19;
  return v20;
}

float tanh_4_ulp(float x) {
  return tanh_4_ulp_at(x, 0x1.4p+3f, -0x1.4p+3f);
}

void tanh_4_ulp_array(const float* tanh_4_ulp_restrict in, float* tanh_4_ulp_restrict out, size_t n) {
  size_t i;
  float c0 = 0x1.4p+3f;
  float c1 = -0x1.4p+3f;
  tanh_4_ulp_hide(c0);
  tanh_4_ulp_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = tanh_4_ulp_at(in[i], c0, c1);
}

#undef tanh_4_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef tanh_4_ulp_hide
