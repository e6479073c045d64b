/* exp2_10
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp2(x) on (0,1]
 * Error over the reals: at most 9.862e-17 relative at every x of the domain (level: certified), worst at x = 0x1.95ad17549b36bp-1 (0.79233620555679118)
 * Error of this code: 5.493e-16 relative (level: dense, 1287261 points in 1075 binades against MPFR), worst at x = 0x1.e2c84e3869ab5p-1 (0.94293446005470705)
 * Operations: 10
 * Formula, constants shortened: t = -1428.22 / x - x; u = t + 3672.71 / t; v = -494.982 / (u + 15316.3 / u + 247.491) + 1; v * v
 * Seed: 2
 * Reproduce with:
 *   ulpforge search exp2 --domain '(0,1]' --measure relative --seed 2 --budget 5000064c
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
  const double c0 = -0x1.650ddc58d387bp+10;
  const double c1 = 0x1.cb16d1276876cp+11;
  const double c2 = -0x1.dea2c7900b568p+13;
  const double c3 = 0x1.eefb6de6dab7cp+7;
  const double c4 = -0x1.eefb6de6db3bp+8;
  const double c5 = 0x1p+0;
  const double v0 = c0 / x;
  const double v1 = v0 - x;
  const double v2 = c1 / v1;
  const double v3 = v1 + v2;
  const double v4 = c2 / v3;
  const double v5 = v3 - v4;
  const double v6 = v5 + c3;
  const double v7 = c4 / v6;
  const double v8 = v7 + c5;
  const double v9 = v8 * v8;
  return v9;
}

double exp2_10(double x) {
  return exp2_10_at(x);
}

void exp2_10_array(const double* exp2_10_restrict in, double* exp2_10_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = exp2_10_at(in[i]);
}

#undef exp2_10_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
