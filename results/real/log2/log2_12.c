/* log2_12
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 8.480e-12 absolute at every x of the domain (level: certified), worst at x = 0x1.15b190ec053f4p+0 (1.0847406936857142)
 * Error of this code: 8.481e-12 absolute (level: dense, 24266 points against MPFR), worst at x = 0x1.05727a637da98p+0 (1.0212780468843103)
 * Operations: 12
 * Formula, constants shortened: t = -5.94875 / (x + 2.99581) - 1.32186 / (x + 0.663836) - 0.420834; u = t - 1.8249 / t + 2.89786; u - 2.10684 / (u + 1.55662)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --budget 3000064c
 *   ulpforge emit runs/log2-s1 --ops 12 --name log2_12 --type double
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
#error "log2_12 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_12 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_12_restrict __restrict
#else
#define log2_12_restrict restrict
#endif

static inline double log2_12_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.7f76a2d7d6fedp+1;
  const double c1 = -0x1.7cb859618d7efp+2;
  const double c2 = 0x1.53e245c9da456p-1;
  const double c3 = -0x1.52659e16ab153p+0;
  const double c4 = -0x1.aeef3b9c58eadp-2;
  const double c5 = -0x1.d32ce700f48e8p+0;
  const double c6 = 0x1.72ed13a8816a8p+1;
  const double c7 = 0x1.8e7eab05b906dp+0;
  const double c8 = 0x1.0dacd216319e2p+1;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = x + c2;
  const double v3 = c3 / v2;
  const double v4 = v1 + v3;
  const double v5 = v4 + c4;
  const double v6 = c5 / v5;
  const double v7 = v5 + v6;
  const double v8 = v7 + c6;
  const double v9 = v8 + c7;
  const double v10 = c8 / v9;
  const double v11 = v8 - v10;
  return v11;
}

double log2_12(double x) {
  return log2_12_at(x);
}

void log2_12_array(const double* log2_12_restrict in, double* log2_12_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = log2_12_at(in[i]);
}

#undef log2_12_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
