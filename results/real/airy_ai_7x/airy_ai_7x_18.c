/* airy_ai_7x_18
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 6.505e-06 absolute at every x of the domain (level: certified), worst at x = 0x1.e63d2846f3d28p-1 (0.94968534341925182)
 * Error of this code: 6.504e-06 absolute (level: dense, 1286920 points in 1075 binades against MPFR), worst at x = 0x1.e63d2846f3d3ap-1 (0.94968534341925381)
 * Operations: 18
 * Formula, constants shortened: t = x + 0.538272; u = t + 0.692831; v = u * t; w = (v - 5.39281) * v; a = w * w + 1.75056; b = a * a; (b + 15.8229) * (b - 1105.39) * ((2381.11 - b) * (u - 1.99737) + 22.0429) * 1.78358e-09 - 0.0862001
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 18 --name airy_ai_7x_18 --type double
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
#error "airy_ai_7x_18 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_18 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_18_restrict __restrict
#else
#define airy_ai_7x_18_restrict restrict
#endif

static inline double airy_ai_7x_18_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.13986a5bf832fp-1;
  const double c1 = 0x1.62bac70c67f22p-1;
  const double c2 = -0x1.5923dc1c99a34p+2;
  const double c3 = 0x1.c0246100fcec1p+0;
  const double c4 = 0x1.fa54fa6d71bb9p+3;
  const double c5 = -0x1.1458efb04b6b3p+10;
  const double c6 = 0x1.29a38c4ea578ep+11;
  const double c7 = -0x1.ff53980038fb1p+0;
  const double c8 = 0x1.60afc1e977d3bp+4;
  const double c9 = 0x1.ea447c0bfc21ep-30;
  const double c10 = -0x1.6113580c08366p-4;
  const double v0 = x + c0;
  const double v1 = v0 + c1;
  const double v2 = v1 * v0;
  const double v3 = v2 + c2;
  const double v4 = v3 * v2;
  const double v5 = v4 * v4;
  const double v6 = v5 + c3;
  const double v7 = v6 * v6;
  const double v8 = v7 + c4;
  const double v9 = v7 + c5;
  const double v10 = c6 - v7;
  const double v11 = v1 + c7;
  const double v12 = v10 * v11;
  const double v13 = v12 + c8;
  const double v14 = v13 * c9;
  const double v15 = v9 * v14;
  const double v16 = v8 * v15;
  const double v17 = v16 + c10;
  return v17;
}

double airy_ai_7x_18(double x) {
  return airy_ai_7x_18_at(x);
}

void airy_ai_7x_18_array(const double* airy_ai_7x_18_restrict in, double* airy_ai_7x_18_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_18_at(in[i]);
}

#undef airy_ai_7x_18_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
