/* bessel_i_half_2
 * Emitted by Ulpforge 0.1.0.
 * Computes: bessel_i_half(x) on (0,1]
 * Error over the reals: at most 4.594e-02 absolute at every x of the domain (level: certified), worst at x = 0x1.7e501cf498138p-2 (0.37335248225101081)
 * Error of this code: 0.04594 absolute (level: dense, 1283913 points in 1075 binades against MPFR), worst at x = 0x1.7e501cf49811bp-2 (0.3733524822510092)
 * Operations: 2
 * Formula, constants shortened: sqrt(x) * 0.891735
 * Seed: 1
 * Reproduce with:
 *   ulpforge search bessel_i_half --domain '(0,1]' --measure absolute --ops add,sub,mul,div,sqrt --seed 1 --budget 3000064c
 *   ulpforge emit runs/bessel_i_half-s1 --ops 2 --name bessel_i_half_2 --type double
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
#error "bessel_i_half_2 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "bessel_i_half_2 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define bessel_i_half_2_restrict __restrict
#else
#define bessel_i_half_2_restrict restrict
#endif

/* The square root instruction alone: the library function may set errno, which keeps loops from
 * vectorising. gcc takes that promise only from a declaration, and in C only. */
static inline double bessel_i_half_2_sqrt(double a) {
#ifdef __clang__
#if __has_builtin(__builtin_elementwise_sqrt)
#define bessel_i_half_2_HAS_SQRT
#endif
#elif defined(__GNUC__) && !defined(__cplusplus)
  extern double sqrt(double) __attribute__((const));
#endif
#ifdef bessel_i_half_2_HAS_SQRT
#undef bessel_i_half_2_HAS_SQRT
  return __builtin_elementwise_sqrt(a);
#else
  return sqrt(a);
#endif
}

static inline double bessel_i_half_2_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.c89183e734fc6p-1;
  const double v0 = bessel_i_half_2_sqrt(x);
  const double v1 = v0 * c0;
  return v1;
}

double bessel_i_half_2(double x) {
  return bessel_i_half_2_at(x);
}

void bessel_i_half_2_array(const double* bessel_i_half_2_restrict in, double* bessel_i_half_2_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = bessel_i_half_2_at(in[i]);
}

#undef bessel_i_half_2_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
