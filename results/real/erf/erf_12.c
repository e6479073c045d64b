/* erf_12
 * Emitted by Ulpforge 0.1.0.
 * Computes: erf(x) on (0,2]
 * Error over the reals: at most 6.823e-09 relative at every x of the domain (level: certified), worst at x = 0x1.e78aa698067p+0 (1.9044593926577704)
 * Error of this code: 1 relative (level: dense, 22592 points against MPFR), worst at x = 0x0.0000000000001p-1022 (4.9406564584124654e-324)
 * Operations: 12
 * Formula, constants shortened: t = -9.05679 / x - x; u = t + 0.00279014; v = -12.6233 / u; -10.2195 / (t + 12.1705 / (v + t * 0.6656 + 3.87512 / (v + u)))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search erf --domain '(0,2]' --measure relative --max-ops 14 --seed 1 --budget 3000064c
 *   ulpforge emit runs/erf-s1 --ops 12 --name erf_12 --type double
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
#error "erf_12 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "erf_12 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define erf_12_restrict __restrict
#else
#define erf_12_restrict restrict
#endif

static inline double erf_12_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.21d131b8fbfe3p+3;
  const double c1 = 0x1.6db59c56199cap-9;
  const double c2 = -0x1.93f1da4f02944p+3;
  const double c3 = 0x1.54c97d1677bf2p-1;
  const double c4 = 0x1.f0040a5aa92f7p+1;
  const double c5 = -0x1.8574e06e7a53ep+3;
  const double c6 = -0x1.47060e26c8adp+3;
  const double v0 = c0 / x;
  const double v1 = v0 - x;
  const double v2 = v1 + c1;
  const double v3 = c2 / v2;
  const double v4 = v1 * c3;
  const double v5 = v3 + v4;
  const double v6 = v3 + v2;
  const double v7 = c4 / v6;
  const double v8 = v5 + v7;
  const double v9 = c5 / v8;
  const double v10 = v1 - v9;
  const double v11 = c6 / v10;
  return v11;
}

double erf_12(double x) {
  return erf_12_at(x);
}

void erf_12_array(const double* erf_12_restrict in, double* erf_12_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = erf_12_at(in[i]);
}

#undef erf_12_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
