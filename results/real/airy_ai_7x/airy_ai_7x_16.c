/* airy_ai_7x_16
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 2.137e-05 absolute at every x of the domain (level: certified), worst at x = 0x1.f20cadcc20b1bp-1 (0.97275298229974128)
 * Error of this code: 2.137e-05 absolute (level: dense, 1285292 points in 1075 binades against MPFR), worst at x = 0x1.f20cadcc20b14p-1 (0.9727529822997405)
 * Operations: 16
 * Formula, constants shortened: t = x + 0.565745; u = (t + 0.708999) * t; v = u - 5.54851; w = v * u; a = w * w + 1.50078; b = a * a; ((b - 1366.38) * (2953.65 - b) * (v + 2.73246) * 2.80946e-10 - 1.0251e-05) * b
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
  const double c0 = 0x1.21a9461cf2f7ep-1;
  const double c1 = 0x1.6b01e56cd04b3p-1;
  const double c2 = -0x1.631ac052eb236p+2;
  const double c3 = 0x1.8033313641e1p+0;
  const double c4 = -0x1.559871a7a538dp+10;
  const double c5 = 0x1.7134c4507190bp+11;
  const double c6 = 0x1.5dc137afecf54p+1;
  const double c7 = 0x1.34e72b5e8ffebp-32;
  const double c8 = -0x1.57f76e6bf99fp-17;
  const double v0 = x + c0;
  const double v1 = v0 + c1;
  const double v2 = v1 * v0;
  const double v3 = v2 + c2;
  const double v4 = v3 * v2;
  const double v5 = v4 * v4;
  const double v6 = v5 + c3;
  const double v7 = v6 * v6;
  const double v8 = v7 + c4;
  const double v9 = c5 - v7;
  const double v10 = v3 + c6;
  const double v11 = v9 * v10;
  const double v12 = v11 * c7;
  const double v13 = v8 * v12;
  const double v14 = v13 + c8;
  const double v15 = v14 * v7;
  return v15;
}

double airy_ai_7x_16(double x) {
  return airy_ai_7x_16_at(x);
}

void airy_ai_7x_16_array(const double* airy_ai_7x_16_restrict in, double* airy_ai_7x_16_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_16_at(in[i]);
}

#undef airy_ai_7x_16_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
