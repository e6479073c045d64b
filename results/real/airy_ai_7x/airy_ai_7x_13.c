/* airy_ai_7x_13
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 1.351e-03 absolute at every x of the domain (level: certified), worst at x = 0x1.2d4dba7ec896cp-1 (0.58848364637041817)
 * Error of this code: 0.001351 absolute (level: dense, 1287334 points in 1075 binades against MPFR), worst at x = 0x1.2d4dba7ec8988p-1 (0.58848364637042128)
 * Operations: 13
 * Formula, constants shortened: t = x + 0.831731; u = t * t; v = (u - 5.24853) * u; w = v * v; a = w * w; b = a - 779.724; (b - 1007.03) * b * a * (x - 0.78845) * -3.95214e-09
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 13 --name airy_ai_7x_13 --type double
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
#error "airy_ai_7x_13 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_13 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_13_restrict __restrict
#else
#define airy_ai_7x_13_restrict restrict
#endif

static inline double airy_ai_7x_13_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.a9d8a59d9fd7fp-1;
  const double c1 = -0x1.4fe7f3d42ca78p+2;
  const double c2 = -0x1.85dca59545b3ap+9;
  const double c3 = -0x1.f7840a8ca82f2p+9;
  const double c4 = -0x1.93afa96c09304p-1;
  const double c5 = -0x1.0f96d209cbd2ap-28;
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
  const double v12 = v7 * v11;
  return v12;
}

double airy_ai_7x_13(double x) {
  return airy_ai_7x_13_at(x);
}

void airy_ai_7x_13_array(const double* airy_ai_7x_13_restrict in, double* airy_ai_7x_13_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_13_at(in[i]);
}

#undef airy_ai_7x_13_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
