/* exp2_10
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp2(x) on (0,1]
 * Error over the reals: at most 8.771e-17 relative at every x of the domain (level: certified), worst at x = 0x1.ef103e5338326p-6 (0.030216275085766096)
 *   where a division by zero near x = 0.50000002980209524 counts as its limit
 * Error of this code: 3.275e-16 relative (level: dense, 24274 points against MPFR), worst at x = 0x1.84p-53 (1.6826817716975029e-16)
 * Operations: 10
 * Formula, constants shortened: t = x - 0.5; u = -357.051 / t - t; v = u + 918.157 / u; -350.002 / (v + 3829.02 / v + 123.744) + 1.41421
 * Seed: 2
 * Reproduce with:
 *   ulpforge search exp2 --domain '(0,1]' --measure relative --seed 2 --budget 6000000c
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
  const double c0 = -0x1.000000ffff802p-1;
  const double c1 = -0x1.650d01e2b8bd5p+8;
  const double c2 = -0x1.cb141d403e7ep+9;
  const double c3 = -0x1.dea08316ab987p+11;
  const double c4 = 0x1.eefa3f0cd0137p+6;
  const double c5 = -0x1.5e0081326112ap+8;
  const double c6 = 0x1.6a09e6e56c978p+0;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v1 - v0;
  const double v3 = c2 / v2;
  const double v4 = v2 - v3;
  const double v5 = c3 / v4;
  const double v6 = v4 - v5;
  const double v7 = v6 + c4;
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
