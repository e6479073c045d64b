/* bessel_i_half_6
 * Emitted by Ulpforge 0.1.0.
 * Computes: bessel_i_half(x) on (0,1]
 * Error over the reals: at most 3.780e-06 absolute at every x of the domain (level: certified), worst at x = 0x1.c72530235b781p-1 (0.88895559722526241)
 * Error of this code: 3.779e-06 absolute (level: dense, 1284281 points in 1075 binades against MPFR), worst at x = 0x1.c72530235b778p-1 (0.88895559722526141)
 * Operations: 6
 * Formula, constants shortened: sqrt(x) / (14.7902 / (x * x + 8.41048) - 0.505205)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search bessel_i_half --domain '(0,1]' --measure absolute --ops add,sub,mul,div,sqrt --seed 1 --budget 3000064c
 *   ulpforge emit runs/bessel_i_half-s1 --ops 6 --name bessel_i_half_6 --type double
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
#error "bessel_i_half_6 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "bessel_i_half_6 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define bessel_i_half_6_restrict __restrict
#else
#define bessel_i_half_6_restrict restrict
#endif

/* The square root instruction alone: the library function may set errno, which keeps loops from
 * vectorising. gcc takes that promise only from a declaration, and in C only. */
static inline double bessel_i_half_6_sqrt(double a) {
#ifdef __clang__
#if __has_builtin(__builtin_elementwise_sqrt)
#define bessel_i_half_6_HAS_SQRT
#endif
#elif defined(__GNUC__) && !defined(__cplusplus)
  extern double sqrt(double) __attribute__((const));
#endif
#ifdef bessel_i_half_6_HAS_SQRT
#undef bessel_i_half_6_HAS_SQRT
  return __builtin_elementwise_sqrt(a);
#else
  return sqrt(a);
#endif
}

static inline double bessel_i_half_6_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.0d22aabb2824ap+3;
  const double c1 = 0x1.d949009f4bec7p+3;
  const double c2 = -0x1.02aa4a53cacd9p-1;
  const double v0 = bessel_i_half_6_sqrt(x);
  const double v1 = x * x;
  const double v2 = v1 + c0;
  const double v3 = c1 / v2;
  const double v4 = v3 + c2;
  const double v5 = v0 / v4;
  return v5;
}

double bessel_i_half_6(double x) {
  return bessel_i_half_6_at(x);
}

void bessel_i_half_6_array(const double* bessel_i_half_6_restrict in, double* bessel_i_half_6_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = bessel_i_half_6_at(in[i]);
}

#undef bessel_i_half_6_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
