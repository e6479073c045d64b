/* airy_ai_7x_8
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 1.014e-01 absolute at every x of the domain (level: certified), worst at x = 0x1.264d63df899ddp-1 (0.57480918983202012)
 * Error of this code: 0.1013 absolute (level: dense, 1285438 points in 1075 binades against MPFR), worst at x = 0x1.264d5e5b046b7p-1 (0.57480902539301482)
 * Operations: 8
 * Formula, constants shortened: t = x - 0.668877; u = -0.670062 / (t * t + 0.25777); v = (-2.49667 - u) * u; v * (v - 1.15965)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 8 --name airy_ai_7x_8 --type double
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
#error "airy_ai_7x_8 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_8 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_8_restrict __restrict
#else
#define airy_ai_7x_8_restrict restrict
#endif

static inline double airy_ai_7x_8_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.56771c5a46036p-1;
  const double c1 = 0x1.07f4ba6ab9f84p-2;
  const double c2 = -0x1.57124fdd76ffep-1;
  const double c3 = -0x1.3f92e30710df9p+1;
  const double c4 = -0x1.28df1c5c9aebp+0;
  const double v0 = x + c0;
  const double v1 = v0 * v0;
  const double v2 = v1 + c1;
  const double v3 = c2 / v2;
  const double v4 = c3 - v3;
  const double v5 = v4 * v3;
  const double v6 = v5 + c4;
  const double v7 = v5 * v6;
  return v7;
}

double airy_ai_7x_8(double x) {
  return airy_ai_7x_8_at(x);
}

void airy_ai_7x_8_array(const double* airy_ai_7x_8_restrict in, double* airy_ai_7x_8_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_8_at(in[i]);
}

#undef airy_ai_7x_8_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
