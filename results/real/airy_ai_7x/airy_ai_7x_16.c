/* airy_ai_7x_16
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 5.048e-05 absolute at every x of the domain (level: certified), worst at x = 0x1.f219f43889d8cp-1 (0.97285426321188728)
 * Error of this code: 5.047e-05 absolute (level: dense, 22496 points against MPFR), worst at x = 0x1.f219f41039125p-1 (0.97285425851854213)
 * Operations: 16
 * Formula, constants shortened: t = x - 0.908194; u = 4.18269 / (t * t + 1.42727) - 2.47095; v = u - t; w = v * (v - 0.407341) + 0.0342127; (w - 0.0908477) * v * (u * 965.064 * w - 23.4668) - 0.281428
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 16 --name airy_ai_7x_16 --type double
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
#error "airy_ai_7x_16 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_16 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_16_restrict __restrict
#else
#define airy_ai_7x_16_restrict restrict
#endif

static inline double airy_ai_7x_16_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.d0fed685336fdp-1;
  const double c1 = 0x1.6d61a05de395ap+0;
  const double c2 = 0x1.0bb12217ad241p+2;
  const double c3 = -0x1.3c482efe16469p+1;
  const double c4 = -0x1.a11dee7cb2aa5p-2;
  const double c5 = 0x1.18452ef6e0176p-5;
  const double c6 = -0x1.741cb437249b7p-4;
  const double c7 = 0x1.e28828e56ec1ep+9;
  const double c8 = -0x1.7777fe2b3871bp+4;
  const double c9 = -0x1.202eb0803215p-2;
  const double v0 = x + c0;
  const double v1 = v0 * v0;
  const double v2 = v1 + c1;
  const double v3 = c2 / v2;
  const double v4 = v3 + c3;
  const double v5 = v4 - v0;
  const double v6 = v5 + c4;
  const double v7 = v5 * v6;
  const double v8 = v7 + c5;
  const double v9 = v8 + c6;
  const double v10 = v4 * c7;
  const double v11 = v10 * v8;
  const double v12 = v11 + c8;
  const double v13 = v5 * v12;
  const double v14 = v9 * v13;
  const double v15 = v14 + c9;
  return v15;
}

double airy_ai_7x_16(double x) {
  return airy_ai_7x_16_at(x);
}

void airy_ai_7x_16_array(const double* airy_ai_7x_16_restrict in, double* airy_ai_7x_16_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_16_at(in[i]);
}

#undef airy_ai_7x_16_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
