/* bessel_i_half_9
 * Emitted by Ulpforge 0.1.0.
 * Computes: bessel_i_half(x) on (0,1]
 * Error over the reals: at most 2.616e-11 absolute at every x of the domain (level: certified), worst at x = 0x1p+0 (1)
 * Error of this code: 2.615e-11 absolute (level: dense, 1286827 points in 1075 binades against MPFR), worst at x = 0x1.ffffffffe0003p-1 (0.99999999998544842)
 * Operations: 9
 * Formula, constants shortened: t = x * x + 9.90266; sqrt(x) / (-43.9547 / (t + 20.266) + 25.2197 / t + 0.163516)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search bessel_i_half --domain '(0,1]' --measure absolute --ops add,sub,mul,div,sqrt --seed 1 --budget 3000064c
 *   ulpforge emit runs/bessel_i_half-s1 --ops 9 --name bessel_i_half_9 --type double
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
#error "bessel_i_half_9 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "bessel_i_half_9 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define bessel_i_half_9_restrict __restrict
#else
#define bessel_i_half_9_restrict restrict
#endif

/* The square root instruction alone: the library function may set errno, which keeps loops from
 * vectorising. gcc takes that promise only from a declaration, and in C only. */
static inline double bessel_i_half_9_sqrt(double a) {
#ifdef __clang__
#if __has_builtin(__builtin_elementwise_sqrt)
#define bessel_i_half_9_HAS_SQRT
#endif
#elif defined(__GNUC__) && !defined(__cplusplus)
  extern double sqrt(double) __attribute__((const));
#endif
#ifdef bessel_i_half_9_HAS_SQRT
#undef bessel_i_half_9_HAS_SQRT
  return __builtin_elementwise_sqrt(a);
#else
  return sqrt(a);
#endif
}

static inline double bessel_i_half_9_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.3ce294ecefe85p+3;
  const double c1 = 0x1.4441a6de71d83p+4;
  const double c2 = -0x1.5fa334f90f405p+5;
  const double c3 = 0x1.9383f2b388d9dp+4;
  const double c4 = 0x1.4ee19fc01711cp-3;
  const double v0 = bessel_i_half_9_sqrt(x);
  const double v1 = x * x;
  const double v2 = v1 + c0;
  const double v3 = v2 + c1;
  const double v4 = c2 / v3;
  const double v5 = c3 / v2;
  const double v6 = v5 + c4;
  const double v7 = v4 + v6;
  const double v8 = v0 / v7;
  return v8;
}

double bessel_i_half_9(double x) {
  return bessel_i_half_9_at(x);
}

void bessel_i_half_9_array(const double* bessel_i_half_9_restrict in, double* bessel_i_half_9_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = bessel_i_half_9_at(in[i]);
}

#undef bessel_i_half_9_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
