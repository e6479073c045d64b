/* erf_10
 * Emitted by Ulpforge 0.1.0.
 * Computes: erf(x) on (0,2]
 * Error over the reals: at most 1.368e-07 relative at every x of the domain (level: certified), worst at x = 0x1.e89e11efa9bacp+0 (1.9086619577517281)
 * Error of this code: 1 relative (level: dense, 1288202 points in 1076 binades against MPFR), worst at x = 0x0.0000000000001p-1022 (4.9406564584124654e-324)
 * Operations: 10
 * Formula, constants shortened: t = -6.86667 / x - x; u = t - 10.4264 / t; -7.74821 / (t + 8.85005 / (u + 0.743662 / (u + 0.53434)))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search erf --domain '(0,2]' --measure relative --max-ops 14 --seed 1 --budget 3000064c
 *   ulpforge emit runs/erf-s1 --ops 10 --name erf_10 --type double
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
#error "erf_10 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "erf_10 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define erf_10_restrict __restrict
#else
#define erf_10_restrict restrict
#endif

static inline double erf_10_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.b777918dc28e6p+2;
  const double c1 = -0x1.4da527e3cdc3ap+3;
  const double c2 = 0x1.1194f64e6b82ap-1;
  const double c3 = 0x1.7cc1502cad0b5p-1;
  const double c4 = 0x1.1b339dc1c75a2p+3;
  const double c5 = -0x1.efe2aa678f8f7p+2;
  const double v0 = c0 / x;
  const double v1 = v0 - x;
  const double v2 = c1 / v1;
  const double v3 = v1 + v2;
  const double v4 = v3 + c2;
  const double v5 = c3 / v4;
  const double v6 = v3 + v5;
  const double v7 = c4 / v6;
  const double v8 = v1 + v7;
  const double v9 = c5 / v8;
  return v9;
}

double erf_10(double x) {
  return erf_10_at(x);
}

void erf_10_array(const double* erf_10_restrict in, double* erf_10_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = erf_10_at(in[i]);
}

#undef erf_10_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
