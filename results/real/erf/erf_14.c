/* erf_14
 * Emitted by Ulpforge 0.1.0.
 * Computes: erf(x) on (0,2]
 * Error over the reals: at most 1.923e-10 relative at every x of the domain (level: certified), worst at x = 0x1.4120bdb7c4784p+0 (1.2544058393145585)
 * Error of this code: inf relative (level: dense, 1288202 points in 1076 binades against MPFR), worst at x = 0x0.0000000000001p-1022 (4.9406564584124654e-324)
 * Operations: 14
 * Formula, constants shortened: t = -8.93699 / x - x; u = t - 12.6588 / t; v = 3.70954 / u + t * -0.308889; -10.0843 / (t + 12.2232 / (u + v - 0.000934594 / (v - 0.282652)))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search erf --domain '(0,2]' --measure relative --max-ops 14 --seed 1 --budget 3000064c
 *   ulpforge emit runs/erf-s1 --ops 14 --name erf_14 --type double
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
#error "erf_14 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "erf_14 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define erf_14_restrict __restrict
#else
#define erf_14_restrict restrict
#endif

static inline double erf_14_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.1dfbd9ba73766p+3;
  const double c1 = -0x1.9515304ad14d9p+3;
  const double c2 = 0x1.dad238f1a0d22p+1;
  const double c3 = -0x1.3c4d5a7154925p-2;
  const double c4 = -0x1.216f7984cc6cep-2;
  const double c5 = -0x1.e9ff0bbbf5939p-11;
  const double c6 = 0x1.872463a4e5d2ep+3;
  const double c7 = -0x1.42b2ba146e774p+3;
  const double v0 = c0 / x;
  const double v1 = v0 - x;
  const double v2 = c1 / v1;
  const double v3 = v1 + v2;
  const double v4 = c2 / v3;
  const double v5 = v1 * c3;
  const double v6 = v4 + v5;
  const double v7 = v6 + c4;
  const double v8 = c5 / v7;
  const double v9 = v6 + v8;
  const double v10 = v3 + v9;
  const double v11 = c6 / v10;
  const double v12 = v1 + v11;
  const double v13 = c7 / v12;
  return v13;
}

double erf_14(double x) {
  return erf_14_at(x);
}

void erf_14_array(const double* erf_14_restrict in, double* erf_14_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = erf_14_at(in[i]);
}

#undef erf_14_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
