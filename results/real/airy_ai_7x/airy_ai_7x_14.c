/* airy_ai_7x_14
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 4.066e-04 absolute at every x of the domain (level: certified), worst at x = 0x1.f0ac4d023f7fbp-1 (0.9700645508999054)
 * Error of this code: 0.0004065 absolute (level: dense, 22214 points against MPFR), worst at x = 0x1.f0ac4c671461bp-1 (0.97006453283592309)
 * Operations: 14
 * Formula, constants shortened: t = x - 0.850746; u = 2.56497 / (t * t + 1.00666) - 2.23418; v = u - t; w = v * v - 0.00615256; (w - 0.102584) * (u * w * 382.912 - 5.06562) - 0.249761
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 14 --name airy_ai_7x_14 --type double
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
#error "airy_ai_7x_14 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_14 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_14_restrict __restrict
#else
#define airy_ai_7x_14_restrict restrict
#endif

static inline double airy_ai_7x_14_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.b395055a80594p-1;
  const double c1 = 0x1.01b4693070c8p+0;
  const double c2 = 0x1.4850f6acb7916p+1;
  const double c3 = -0x1.1df9b6d11982bp+1;
  const double c4 = -0x1.9336ca030d1aep-8;
  const double c5 = -0x1.a42f9a7dffc06p-4;
  const double c6 = 0x1.7ee97f7541723p+8;
  const double c7 = -0x1.4433314562bdap+2;
  const double c8 = -0x1.ff82c5b1049b2p-3;
  const double v0 = x + c0;
  const double v1 = v0 * v0;
  const double v2 = v1 + c1;
  const double v3 = c2 / v2;
  const double v4 = v3 + c3;
  const double v5 = v4 - v0;
  const double v6 = v5 * v5;
  const double v7 = v6 + c4;
  const double v8 = v7 + c5;
  const double v9 = v4 * v7;
  const double v10 = v9 * c6;
  const double v11 = v10 + c7;
  const double v12 = v8 * v11;
  const double v13 = v12 + c8;
  return v13;
}

double airy_ai_7x_14(double x) {
  return airy_ai_7x_14_at(x);
}

void airy_ai_7x_14_array(const double* airy_ai_7x_14_restrict in, double* airy_ai_7x_14_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_14_at(in[i]);
}

#undef airy_ai_7x_14_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
