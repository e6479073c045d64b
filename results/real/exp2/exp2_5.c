/* exp2_5
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp2(x) on (0,1]
 * Error over the reals: at most 4.341e-06 relative at every x of the domain (level: certified), worst at x = 0x0.0000000000001p-1022 (4.9406564584124654e-324)
 * Error of this code: 4.341e-06 relative (level: dense, 1287196 points in 1075 binades against MPFR), worst at x = 0x1.71426427e0d52p-54 (8.0070355891608359e-17)
 * Operations: 5
 * Formula, constants shortened: 17.7149 / (x + 25.5528 / x - 8.83779) + 0.999996
 * Seed: 2
 * Reproduce with:
 *   ulpforge search exp2 --domain '(0,1]' --measure relative --seed 2 --budget 5000064c
 *   ulpforge emit runs/exp2-s2 --ops 5 --name exp2_5 --type double
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
#error "exp2_5 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "exp2_5 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define exp2_5_restrict __restrict
#else
#define exp2_5_restrict restrict
#endif

static inline double exp2_5_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.98d854783c967p+4;
  const double c1 = -0x1.1acf2ca0b3576p+3;
  const double c2 = 0x1.1b706d8624856p+4;
  const double c3 = 0x1.ffff6e591e483p-1;
  const double v0 = c0 / x;
  const double v1 = x - v0;
  const double v2 = v1 + c1;
  const double v3 = c2 / v2;
  const double v4 = v3 + c3;
  return v4;
}

double exp2_5(double x) {
  return exp2_5_at(x);
}

void exp2_5_array(const double* exp2_5_restrict in, double* exp2_5_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = exp2_5_at(in[i]);
}

#undef exp2_5_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
