/* erf_9
 * Emitted by Ulpforge 0.1.0.
 * Computes: erf(x) on (0,2]
 * Error over the reals: at most 3.121e-07 relative at every x of the domain (level: certified), worst at x = 0x1.ea32c2f482bbfp+0 (1.9148370596837905)
 * Error of this code: 1 relative (level: dense, 1288202 points in 1076 binades against MPFR), worst at x = 0x0.0000000000001p-1022 (4.9406564584124654e-324)
 * Operations: 9
 * Formula, constants shortened: t = -6.55749 / x - x; u = t - 10.8942 / t; -7.00827 / (t + 8.818 / u) - 0.39107 / u
 * Seed: 1
 * Reproduce with:
 *   ulpforge search erf --domain '(0,2]' --measure relative --max-ops 14 --seed 1 --budget 3000064c
 *   ulpforge emit runs/erf-s1 --ops 9 --name erf_9 --type double
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
#error "erf_9 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "erf_9 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define erf_9_restrict __restrict
#else
#define erf_9_restrict restrict
#endif

static inline double erf_9_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.a3adfd92512b3p+2;
  const double c1 = -0x1.5c9ce4e216e93p+3;
  const double c2 = 0x1.1a2d0ff3274efp+3;
  const double c3 = -0x1.c08788d31d224p+2;
  const double c4 = 0x1.9074b2a1adea9p-2;
  const double v0 = c0 / x;
  const double v1 = v0 - x;
  const double v2 = c1 / v1;
  const double v3 = v1 + v2;
  const double v4 = c2 / v3;
  const double v5 = v1 + v4;
  const double v6 = c3 / v5;
  const double v7 = c4 / v3;
  const double v8 = v6 - v7;
  return v8;
}

double erf_9(double x) {
  return erf_9_at(x);
}

void erf_9_array(const double* erf_9_restrict in, double* erf_9_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = erf_9_at(in[i]);
}

#undef erf_9_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
