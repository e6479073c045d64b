/* bessel_i_half_4
 * Emitted by Ulpforge 0.1.0.
 * Computes: bessel_i_half(x) on (0,1]
 * Error over the reals: at most 2.211e-03 absolute at every x of the domain (level: certified), worst at x = 0x1.960343de91093p-1 (0.79299366084934986)
 * Error of this code: 0.00221 absolute (level: dense, 1284037 points in 1075 binades against MPFR), worst at x = 0x1.960343de91089p-1 (0.79299366084934875)
 * Operations: 4
 * Formula, constants shortened: sqrt(-2.40464 / (-3.72207 / x + x))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search bessel_i_half --domain '(0,1]' --measure absolute --ops add,sub,mul,div,sqrt --seed 1 --budget 3000064c
 *   ulpforge emit runs/bessel_i_half-s1 --ops 4 --name bessel_i_half_4 --type double
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
#error "bessel_i_half_4 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "bessel_i_half_4 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define bessel_i_half_4_restrict __restrict
#else
#define bessel_i_half_4_restrict restrict
#endif

/* The square root instruction alone: the library function may set errno, which keeps loops from
 * vectorising. gcc takes that promise only from a declaration, and in C only. */
static inline double bessel_i_half_4_sqrt(double a) {
#ifdef __clang__
#if __has_builtin(__builtin_elementwise_sqrt)
#define bessel_i_half_4_HAS_SQRT
#endif
#elif defined(__GNUC__) && !defined(__cplusplus)
  extern double sqrt(double) __attribute__((const));
#endif
#ifdef bessel_i_half_4_HAS_SQRT
#undef bessel_i_half_4_HAS_SQRT
  return __builtin_elementwise_sqrt(a);
#else
  return sqrt(a);
#endif
}

static inline double bessel_i_half_4_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = -0x1.dc6ce2bcd78b5p+1;
  const double c1 = -0x1.33cb2054ad3cap+1;
  const double v0 = c0 / x;
  const double v1 = v0 + x;
  const double v2 = c1 / v1;
  const double v3 = bessel_i_half_4_sqrt(v2);
  return v3;
}

double bessel_i_half_4(double x) {
  return bessel_i_half_4_at(x);
}

void bessel_i_half_4_array(const double* bessel_i_half_4_restrict in, double* bessel_i_half_4_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = bessel_i_half_4_at(in[i]);
}

#undef bessel_i_half_4_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
