/* airy_ai_7x_13
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 1.560e-03 absolute at every x of the domain (level: certified), worst at x = 0x1.738cab77e84a5p-1 (0.72568260039055998)
 * Error of this code: 0.001559 absolute (level: dense, 22029 points against MPFR), worst at x = 0x1.738cab0b14418p-1 (0.72568258772128313)
 * Operations: 13
 * Formula, constants shortened: t = x - 0.788581; u = t * t; v = 1.25371 / (u + 0.68899) - 1.52448; w = (v - t - 0.111818) * 17.1763 * v; (w - 0.929488) * (w + u + 0.259548)
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
  const double c0 = -0x1.93c0e9b669cfp-1;
  const double c1 = 0x1.60c3496b58bfbp-1;
  const double c2 = 0x1.40f34f71e0cacp+0;
  const double c3 = -0x1.86443368d3d68p+0;
  const double c4 = -0x1.ca01446145bddp-4;
  const double c5 = 0x1.12d2367837cdp+4;
  const double c6 = -0x1.dbe5d48971d7ap-1;
  const double c7 = 0x1.09c6ebe45a7aep-2;
  const double v0 = x + c0;
  const double v1 = v0 * v0;
  const double v2 = v1 + c1;
  const double v3 = c2 / v2;
  const double v4 = v3 + c3;
  const double v5 = v4 - v0;
  const double v6 = v5 + c4;
  const double v7 = v6 * c5;
  const double v8 = v7 * v4;
  const double v9 = v8 + c6;
  const double v10 = v8 + v1;
  const double v11 = v10 + c7;
  const double v12 = v9 * v11;
  return v12;
}

double airy_ai_7x_13(double x) {
  return airy_ai_7x_13_at(x);
}

void airy_ai_7x_13_array(const double* airy_ai_7x_13_restrict in, double* airy_ai_7x_13_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_13_at(in[i]);
}

#undef airy_ai_7x_13_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
