/* log2_5
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 9.284e-06 absolute at every x of the domain (level: certified), worst at x = 0x1.246eda2a6bf38p+0 (1.1423164704865041)
 * Error of this code: 9.284e-06 absolute (level: dense, 21616 points against MPFR), worst at x = 0x1.246eda2fe564ap+0 (1.1423164717611081)
 * Operations: 5
 * Formula, constants shortened: t = 1.44092 / (x + 0.329169); 1.52778 / (t + 0.325233) - t
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --budget 3000064c
 *   ulpforge emit runs/log2-s1 --ops 5 --name log2_5 --type double
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
#error "log2_5 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_5 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_5_restrict __restrict
#else
#define log2_5_restrict restrict
#endif

static inline double log2_5_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.5111972843d41p-2;
  const double c1 = 0x1.70e01c49141cfp+0;
  const double c2 = 0x1.4d09c2a4e45a1p-2;
  const double c3 = 0x1.871cdc3551bd5p+0;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v1 + c2;
  const double v3 = c3 / v2;
  const double v4 = v3 - v1;
  return v4;
}

double log2_5(double x) {
  return log2_5_at(x);
}

void log2_5_array(const double* log2_5_restrict in, double* log2_5_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = log2_5_at(in[i]);
}

#undef log2_5_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
