/* erf_13
 * Emitted by Ulpforge 0.1.0.
 * Computes: erf(x) on (0,2]
 * Error over the reals: at most 3.400e-10 relative at every x of the domain (level: certified), worst at x = 0x1.f6cf27df3a82fp+0 (1.9640984458915332)
 * Error of this code: inf relative (level: dense, 1288202 points in 1076 binades against MPFR), worst at x = 0x0.0000000000001p-1022 (4.9406564584124654e-324)
 * Operations: 13
 * Formula, constants shortened: t = -9.39607 / x - x; u = t - 8.82925 / t; v = u + 1.56926 / u + t * -0.574633; 10.6023 / (-8.52123 / (v + 0.605829 / v) - t)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search erf --domain '(0,2]' --measure relative --max-ops 14 --seed 1 --budget 3000064c
 *   ulpforge emit runs/erf-s1 --ops 13 --name erf_13 --type double
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
#error "erf_13 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "erf_13 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define erf_13_restrict __restrict
#else
#define erf_13_restrict restrict
#endif

static inline double erf_13_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.2caca0c81cb45p+3;
  const double c1 = 0x1.1a8930ad65ebbp+3;
  const double c2 = -0x1.91bad39263ccbp+0;
  const double c3 = -0x1.26364d8d4b96fp-1;
  const double c4 = 0x1.362f2fefc7954p-1;
  const double c5 = -0x1.10ade80b8ab56p+3;
  const double c6 = 0x1.53464f55c6ec2p+3;
  const double v0 = c0 / x;
  const double v1 = v0 - x;
  const double v2 = c1 / v1;
  const double v3 = v1 - v2;
  const double v4 = c2 / v3;
  const double v5 = v3 - v4;
  const double v6 = v1 * c3;
  const double v7 = v5 + v6;
  const double v8 = c4 / v7;
  const double v9 = v7 + v8;
  const double v10 = c5 / v9;
  const double v11 = v10 - v1;
  const double v12 = c6 / v11;
  return v12;
}

double erf_13(double x) {
  return erf_13_at(x);
}

void erf_13_array(const double* erf_13_restrict in, double* erf_13_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = erf_13_at(in[i]);
}

#undef erf_13_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
