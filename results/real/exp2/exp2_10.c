/* exp2_10
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp2(x) on (0,1]
 * Error over the reals: 1.639e-16 relative (level: dense, 21243 points against MPFR), worst at x = 0x1p+0 (1)
 * Error of this code: 3.492e-16 relative (level: dense, 24274 points against MPFR), worst at x = 0x1.fffb017809cc9p-1 (0.99996189680396086)
 * Operations: 10
 * Formula, constants shortened: t = x - 0.466614; u = t + 357.054 / t; v = u + 918.176 / u; 341.998 / (v - 123.745 + 3829.08 / v) + 1.38186
 * Seed: 2
 * Reproduce with:
 *   ulpforge search exp2 --domain '(0,1]' --measure relative --seed 2 --budget 4902912c
 *   ulpforge emit runs/exp2-s2 --ops 10 --name exp2_10 --type double
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
#error "exp2_10 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "exp2_10 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define exp2_10_restrict __restrict
#else
#define exp2_10_restrict restrict
#endif

static inline double exp2_10_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.ddcfee09e0232p-2;
  const double c1 = -0x1.650dc4e364fd1p+8;
  const double c2 = 0x1.cb1686e7d6ba6p+9;
  const double c3 = -0x1.eefb4d618f603p+6;
  const double c4 = 0x1.dea28937cda4p+11;
  const double c5 = 0x1.55ff87190471cp+8;
  const double c6 = 0x1.61c1b484a5522p+0;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v0 - v1;
  const double v3 = c2 / v2;
  const double v4 = v2 + v3;
  const double v5 = v4 + c3;
  const double v6 = c4 / v4;
  const double v7 = v5 + v6;
  const double v8 = c5 / v7;
  const double v9 = v8 + c6;
  return v9;
}

double exp2_10(double x) {
  return exp2_10_at(x);
}

void exp2_10_array(const double* exp2_10_restrict in, double* exp2_10_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = exp2_10_at(in[i]);
}

#undef exp2_10_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
