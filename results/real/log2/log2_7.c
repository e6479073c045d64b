/* log2_7
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 2.588e-07 absolute at every x of the domain (level: certified), worst at x = 0x1.e36b336d0c1e8p+0 (1.8883545056561335)
 * Error of this code: 2.588e-07 absolute (level: dense, 22282 points against MPFR), worst at x = 0x1.e36b32ec09276p+0 (1.8883544756182835)
 * Operations: 7
 * Formula, constants shortened: t = -2.66952 / (x + 1.00036) + 1.33452; t - 3.34661 / (-2.87883 / t + t)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --budget 3000064c
 *   ulpforge emit runs/log2-s1 --ops 7 --name log2_7 --type double
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
#error "log2_7 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_7 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_7_restrict __restrict
#else
#define log2_7_restrict restrict
#endif

static inline double log2_7_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.0017c4d1b6badp+0;
  const double c1 = -0x1.55b2e5b4e655fp+1;
  const double c2 = 0x1.55a30b8f9702cp+0;
  const double c3 = -0x1.707d6a386114bp+1;
  const double c4 = -0x1.ac5d9e11d4f64p+1;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v1 + c2;
  const double v3 = c3 / v2;
  const double v4 = v3 + v2;
  const double v5 = c4 / v4;
  const double v6 = v2 + v5;
  return v6;
}

double log2_7(double x) {
  return log2_7_at(x);
}

void log2_7_array(const double* log2_7_restrict in, double* log2_7_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = log2_7_at(in[i]);
}

#undef log2_7_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
