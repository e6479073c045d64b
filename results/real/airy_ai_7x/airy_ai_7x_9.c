/* airy_ai_7x_9
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 3.913e-02 absolute at every x of the domain (level: certified), worst at x = 0x1.a0340675803a8p-2 (0.40644846050423178)
 * Error of this code: 0.03912 absolute (level: dense, 1285366 points in 1075 binades against MPFR), worst at x = 0x1.a0340675803aep-2 (0.40644846050423211)
 * Operations: 9
 * Formula, constants shortened: t = x - 0.666726; u = -0.451006 / (t * t + 0.114546) + 2.55972; u * (u * x + 0.400256) - 0.315471
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 9 --name airy_ai_7x_9 --type double
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
#error "airy_ai_7x_9 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_9 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_9_restrict __restrict
#else
#define airy_ai_7x_9_restrict restrict
#endif

static inline double airy_ai_7x_9_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.555d0cc1eb2efp-1;
  const double c1 = 0x1.d52daf86d025ep-4;
  const double c2 = -0x1.cdd471a4e78c4p-2;
  const double c3 = 0x1.47a4f01ab497cp+1;
  const double c4 = 0x1.99dca8845e05fp-2;
  const double c5 = -0x1.430ace76fc9eep-2;
  const double v0 = x + c0;
  const double v1 = v0 * v0;
  const double v2 = v1 + c1;
  const double v3 = c2 / v2;
  const double v4 = v3 + c3;
  const double v5 = v4 * x;
  const double v6 = v5 + c4;
  const double v7 = v4 * v6;
  const double v8 = v7 + c5;
  return v8;
}

double airy_ai_7x_9(double x) {
  return airy_ai_7x_9_at(x);
}

void airy_ai_7x_9_array(const double* airy_ai_7x_9_restrict in, double* airy_ai_7x_9_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_9_at(in[i]);
}

#undef airy_ai_7x_9_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
