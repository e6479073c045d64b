/* airy_ai_7x_17
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 1.394e-05 absolute at every x of the domain (level: certified), worst at x = 0x1.f3f6a7d944814p-1 (0.9764912083358035)
 * Error of this code: 1.393e-05 absolute (level: dense, 1285249 points in 1075 binades against MPFR), worst at x = 0x1.f3f6a7d94481ep-1 (0.97649120833580461)
 * Operations: 17
 * Formula, constants shortened: t = x + 0.527487; u = (t + 0.811784) * t; v = (u - 5.56413) * u; w = -1.20528 / v - v; a = w * w; b = a * a; c = b - 1459.37; c * -2.41731e-10 * b * (u - 2.81561) * (c - 1656.27) - 0.0262687
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 17 --name airy_ai_7x_17 --type double
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
#error "airy_ai_7x_17 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_17 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_17_restrict __restrict
#else
#define airy_ai_7x_17_restrict restrict
#endif

static inline double airy_ai_7x_17_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.0e12d3f723a21p-1;
  const double c1 = 0x1.9fa219429cafcp-1;
  const double c2 = -0x1.641aa575afcafp+2;
  const double c3 = -0x1.348d579aa61f8p+0;
  const double c4 = -0x1.6cd75f130e332p+10;
  const double c5 = -0x1.09c94fdd2575p-32;
  const double c6 = -0x1.686608b3bb755p+1;
  const double c7 = -0x1.9e110af8c4e1dp+10;
  const double c8 = -0x1.ae631a0e5265cp-6;
  const double v0 = x + c0;
  const double v1 = v0 + c1;
  const double v2 = v1 * v0;
  const double v3 = v2 + c2;
  const double v4 = v3 * v2;
  const double v5 = c3 / v4;
  const double v6 = v5 - v4;
  const double v7 = v6 * v6;
  const double v8 = v7 * v7;
  const double v9 = v8 + c4;
  const double v10 = v9 * c5;
  const double v11 = v2 + c6;
  const double v12 = v8 * v11;
  const double v13 = v10 * v12;
  const double v14 = v9 + c7;
  const double v15 = v13 * v14;
  const double v16 = v15 + c8;
  return v16;
}

double airy_ai_7x_17(double x) {
  return airy_ai_7x_17_at(x);
}

void airy_ai_7x_17_array(const double* airy_ai_7x_17_restrict in, double* airy_ai_7x_17_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_17_at(in[i]);
}

#undef airy_ai_7x_17_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
