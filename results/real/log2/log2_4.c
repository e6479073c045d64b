/* log2_4
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 9.202e-04 absolute at every x of the domain (level: certified), worst at x = 0x1.2c5c3234021adp+0 (1.1732818009350965)
 * Error of this code: 0.0009201 absolute (level: dense, 21132 points against MPFR), worst at x = 0x1.2c5c327168985p+0 (1.1732818152309801)
 * Operations: 4
 * Formula, constants shortened: t = -0.73496 / x - 0.137252; -0.759951 / t + t
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --budget 3000064c
 *   ulpforge emit runs/log2-s1 --ops 4 --name log2_4 --type double
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
#error "log2_4 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_4 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_4_restrict __restrict
#else
#define log2_4_restrict restrict
#endif

static inline double log2_4_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.784c9d2ea8fc9p-1;
  const double c1 = -0x1.1917a49a5e6d3p-3;
  const double c2 = -0x1.85183e67a117bp-1;
  const double v0 = c0 / x;
  const double v1 = v0 + c1;
  const double v2 = c2 / v1;
  const double v3 = v2 + v1;
  return v3;
}

double log2_4(double x) {
  return log2_4_at(x);
}

void log2_4_array(const double* log2_4_restrict in, double* log2_4_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = log2_4_at(in[i]);
}

#undef log2_4_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
