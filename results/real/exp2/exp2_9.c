/* exp2_9
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp2(x) on (0,1]
 * Error over the reals: at most 2.332e-14 relative at every x of the domain (level: certified), worst at x = 0x0.0000000000001p-1022 (4.9406564584124654e-324)
 * Error of this code: 2.352e-14 relative (level: dense, 1287141 points in 1075 binades against MPFR), worst at x = 0x1.976765ad89d11p-1 (0.79571073287380234)
 * Operations: 9
 * Formula, constants shortened: t = -357.13 / x - x; u = t + 918.659 / t; -247.544 / (u + 3830.7 / u + 123.772) + 1
 * Seed: 2
 * Reproduce with:
 *   ulpforge search exp2 --domain '(0,1]' --measure relative --seed 2 --budget 5000064c
 *   ulpforge emit runs/exp2-s2 --ops 9 --name exp2_9 --type double
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
#error "exp2_9 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "exp2_9 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define exp2_9_restrict __restrict
#else
#define exp2_9_restrict restrict
#endif

static inline double exp2_9_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.65214bb7d8651p+8;
  const double c1 = 0x1.cb545d50bc80bp+9;
  const double c2 = 0x1.ded66dff50acep+11;
  const double c3 = 0x1.ef165f3ac8249p+6;
  const double c4 = -0x1.ef165f3b17c1fp+7;
  const double c5 = 0x1.fffffffffff2ep-1;
  const double v0 = c0 / x;
  const double v1 = v0 - x;
  const double v2 = c1 / v1;
  const double v3 = v1 + v2;
  const double v4 = c2 / v3;
  const double v5 = v3 + v4;
  const double v6 = v5 + c3;
  const double v7 = c4 / v6;
  const double v8 = v7 + c5;
  return v8;
}

double exp2_9(double x) {
  return exp2_9_at(x);
}

void exp2_9_array(const double* exp2_9_restrict in, double* exp2_9_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = exp2_9_at(in[i]);
}

#undef exp2_9_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
