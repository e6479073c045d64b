/* airy_ai_7x_6
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 3.137e-01 absolute at every x of the domain (level: certified), worst at x = 0x1.07397e5eac195p-1 (0.51411051660220386)
 * Error of this code: 0.3136 absolute (level: dense, 21194 points against MPFR), worst at x = 0x1.07397f09be66ap-1 (0.51411053651754668)
 * Operations: 6
 * Formula, constants shortened: t = x - 0.837896; (-0.00436883 / (t * x + 0.178831) - t) * 0.739355
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 6 --name airy_ai_7x_6 --type double
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
#error "airy_ai_7x_6 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_6 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_6_restrict __restrict
#else
#define airy_ai_7x_6_restrict restrict
#endif

static inline double airy_ai_7x_6_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.ad00bd9888e2p-1;
  const double c1 = 0x1.6e3efc97d421bp-3;
  const double c2 = -0x1.1e50d0c7cb779p-8;
  const double c3 = 0x1.7a8cc5f1fc7e6p-1;
  const double v0 = x + c0;
  const double v1 = v0 * x;
  const double v2 = v1 + c1;
  const double v3 = c2 / v2;
  const double v4 = v3 - v0;
  const double v5 = v4 * c3;
  return v5;
}

double airy_ai_7x_6(double x) {
  return airy_ai_7x_6_at(x);
}

void airy_ai_7x_6_array(const double* airy_ai_7x_6_restrict in, double* airy_ai_7x_6_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_6_at(in[i]);
}

#undef airy_ai_7x_6_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
