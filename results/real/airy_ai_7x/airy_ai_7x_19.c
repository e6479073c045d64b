/* airy_ai_7x_19
 * Emitted by Ulpforge 0.1.0.
 * Computes: airy_ai_7x(x) on [0,1]
 * Error over the reals: at most 6.264e-06 absolute at every x of the domain (level: certified), worst at x = 0x1.277344676a57cp-1 (0.57705129396815336)
 * Error of this code: 6.264e-06 absolute (level: dense, 22980 points against MPFR), worst at x = 0x1.277343cd15353p-1 (0.57705127600147887)
 * Operations: 19
 * Formula, constants shortened: t = x - 0.927889; u = 4.28435 / (t * t + 1.51637) - 2.47155; v = u - t; w = v * (v - 0.314343) + 0.061549; (w - 0.114231) * v * ((w * (u * -22.6057 + 1.85897) + x) * -103.071 + 49.3035) - 0.221092
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
  const double c0 = -0x1.db1437b16e066p-1;
  const double c1 = 0x1.8430855e4d387p+0;
  const double c2 = 0x1.1232d9b2f7b8dp+2;
  const double c3 = -0x1.3c5b9fc48be8bp+1;
  const double c4 = -0x1.41e330d9a1d05p-2;
  const double c5 = 0x1.f83598cd70627p-5;
  const double c6 = -0x1.d3e35fe9f5c5bp-4;
  const double c7 = -0x1.69b10840258c4p+4;
  const double c8 = 0x1.dbe5570079eb9p+0;
  const double c9 = -0x1.9c48414b95b24p+6;
  const double c10 = 0x1.8a6d838392ca2p+5;
  const double c11 = -0x1.c4cbe773c41bp-3;
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
  const double v11 = v10 + c8;
  const double v12 = v8 * v11;
  const double v13 = v12 + x;
  const double v14 = v13 * c9;
  const double v15 = v14 + c10;
  const double v16 = v5 * v15;
  const double v17 = v9 * v16;
  const double v18 = v17 + c11;
  return v18;
}

double airy_ai_7x_19(double x) {
  return airy_ai_7x_19_at(x);
}

void airy_ai_7x_19_array(const double* airy_ai_7x_19_restrict in, double* airy_ai_7x_19_restrict out, size_t n) {
  size_t i;
  for (i = 0; i < n; ++i) out[i] = airy_ai_7x_19_at(in[i]);
}

#undef airy_ai_7x_19_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
