/* log2_10
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 8.547e-12 absolute at every x of the domain (level: certified), worst at x = 0x1.056e8fd6b871cp+0 (1.0212182902545868)
 *   where a division by zero near x = 1.4142135697657925 counts as its limit
 * Error of this code: 8.548e-12 absolute (level: dense, 24249 points against MPFR), worst at x = 0x1.000000098p+0 (1.0000000022118911)
 * Operations: 10
 * Formula, constants shortened: t = -5.99601 / (x + 3.00733) + 2.55989; u = -1.44913 / t + t; -3.91038 / (-5.8972 / u + u) + 0.5 + u
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --budget 3000064c
 *   ulpforge emit runs/log2-s1 --ops 10 --name log2_10 --type double
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
#error "log2_10 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_10 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_10_restrict __restrict
#else
#define log2_10_restrict restrict
#endif

static inline double log2_10_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.80f04d09e7a2fp+1;
  const double c1 = -0x1.7fbe90c225e5fp+2;
  const double c2 = 0x1.47aa68e78d4a5p+1;
  const double c3 = -0x1.72fa7eb9cf869p+0;
  const double c4 = -0x1.796ba5e72e255p+2;
  const double c5 = -0x1.f4873234adfadp+1;
  const double c6 = 0x1.00000040c81d6p-1;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v1 + c2;
  const double v3 = c3 / v2;
  const double v4 = v3 + v2;
  const double v5 = c4 / v4;
  const double v6 = v5 + v4;
  const double v7 = c5 / v6;
  const double v8 = v7 + c6;
  const double v9 = v8 + v4;
  return v9;
}

double log2_10(double x) {
  return log2_10_at(x);
}

void log2_10_array(const double* log2_10_restrict in, double* log2_10_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = log2_10_at(in[i]);
}

#undef log2_10_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
