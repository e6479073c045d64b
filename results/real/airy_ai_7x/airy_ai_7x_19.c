/* airy_ai_7x_19
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 5.547e-06 absolute at every x of the domain (level: certified), worst at x = 0x1.f9dcf2ffa82f5p-1 (0.98801383372128149)
 * Error of this code: 5.546e-06 absolute (level: dense, 1287334 points in 1075 binades against MPFR), worst at x = 0x1.f9dcf2ffa82eep-1 (0.98801383372128071)
 * Operations: 19
 * Formula, constants shortened: t = x + 0.540982; u = (t + 0.687782) * t; v = (u - 5.39961) * u; w = v * v; a = (w + 3.23776) * w; b = a + 14.445; 0.0358795 - (((x - 0.763924) * b - 27.6708) * 1.75602e-09 * (a - 1106) - 9.55401e-05) * (b - 2404.47)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 19 --name airy_ai_7x_19 --type double
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
#error "airy_ai_7x_19 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_19 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_19_restrict __restrict
#else
#define airy_ai_7x_19_restrict restrict
#endif

static inline double airy_ai_7x_19_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.87210cb31633ap-1;
  const double c1 = 0x1.14fba1571ac99p-1;
  const double c2 = 0x1.6024fb376df86p-1;
  const double c3 = -0x1.59933789e2374p+2;
  const double c4 = 0x1.9e6efe01d3b59p+1;
  const double c5 = 0x1.ce3d12ff9afe2p+3;
  const double c6 = -0x1.babba823b69d1p+4;
  const double c7 = 0x1.e2b1151dff5p-30;
  const double c8 = -0x1.14804ab5474e2p+10;
  const double c9 = -0x1.90b9743e2681ap-14;
  const double c10 = -0x1.2c8ee76c44ee3p+11;
  const double c11 = 0x1.25ecd9c03a87ep-5;
  const double v0 = x + c0;
  const double v1 = x + c1;
  const double v2 = v1 + c2;
  const double v3 = v2 * v1;
  const double v4 = v3 + c3;
  const double v5 = v4 * v3;
  const double v6 = v5 * v5;
  const double v7 = v6 + c4;
  const double v8 = v7 * v6;
  const double v9 = v8 + c5;
  const double v10 = v0 * v9;
  const double v11 = v10 + c6;
  const double v12 = v11 * c7;
  const double v13 = v8 + c8;
  const double v14 = v12 * v13;
  const double v15 = v14 + c9;
  const double v16 = v9 + c10;
  const double v17 = v15 * v16;
  const double v18 = c11 - v17;
  return v18;
}

double airy_ai_7x_19(double x) {
  return airy_ai_7x_19_at(x);
}

void airy_ai_7x_19_array(const double* airy_ai_7x_19_restrict in, double* airy_ai_7x_19_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_19_at(in[i]);
}

#undef airy_ai_7x_19_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
