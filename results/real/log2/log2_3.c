/* log2_3
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 1.242e-03 absolute at every x of the domain (level: certified), worst at x = 0x1.3098302decc23p+0 (1.1898222076531588)
 * Error of this code: 0.001242 absolute (level: dense, 21015 points against MPFR), worst at x = 0x1.3098310c44bcfp+0 (1.1898222594215786)
 * Operations: 3
 * Formula, constants shortened: -8.22217 / (x + 1.41421) + 3.40698
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --budget 3000064c
 *   ulpforge emit runs/log2-s1 --ops 3 --name log2_3 --type double
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
#error "log2_3 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_3 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_3_restrict __restrict
#else
#define log2_3_restrict restrict
#endif

static inline double log2_3_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.6a09e669dffeap+0;
  const double c1 = -0x1.071c0087b183fp+3;
  const double c2 = 0x1.b417c588e1a1ep+1;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v1 + c2;
  return v2;
}

double log2_3(double x) {
  return log2_3_at(x);
}

void log2_3_array(const double* log2_3_restrict in, double* log2_3_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = log2_3_at(in[i]);
}

#undef log2_3_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
