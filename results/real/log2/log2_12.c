/* log2_12
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 1.584e-14 absolute at every x of the domain (level: certified), worst at x = 0x1.f8d3ffc4160a9p+0 (1.9719848493314578)
 *   where a division by zero near x = 1.4142135656475856 counts as its limit
 * Error of this code: 1.596e-14 absolute (level: dense, 24267 points against MPFR), worst at x = 0x1.e45dd0ddc73dfp+0 (1.8920565167857075)
 * Operations: 12
 * Formula, constants shortened: t = 12.9352 / (x - 1.41421) + 4.57328; u = t - 4.13161 / (-2.29644 / t + t); v = 9.05866 / u; v - 4.13704 / (v - u) + 0.5
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --budget 5000064c
 *   ulpforge emit runs/log2-s1 --ops 12 --name log2_12 --type double
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
#error "log2_12 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_12 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_12_restrict __restrict
#else
#define log2_12_restrict restrict
#endif

static inline double log2_12_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.6a09e6760413fp+0;
  const double c1 = 0x1.9ded1081fd404p+3;
  const double c2 = 0x1.24b09d90dc4dbp+2;
  const double c3 = -0x1.25f1dd09a4aa4p+1;
  const double c4 = -0x1.086c510f81647p+2;
  const double c5 = 0x1.21e0857c99638p+3;
  const double c6 = 0x1.08c53db9c8374p+2;
  const double c7 = 0x1.0000001cb1b2dp-1;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v1 + c2;
  const double v3 = c3 / v2;
  const double v4 = v3 + v2;
  const double v5 = c4 / v4;
  const double v6 = v2 + v5;
  const double v7 = c5 / v6;
  const double v8 = v7 - v6;
  const double v9 = c6 / v8;
  const double v10 = v7 - v9;
  const double v11 = v10 + c7;
  return v11;
}

double log2_12(double x) {
  return log2_12_at(x);
}

void log2_12_array(const double* log2_12_restrict in, double* log2_12_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = log2_12_at(in[i]);
}

#undef log2_12_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
