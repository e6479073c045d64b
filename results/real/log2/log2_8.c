/* log2_8
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 4.752e-09 absolute at every x of the domain (level: certified), worst at x = 0x1.eea5f245f30ecp+0 (1.9322196408057222)
 *   where a division by zero near x = 1.414213563131463 counts as its limit
 * Error of this code: 4.752e-09 absolute (level: dense, 22611 points against MPFR), worst at x = 0x1.eea5f21c4febbp+0 (1.9322196311112936)
 * Operations: 8
 * Formula, constants shortened: t = -3.65431 / (x + 1.41421) + 1.29199; t + -3.41074 / (-2.76557 / t + t) + 0.5
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --budget 3000064c
 *   ulpforge emit runs/log2-s1 --ops 8 --name log2_8 --type double
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
#error "log2_8 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_8 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_8_restrict __restrict
#else
#define log2_8_restrict restrict
#endif

static inline double log2_8_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.6a09e66b359p+0;
  const double c1 = -0x1.d3c04cac90cdap+1;
  const double c2 = 0x1.4ac00192bbf2bp+0;
  const double c3 = -0x1.61fe13c26465ep+1;
  const double c4 = -0x1.b4931452f9bb6p+1;
  const double c5 = 0x1.00000006a5416p-1;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v1 + c2;
  const double v3 = c3 / v2;
  const double v4 = v3 + v2;
  const double v5 = c4 / v4;
  const double v6 = v5 + c5;
  const double v7 = v2 + v6;
  return v7;
}

double log2_8(double x) {
  return log2_8_at(x);
}

void log2_8_array(const double* log2_8_restrict in, double* log2_8_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = log2_8_at(in[i]);
}

#undef log2_8_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
