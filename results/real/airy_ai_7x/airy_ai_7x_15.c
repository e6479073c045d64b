/* airy_ai_7x_15
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 1.852e-04 absolute at every x of the domain (level: certified), worst at x = 0x1.0f6b2b14cab61p-4 (0.066264313016899404)
 * Error of this code: 0.0001851 absolute (level: dense, 1287103 points in 1075 binades against MPFR), worst at x = 0x1.0f6b2b14cab5bp-4 (0.066264313016899321)
 * Operations: 15
 * Formula, constants shortened: t = x + 0.905236; u = t * t; v = u - 5.62442; w = (u - 0.0697437) * v; a = w * w; b = a * a; (b - 1290.68) * ((b - 2830.96) * (v + 2.72689) * b * -3.1573e-10 - 2.23306e-05)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search airy_ai_7x --domain '[0,1]' --measure absolute --max-ops 19 --max-constants 16 --seed 1 --budget 2000000c
 *   ulpforge emit runs/airy_ai_7x-s1 --ops 15 --name airy_ai_7x_15 --type double
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
#error "airy_ai_7x_15 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "airy_ai_7x_15 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define airy_ai_7x_15_restrict __restrict
#else
#define airy_ai_7x_15_restrict restrict
#endif

static inline double airy_ai_7x_15_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.cf7b1e6dbfa3cp-1;
  const double c1 = -0x1.1dab9df19f8abp-4;
  const double c2 = -0x1.67f67eeb948d2p+2;
  const double c3 = -0x1.42abbdc5330bbp+10;
  const double c4 = -0x1.61deb1430dc27p+11;
  const double c5 = 0x1.5d0ac636a0df3p+1;
  const double c6 = -0x1.5b2626092f04fp-32;
  const double c7 = -0x1.76a512f0fb65ep-16;
  const double v0 = x + c0;
  const double v1 = v0 * v0;
  const double v2 = v1 + c1;
  const double v3 = v1 + c2;
  const double v4 = v2 * v3;
  const double v5 = v4 * v4;
  const double v6 = v5 * v5;
  const double v7 = v6 + c3;
  const double v8 = v6 + c4;
  const double v9 = v3 + c5;
  const double v10 = v9 * v6;
  const double v11 = v10 * c6;
  const double v12 = v8 * v11;
  const double v13 = v12 + c7;
  const double v14 = v7 * v13;
  return v14;
}

double airy_ai_7x_15(double x) {
  return airy_ai_7x_15_at(x);
}

void airy_ai_7x_15_array(const double* airy_ai_7x_15_restrict in, double* airy_ai_7x_15_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_15_at(in[i]);
}

#undef airy_ai_7x_15_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
