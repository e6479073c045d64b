/* log2_6
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 2.474e-06 absolute at every x of the domain (level: certified), worst at x = 0x1.1197e43b3381bp+0 (1.0687239307912992)
 * Error of this code: 2.474e-06 absolute (level: dense, 21916 points against MPFR), worst at x = 0x1.1197e5c033b6ap+0 (1.0687240213626077)
 * Operations: 6
 * Formula, constants shortened: -1.63407 / (x + 0.375677) + 4.84968 - 23.1565 / (x + 5.32372)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --budget 3000064c
 *   ulpforge emit runs/log2-s1 --ops 6 --name log2_6 --type double
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
#error "log2_6 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_6 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_6_restrict __restrict
#else
#define log2_6_restrict restrict
#endif

static inline double log2_6_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.80b18671deba9p-2;
  const double c1 = -0x1.a252b346ed8fap+0;
  const double c2 = 0x1.36611aa4e795bp+2;
  const double c3 = 0x1.54b7d170e29fap+2;
  const double c4 = 0x1.7280da873124fp+4;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v1 + c2;
  const double v3 = x + c3;
  const double v4 = c4 / v3;
  const double v5 = v2 - v4;
  return v5;
}

double log2_6(double x) {
  return log2_6_at(x);
}

void log2_6_array(const double* log2_6_restrict in, double* log2_6_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = log2_6_at(in[i]);
}

#undef log2_6_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
