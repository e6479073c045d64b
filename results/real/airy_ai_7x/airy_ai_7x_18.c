/* airy_ai_7x_18
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 1.224e-05 absolute at every x of the domain (level: certified), worst at x = 0x1.e385a964a0fd5p-1 (0.9443791327798815)
 * Error of this code: 1.223e-05 absolute (level: dense, 23075 points against MPFR), worst at x = 0x1.e385a943498b5p-1 (0.94437912889841036)
 * Operations: 18
 * Formula, constants shortened: t = x - 0.949913; u = 4.4169 / (t * t + 1.61627) - 2.60301; v = u - t; w = v * v + 0.0572914; (w - 0.113081) * (v + 0.136703) * (x * -372.256 + 295.224 + u * 5945.72 * w) - 0.134806
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 18 --name airy_ai_7x_18 --type double
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
#error "airy_ai_7x_18 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_18 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_18_restrict __restrict
#else
#define airy_ai_7x_18_restrict restrict
#endif

static inline double airy_ai_7x_18_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.e65afe68d0e19p-1;
  const double c1 = 0x1.9dc39db275658p+0;
  const double c2 = 0x1.1aae7df4b34c2p+2;
  const double c3 = -0x1.4d2f7b0f9a255p+1;
  const double c4 = 0x1.d554e0ef4c104p-5;
  const double c5 = -0x1.cf2df8e28c77dp-4;
  const double c6 = 0x1.17f7f5c677443p-3;
  const double c7 = -0x1.74418dfd6dab8p+8;
  const double c8 = 0x1.273964a3c6151p+8;
  const double c9 = 0x1.739b7e3cf92aap+12;
  const double c10 = -0x1.14153beff67dap-3;
  const double v0 = x + c0;
  const double v1 = v0 * v0;
  const double v2 = v1 + c1;
  const double v3 = c2 / v2;
  const double v4 = v3 + c3;
  const double v5 = v4 - v0;
  const double v6 = v5 * v5;
  const double v7 = v6 + c4;
  const double v8 = v7 + c5;
  const double v9 = v5 + c6;
  const double v10 = x * c7;
  const double v11 = v10 + c8;
  const double v12 = v4 * c9;
  const double v13 = v12 * v7;
  const double v14 = v11 + v13;
  const double v15 = v9 * v14;
  const double v16 = v8 * v15;
  const double v17 = v16 + c10;
  return v17;
}

double airy_ai_7x_18(double x) {
  return airy_ai_7x_18_at(x);
}

void airy_ai_7x_18_array(const double* airy_ai_7x_18_restrict in, double* airy_ai_7x_18_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_18_at(in[i]);
}

#undef airy_ai_7x_18_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
