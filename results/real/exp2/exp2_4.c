/* exp2_4
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp2(x) on (0,1]
 * Error over the reals: at most 2.169e-04 relative at every x of the domain (level: certified), worst at x = 0x0.0000000000001p-1022 (4.9406564584124654e-324)
 * Error of this code: 0.0002168 relative (level: dense, 1287196 points in 1075 binades against MPFR), worst at x = 0x1.47fe12154a75ap-46 (1.8207239240022161e-14)
 * Operations: 4
 * Formula, constants shortened: t = 1.18921 + 13.7511 / (x - 6.28161); t * t
 * Seed: 2
 * Reproduce with:
 *   ulpforge search exp2 --domain '(0,1]' --measure relative --seed 2 --budget 5000064c
 *   ulpforge emit runs/exp2-s2 --ops 4 --name exp2_4 --type double
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
#error "exp2_4 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "exp2_4 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define exp2_4_restrict __restrict
#else
#define exp2_4_restrict restrict
#endif

static inline double exp2_4_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.9205f98f14a67p+2;
  const double c1 = -0x1.b808cd7189949p+3;
  const double c2 = 0x1.306fe09bd67c6p+0;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = c2 - v1;
  const double v3 = v2 * v2;
  return v3;
}

double exp2_4(double x) {
  return exp2_4_at(x);
}

void exp2_4_array(const double* exp2_4_restrict in, double* exp2_4_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = exp2_4_at(in[i]);
}

#undef exp2_4_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
