/* airy_ai_7x_17
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 2.519e-05 absolute at every x of the domain (level: certified), worst at x = 0x1.791ee866d77fbp-1 (0.73656393294709177)
 * Error of this code: 2.519e-05 absolute (level: dense, 22480 points against MPFR), worst at x = 0x1.791ee861963f8p-1 (0.73656393233534256)
 * Operations: 17
 * Formula, constants shortened: t = x - 0.937587; u = 2.76224 / (t * t + 1.16208) - 1.95756; v = x - 0.661914 - u; w = v * v - 0.00228749; ((t * -2655.54 + 1118.33) * w * u - 14.1677) * (w - 0.0425391) - 0.326588
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 17 --name airy_ai_7x_17 --type double
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
#error "airy_ai_7x_17 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_17 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_17_restrict __restrict
#else
#define airy_ai_7x_17_restrict restrict
#endif

static inline double airy_ai_7x_17_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.e00b61b669332p-1;
  const double c1 = -0x1.4bf15457873d8p+11;
  const double c2 = 0x1.1794d8267e276p+10;
  const double c3 = -0x1.52e66087d09b2p-1;
  const double c4 = 0x1.297dcf88f89dcp+0;
  const double c5 = 0x1.619113f5ed099p+1;
  const double c6 = -0x1.f522cde257083p+0;
  const double c7 = -0x1.2bd35222cbbd1p-9;
  const double c8 = -0x1.c55d73ad3fe6fp+3;
  const double c9 = -0x1.5c7ae6e242cbep-5;
  const double c10 = -0x1.4e6d1f994e1f7p-2;
  const double v0 = x + c0;
  const double v1 = v0 * c1;
  const double v2 = v1 + c2;
  const double v3 = x + c3;
  const double v4 = v0 * v0;
  const double v5 = v4 + c4;
  const double v6 = c5 / v5;
  const double v7 = v6 + c6;
  const double v8 = v3 - v7;
  const double v9 = v8 * v8;
  const double v10 = v9 + c7;
  const double v11 = v10 * v7;
  const double v12 = v2 * v11;
  const double v13 = v12 + c8;
  const double v14 = v10 + c9;
  const double v15 = v13 * v14;
  const double v16 = v15 + c10;
  return v16;
}

double airy_ai_7x_17(double x) {
  return airy_ai_7x_17_at(x);
}

void airy_ai_7x_17_array(const double* airy_ai_7x_17_restrict in, double* airy_ai_7x_17_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_17_at(in[i]);
}

#undef airy_ai_7x_17_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
