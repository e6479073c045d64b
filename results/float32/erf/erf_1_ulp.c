/* erf_1_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: erf(x)
 * Operations: 31
 * Formula, constants shortened: t = fma(x, x, 4.65661e-10); u = abs(x); v = min(3.93, u) - 1; w = fma(fma(fma(fma(fma(fma(fma(fma(fma(fma(fma(9.53421e-06, v, -0.000138798), v, 0.000808996), v, -0.00215525), v, 0.00122334), v, 0.00566287), v, -0.00108979), v, -0.0479182), v, 0.0606548), v, 0.178046), v, -0.523319), v, 0.39661); frombits(or(and(bits(x), 2147483648), bits(select(less(u, 1), fma(x, fma(fma(fma(fma(t, 7.89073e-05, -0.000802237), t, 0.00282076), fma(fma(t, t, 30.0239), t, -35.0842), -0.277162), t, 0.128379), x), fma(-w, w, 1)))))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search erf --format float32 --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/erf-s1 --ulp 0.9967638297280982 --name erf_1_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 0.996764 ULP at x = 0x1.ef176cp-1 (0x3f778bb6): 0x1.a835aep-1, correct 0x1.a835acp-1
 * Correctly rounded: 91.6111% of the inputs
 * Not monotonic at 36684 pairs of neighbouring inputs
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
 *   f(0x1.fffffcp-127) = 0x1.20dd72p-126
 *   f(-0x1.fffffcp-127) = -0x1.20dd72p-126
 *   f(0x1p-126) = 0x1.20dd74p-126, correct 0x1.20dd76p-126
 *   f(-0x1p-126) = -0x1.20dd74p-126, correct -0x1.20dd76p-126
 *   f(0x1p+0) = 0x1.af767ap-1
 *   f(-0x1p+0) = -0x1.af767ap-1
 *   f(0x1.fffffep+127) = 0x1p+0
 *   f(-0x1.fffffep+127) = -0x1p+0
 *   f(inf) = 0x1p+0
 *   f(-inf) = -0x1p+0
 *   f(nan) = nan
 *   f(0x1.c5bf84p-127) = 0x1.fffff8p-127, correct 0x1.fffffcp-127
 *   f(0x1.c5bf88p-127) = 0x1p-126
 *   f(-0x1.c5bf84p-127) = -0x1.fffff8p-127, correct -0x1.fffffcp-127
 *   f(-0x1.c5bf88p-127) = -0x1p-126
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
#error "erf_1_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "erf_1_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define erf_1_ulp_restrict __restrict
#else
#define erf_1_ulp_restrict restrict
#endif

static inline uint32_t erf_1_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float erf_1_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float erf_1_ulp_min(float a, float b) {
  return a < b ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define erf_1_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define erf_1_ulp_hide(c) ((void)0)
#endif

static inline float erf_1_ulp_at(float x, float c0) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c1 = 0x1p+0f;
  const float c2 = 0x1.9620d6p-2f;
  const float c3 = -0x1.0bf07ap-1f;
  const float c4 = 0x1.6ca352p-3f;
  const float c5 = 0x1.f0e24ep-5f;
  const float c6 = -0x1.888bb4p-5f;
  const float c7 = -0x1.1dae78p-10f;
  const float c8 = 0x1.731f36p-8f;
  const float c9 = 0x1.40b11p-10f;
  const float c10 = -0x1.1a7e32p-9f;
  const float c11 = 0x1.a8258cp-11f;
  const float c12 = -0x1.23147ap-13f;
  const float c13 = 0x1.3fea3cp-17f;
  const float c14 = 0x1p-31f;
  const float c15 = 0x1.4af60ep-14f;
  const float c16 = -0x1.a49a6cp-11f;
  const float c17 = 0x1.71b8fp-9f;
  const float c18 = 0x1.e061e6p+4f;
  const float c19 = -0x1.18ac5cp+5f;
  const float c20 = -0x1.1bd06cp-2f;
  const float c21 = 0x1.06eba6p-3f;
  const float v0 = fmaf(x, x, c14);
  const float v1 = fmaf(v0, c15, c16);
  const float v2 = fmaf(v1, v0, c17);
  const float v3 = fmaf(v0, v0, c18);
  const float v4 = fmaf(v3, v0, c19);
  const float v5 = fmaf(v2, v4, c20);
  const float v6 = fmaf(v5, v0, c21);
  const float v7 = fmaf(x, v6, x);
  const float v8 = fabsf(x);
  const float v9 = erf_1_ulp_min(c0, v8);
  const float v10 = v9 - c1;
  const float v11 = fmaf(c13, v10, c12);
  const float v12 = fmaf(v11, v10, c11);
  const float v13 = fmaf(v12, v10, c10);
  const float v14 = fmaf(v13, v10, c9);
  const float v15 = fmaf(v14, v10, c8);
  const float v16 = fmaf(v15, v10, c7);
  const float v17 = fmaf(v16, v10, c6);
  const float v18 = fmaf(v17, v10, c5);
  const float v19 = fmaf(v18, v10, c4);
  const float v20 = fmaf(v19, v10, c3);
  const float v21 = fmaf(v20, v10, c2);
  const float v22 = -v21;
  const float v23 = fmaf(v22, v21, c1);
  const uint32_t v24 = erf_1_ulp_bits(x);
  const uint32_t v25 = v24 & 0x80000000u;
  const uint32_t v26 = -(uint32_t)(v8 < c1);
  const float v27 = (int32_t)v26 < 0 ? v7 : v23;
  const uint32_t v28 = erf_1_ulp_bits(v27);
  const uint32_t v29 = v25 | v28;
  const float v30 = erf_1_ulp_frombits(v29);
  return v30;
}

float erf_1_ulp(float x) {
  return erf_1_ulp_at(x, 0x1.f70a3ep+1f);
}

void erf_1_ulp_array(const float* erf_1_ulp_restrict in, float* erf_1_ulp_restrict out, size_t n) {
  size_t i;
  float c0 = 0x1.f70a3ep+1f;
  erf_1_ulp_hide(c0);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = erf_1_ulp_at(in[i], c0);
}

#undef erf_1_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef erf_1_ulp_hide
