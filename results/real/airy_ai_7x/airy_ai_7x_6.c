/* airy_ai_7x_6
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 3.235e-01 absolute at every x of the domain (level: certified), worst at x = 0x1.bf24cb3b1160fp-1 (0.87332758995097659)
 * Error of this code: 0.3235 absolute (level: dense, 1284030 points in 1075 binades against MPFR), worst at x = 0x1.bf24cb3b115efp-1 (0.87332758995097304)
 * Operations: 6
 * Formula, constants shortened: t = x - 0.829656; u = -0.225826 - t * x; t * (-0.0724466 - u) / u
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 6 --name airy_ai_7x_6 --type double
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
#error "airy_ai_7x_6 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_6 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_6_restrict __restrict
#else
#define airy_ai_7x_6_restrict restrict
#endif

static inline double airy_ai_7x_6_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.a8c8b0a37eb54p-1;
  const double c1 = -0x1.ce7dec8282fa8p-3;
  const double c2 = -0x1.28bdb6d6e4adcp-4;
  const double v0 = x + c0;
  const double v1 = v0 * x;
  const double v2 = c1 - v1;
  const double v3 = c2 - v2;
  const double v4 = v3 / v2;
  const double v5 = v0 * v4;
  return v5;
}

double airy_ai_7x_6(double x) {
  return airy_ai_7x_6_at(x);
}

void airy_ai_7x_6_array(const double* airy_ai_7x_6_restrict in, double* airy_ai_7x_6_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_6_at(in[i]);
}

#undef airy_ai_7x_6_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
