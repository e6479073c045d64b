/* erf_8
 * Emitted by Ulpforge 0.1.0.
 * Computes: erf(x) on (0,2]
 * Error over the reals: at most 3.252e-06 relative at every x of the domain (level: certified), worst at x = 0x1.f06ba9bb6d452p-1 (0.9695714036266827)
 * Error of this code: 1 relative (level: dense, 1288202 points in 1076 binades against MPFR), worst at x = 0x0.0000000000001p-1022 (4.9406564584124654e-324)
 * Operations: 8
 * Formula, constants shortened: t = -5.95536 / x - x; -6.71989 / (t + 5.86479 / (t - 8.39044 / (t - 0.0424508)))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search erf --domain '(0,2]' --measure relative --max-ops 14 --seed 1 --budget 3000064c
 *   ulpforge emit runs/erf-s1 --ops 8 --name erf_8 --type double
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
#error "erf_8 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "erf_8 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define erf_8_restrict __restrict
#else
#define erf_8_restrict restrict
#endif

static inline double erf_8_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.7d24b16652ec3p+2;
  const double c1 = -0x1.5bc1ae2b1530cp-5;
  const double c2 = 0x1.0c7e7e4e9dc1p+3;
  const double c3 = 0x1.7758a864c96a1p+2;
  const double c4 = -0x1.ae12a2d457c7ap+2;
  const double v0 = c0 / x;
  const double v1 = v0 - x;
  const double v2 = v1 + c1;
  const double v3 = c2 / v2;
  const double v4 = v1 - v3;
  const double v5 = c3 / v4;
  const double v6 = v1 + v5;
  const double v7 = c4 / v6;
  return v7;
}

double erf_8(double x) {
  return erf_8_at(x);
}

void erf_8_array(const double* erf_8_restrict in, double* erf_8_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = erf_8_at(in[i]);
}

#undef erf_8_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
