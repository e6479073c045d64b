/* erf_1_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: erf(x)
 * Operations: 32
 * Formula, constants shortened: t = fma(x, x, 4.65661e-10); u = t * t; v = abs(x); w = min(3.93, v) - 1; a = fma(fma(fma(fma(fma(fma(fma(fma(fma(fma(fma(9.53421e-06, w, -0.000138798), w, 0.000808996), w, -0.00215525), w, 0.00122334), w, 0.00566287), w, -0.00108979), w, -0.0479182), w, 0.0606548), w, 0.178046), w, -0.523319), w, 0.39661); frombits(or(and(bits(x), 2147483648), bits(select(less(v, 1), fma(x, fma(u, fma(u, fma(u, 7.89071e-05, fma(t, -0.000802238, 0.00518986)), fma(t, -0.0268547, 0.112836)), fma(t, -0.376126, 0.128379)), x), fma(-a, a, 1)))))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search erf --format float32 --template erf-square-full --variant full --max-ulp 1 --cost zen5-throughput --seed 1 --seed-program classical --budget 2304c
 *   ulpforge emit runs/erf-s1 --ulp 0.9763689267529602 --name erf_1_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 1 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 0.976369 ULP at x = 0x1.ff399cp-1 (0x3f7f9cce): 0x1.af2402p-1, correct 0x1.af24p-1
 * Correctly rounded: 99.2615% of the inputs
 * Not monotonic at 33478 pairs of neighbouring inputs
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 1 ULP: holds
 *   max error: at most 1 ULP: holds
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
 *   f(0x1.c5bf84p-127) = 0x1.fffffcp-127
 *   f(0x1.c5bf88p-127) = 0x1p-126
 *   f(-0x1.c5bf84p-127) = -0x1.fffffcp-127
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
  const float c4 = 0x1.6ca34ep-3f;
  const float c5 = 0x1.f0e262p-5f;
  const float c6 = -0x1.888bbap-5f;
  const float c7 = -0x1.1dae6cp-10f;
  const float c8 = 0x1.731f2ep-8f;
  const float c9 = 0x1.40b118p-10f;
  const float c10 = -0x1.1a7e32p-9f;
  const float c11 = 0x1.a8258cp-11f;
  const float c12 = -0x1.231476p-13f;
  const float c13 = 0x1.3fea3cp-17f;
  const float c14 = 0x1p-31f;
  const float c15 = -0x1.a49a8ep-11f;
  const float c16 = 0x1.541f74p-8f;
  const float c17 = 0x1.4af5e8p-14f;
  const float c18 = -0x1.b7fce4p-6f;
  const float c19 = 0x1.ce2d3ep-4f;
  const float c20 = -0x1.81274p-2f;
  const float c21 = 0x1.06eba8p-3f;
  const float v0 = fmaf(x, x, c14);
  const float v1 = v0 * v0;
  const float v2 = fmaf(v0, c15, c16);
  const float v3 = fmaf(v1, c17, v2);
  const float v4 = fmaf(v0, c18, c19);
  const float v5 = fmaf(v1, v3, v4);
  const float v6 = fmaf(v0, c20, c21);
  const float v7 = fmaf(v1, v5, v6);
  const float v8 = fmaf(x, v7, x);
  const float v9 = fabsf(x);
  const float v10 = erf_1_ulp_min(c0, v9);
  const float v11 = v10 - c1;
  const float v12 = fmaf(c13, v11, c12);
  const float v13 = fmaf(v12, v11, c11);
  const float v14 = fmaf(v13, v11, c10);
  const float v15 = fmaf(v14, v11, c9);
  const float v16 = fmaf(v15, v11, c8);
  const float v17 = fmaf(v16, v11, c7);
  const float v18 = fmaf(v17, v11, c6);
  const float v19 = fmaf(v18, v11, c5);
  const float v20 = fmaf(v19, v11, c4);
  const float v21 = fmaf(v20, v11, c3);
  const float v22 = fmaf(v21, v11, c2);
  const float v23 = -v22;
  const float v24 = fmaf(v23, v22, c1);
  const uint32_t v25 = erf_1_ulp_bits(x);
  const uint32_t v26 = v25 & 0x80000000u;
  const uint32_t v27 = -(uint32_t)(v9 < c1);
  const float v28 = (int32_t)v27 < 0 ? v8 : v24;
  const uint32_t v29 = erf_1_ulp_bits(v28);
  const uint32_t v30 = v26 | v29;
  const float v31 = erf_1_ulp_frombits(v30);
  return v31;
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
