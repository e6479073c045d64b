/* sigmoid_1_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: sigmoid(x)
 * Operations: 29
 * Formula, constants shortened: t = max(-20, min(106, -x)); u = fma(t, 1.4427, 1.2583e+07); v = u - 1.2583e+07; w = fma(v, 1.90465e-09, fma(v, -0.693147, t)); a = fma(fma(w, w, 4.65661e-10), fma(fma(fma(w, 0.00138585, 0.00836701), fma(w, w, 30.0664), -0.0849003), w, 0.5), w); b = frombits(shl(bits(u), 23)); c = 2.32831e-10 + b; d = fma(b, a, c); t8 = 2.32831e-10 / d; t9 = -t8; fma(t8, fma(t9, fma(b, a, c - d) + 2.32831e-10 - (c - b), fma(t9, d, 2.32831e-10)) * 4.29497e+09, t8)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search sigmoid --format float32 --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/sigmoid-s1 --ulp 0.9852287680245869 --name sigmoid_1_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 0.985229 ULP at x = -0x1.da5762p+5 (0xc26d2bb1): 0x1.5fd63ep-86, correct 0x1.5fd63cp-86
 * Correctly rounded: 99.8579% of the inputs
 * Monotonic: every step between neighbouring inputs is as that of the function
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 4 ULP: holds
 *   max error: at most 4 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x1p-1
 *   f(-0x0p+0) = 0x1p-1
 *   f(0x1p-149) = 0x1p-1
 *   f(-0x1p-149) = 0x1p-1
 *   f(0x1.fffffcp-127) = 0x1p-1
 *   f(-0x1.fffffcp-127) = 0x1p-1
 *   f(0x1p-126) = 0x1p-1
 *   f(-0x1p-126) = 0x1p-1
 *   f(0x1p+0) = 0x1.764d5p-1
 *   f(-0x1p+0) = 0x1.136562p-2
 *   f(0x1.fffffep+127) = 0x1p+0
 *   f(-0x1.fffffep+127) = 0x0p+0
 *   f(inf) = 0x1p+0
 *   f(-inf) = 0x0p+0
 *   f(nan) = nan
 *   f(-0x1.5d589ep+6) = 0x1.00004cp-126
 *   f(-0x1.5d58ap+6) = 0x1.ffff98p-127
 *   f(-0x1.9fe368p+6) = 0x0p+0, correct 0x1p-149
 *   f(-0x1.9fe36ap+6) = 0x0p+0
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * Flush-to-zero and denormals-are-zero: special values and errors of normal inputs hold (level: sampled, 120 special inputs and 1048576 spread evenly by their bits)
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
#error "sigmoid_1_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "sigmoid_1_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define sigmoid_1_ulp_restrict __restrict
#else
#define sigmoid_1_ulp_restrict restrict
#endif

static inline uint32_t sigmoid_1_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sigmoid_1_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sigmoid_1_ulp_min(float a, float b) {
  return a < b ? a : b;
}

static inline float sigmoid_1_ulp_max(float a, float b) {
  return b < a ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define sigmoid_1_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define sigmoid_1_ulp_hide(c) ((void)0)
#endif

static inline float sigmoid_1_ulp_at(float x, float c0, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c2 = 0x1.715476p+0f;
  const float c3 = -0x1.62e43p-1f;
  const float c4 = 0x1.05c61p-29f;
  const float c5 = 0x1.8000bep+23f;
  const float c6 = 0x1p-32f;
  const float c7 = 0x1p+32f;
  const float c8 = 0x1p-31f;
  const float c9 = 0x1.6b4b18p-10f;
  const float c10 = 0x1.122b88p-7f;
  const float c11 = 0x1.e10fecp+4f;
  const float c12 = -0x1.5bc06ap-4f;
  const float c13 = 0x1.fffffcp-2f;
  const float v0 = -x;
  const float v1 = sigmoid_1_ulp_min(c0, v0);
  const float v2 = sigmoid_1_ulp_max(c1, v1);
  const float v3 = fmaf(v2, c2, c5);
  const float v4 = v3 - c5;
  const float v5 = fmaf(v4, c3, v2);
  const float v6 = fmaf(v4, c4, v5);
  const float v7 = fmaf(v6, v6, c8);
  const float v8 = fmaf(v6, c9, c10);
  const float v9 = fmaf(v6, v6, c11);
  const float v10 = fmaf(v8, v9, c12);
  const float v11 = fmaf(v10, v6, c13);
  const float v12 = fmaf(v7, v11, v6);
  const uint32_t v13 = sigmoid_1_ulp_bits(v3);
  const uint32_t v14 = v13 << 23;
  const float v15 = sigmoid_1_ulp_frombits(v14);
  const float v16 = c6 + v15;
  const float v17 = fmaf(v15, v12, v16);
  const float v18 = v16 - v15;
  const float v19 = c6 - v18;
  const float v20 = v16 - v17;
  const float v21 = fmaf(v15, v12, v20);
  const float v22 = v21 + v19;
  const float v23 = c6 / v17;
  const float v24 = -v23;
  const float v25 = fmaf(v24, v17, c6);
  const float v26 = fmaf(v24, v22, v25);
  const float v27 = v26 * c7;
  const float v28 = fmaf(v23, v27, v23);
  return v28;
}

float sigmoid_1_ulp(float x) {
  return sigmoid_1_ulp_at(x, 0x1.a8p+6f, -0x1.4p+4f);
}

void sigmoid_1_ulp_array(const float* sigmoid_1_ulp_restrict in, float* sigmoid_1_ulp_restrict out, size_t n) {
  size_t i;
  float c0 = 0x1.a8p+6f;
  float c1 = -0x1.4p+4f;
  sigmoid_1_ulp_hide(c0);
  sigmoid_1_ulp_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = sigmoid_1_ulp_at(in[i], c0, c1);
}

#undef sigmoid_1_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef sigmoid_1_ulp_hide
