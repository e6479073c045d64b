/* erf_12
 * Emitted by Ulpforge 0.1.0.
 * Computes: erf(x) on (0,2]
 * Error over the reals: at most 4.878e-09 relative at every x of the domain (level: certified), worst at x = 0x1.f41e08dc4311bp+0 (1.9535832917927738)
 * Error of this code: 0.1138 relative (level: dense, 1284265 points in 1076 binades against MPFR), worst at x = 0x0.0000000000001p-1022 (4.9406564584124654e-324)
 * Operations: 12
 * Formula, constants shortened: t = x * x; u = 24.487 / (t + 15.3948 + 64.5999 / (t + 1.54802)) - 1.31682; (u * u - (t * 0.0301395 - 0.339546)) * x
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
  const double c0 = 0x1.eca214d1fcc94p+3;
  const double c1 = 0x1.8c4b547dc67a3p+0;
  const double c2 = -0x1.02665752d4bd5p+6;
  const double c3 = 0x1.87ca9af77047bp+4;
  const double c4 = -0x1.511add556ba55p+0;
  const double c5 = 0x1.edce4875158f7p-6;
  const double c6 = -0x1.5bb1d9d18ae39p-2;
  const double v0 = x * x;
  const double v1 = v0 + c0;
  const double v2 = v0 + c1;
  const double v3 = c2 / v2;
  const double v4 = v1 - v3;
  const double v5 = c3 / v4;
  const double v6 = v5 + c4;
  const double v7 = v6 * v6;
  const double v8 = v0 * c5;
  const double v9 = v8 + c6;
  const double v10 = v7 - v9;
  const double v11 = v10 * x;
  return v11;
}

double erf_12(double x) {
  return erf_12_at(x);
}

void erf_12_array(const double* erf_12_restrict in, double* erf_12_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = erf_12_at(in[i]);
}

#undef erf_12_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
