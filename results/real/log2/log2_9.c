/* log2_9
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 2.196e-09 absolute at every x of the domain (level: certified), worst at x = 0x1.10a9e14e641aep+0 (1.0650921646484721)
 *   where a division by zero near x = 1.0000000015220039 counts as its limit
 * Error of this code: 2.196e-09 absolute (level: dense, 22752 points against MPFR), worst at x = 0x1.10a9e17368d3fp+0 (1.0650921732675014)
 * Operations: 9
 * Formula, constants shortened: t = -0.94434 / (x + 0.461786) - 0.55429; u = -1.44074 / t + t; u - 3.8692 / (-6.11984 / u + u)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --budget 3000064c
 *   ulpforge emit runs/log2-s1 --ops 9 --name log2_9 --type double
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
#error "log2_9 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_9 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_9_restrict __restrict
#else
#define log2_9_restrict restrict
#endif

static inline double log2_9_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.d8de70c4e2a3ap-2;
  const double c1 = -0x1.e3807cf85acbap-1;
  const double c2 = -0x1.1bcbd5bd59656p-1;
  const double c3 = -0x1.70d42ab5197e3p+0;
  const double c4 = -0x1.87ab65e926946p+2;
  const double c5 = 0x1.ef421847ccf3cp+1;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v1 + c2;
  const double v3 = c3 / v2;
  const double v4 = v3 + v2;
  const double v5 = c4 / v4;
  const double v6 = v5 + v4;
  const double v7 = c5 / v6;
  const double v8 = v4 - v7;
  return v8;
}

double log2_9(double x) {
  return log2_9_at(x);
}

void log2_9_array(const double* log2_9_restrict in, double* log2_9_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = log2_9_at(in[i]);
}

#undef log2_9_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
