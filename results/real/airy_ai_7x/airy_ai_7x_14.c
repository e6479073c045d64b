/* airy_ai_7x_14
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 4.015e-04 absolute at every x of the domain (level: certified), worst at x = 0x1.f3680b7b09feap-1 (0.97540317418042588)
 * Error of this code: 0.0004015 absolute (level: dense, 1287255 points in 1075 binades against MPFR), worst at x = 0x1.f3680b7b09fccp-1 (0.97540317418042255)
 * Operations: 14
 * Formula, constants shortened: t = x + 0.828166; u = t * t; v = (u - 5.22623) * u; w = v * v; a = w * w; b = a - 746.36; (b - 979.512) * (b * a * (x - 0.789101) * -4.35689e-09 - 6.91063e-06)
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
  const double c0 = 0x1.a8055f54f8c91p-1;
  const double c1 = -0x1.4e7a7f2772defp+2;
  const double c2 = -0x1.752e1b9a99729p+9;
  const double c3 = -0x1.e9c1987ed93abp+9;
  const double c4 = -0x1.940503d7cd11cp-1;
  const double c5 = -0x1.2b67468fe5fbdp-28;
  const double c6 = -0x1.cfc3c5cd9252fp-18;
  const double v0 = x + c0;
  const double v1 = v0 * v0;
  const double v2 = v1 + c1;
  const double v3 = v2 * v1;
  const double v4 = v3 * v3;
  const double v5 = v4 * v4;
  const double v6 = v5 + c2;
  const double v7 = v6 + c3;
  const double v8 = x + c4;
  const double v9 = v5 * v8;
  const double v10 = v9 * c5;
  const double v11 = v6 * v10;
  const double v12 = v11 + c6;
  const double v13 = v7 * v12;
  return v13;
}

double airy_ai_7x_14(double x) {
  return airy_ai_7x_14_at(x);
}

void airy_ai_7x_14_array(const double* airy_ai_7x_14_restrict in, double* airy_ai_7x_14_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_14_at(in[i]);
}

#undef airy_ai_7x_14_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
