/* tanh_6
 * Emitted by Ulpforge 0.1.0.
 * Computes: tanh(x)
 * Operations: 6
 * Formula, constants shortened: t = fma(x, x, 2.54688); fma(2.11914 / t, x, x / (t * 0.0871582 + 5.75))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search tanh --format float16 --compute float16 --domain '[-4.5,4.5]' --ops add,sub,mul,div,fma --max-ops 9 --max-ulp 64 --cost ops --seed 1 --budget 400000c
 *   ulpforge emit runs/tanh-s1 --ulp 3.1441922957601793 --name tanh_6 --type float16
 * Contract: finite float16 on [-4.5,4.5], nan any, inf any, subnormal ieee, at most 64 ULP
 * Level: exhaustive, 35074 inputs
 * Max error: 3.144192 ULP at x = 0x1.38p+0 (0x3ce0): 0x1.ae8p-1, correct 0x1.adcp-1
 * Correctly rounded: 21.5202% of the inputs
 * Not monotonic at 648 pairs of neighbouring inputs
 * Clauses:
 *   nan: no NaN for a number: holds
 *   infinity: finite where the correctly rounded value is: holds
 *   subnormal: subnormal results within 64 ULP: holds
 *   max error: at most 64 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x0p+0
 *   f(-0x0p+0) = -0x0p+0
 *   f(0x1p-24) = 0x1p-24
 *   f(-0x1p-24) = -0x1p-24
 *   f(0x1.ff8p-15) = 0x1.ffp-15, correct 0x1.ff8p-15
 *   f(-0x1.ff8p-15) = -0x1.ffp-15, correct -0x1.ff8p-15
 *   f(0x1p-14) = 0x1.ff8p-15, correct 0x1p-14
 *   f(-0x1p-14) = -0x1.ff8p-15, correct -0x1p-14
 *   f(0x1p+0) = 0x1.868p-1, correct 0x1.86p-1
 *   f(-0x1p+0) = -0x1.868p-1, correct -0x1.86p-1
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
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
#error "tanh_6 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "tanh_6 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define tanh_6_restrict __restrict
#else
#define tanh_6_restrict restrict
#endif

#ifndef __FLT16_MAX__
#error "tanh_6 computes in _Float16, which this compiler does not have for this processor"
#endif

/* A sum of such numbers and their products has at most 53 bits wherever that matters: it is rounded once. */
static inline _Float16 tanh_6_fma(_Float16 a, _Float16 b, _Float16 c) {
#ifdef __AVX512FP16__
  return __builtin_fmaf16(a, b, c);
#else
  return (_Float16)fma((double)a, (double)b, (double)c);
#endif
}

static inline _Float16 tanh_6_at(_Float16 x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const _Float16 c0 = (_Float16)0x1.46p+1f;
  const _Float16 c1 = (_Float16)0x1.0f4p+1f;
  const _Float16 c2 = (_Float16)0x1.65p-4f;
  const _Float16 c3 = (_Float16)0x1.7p+2f;
  const _Float16 v0 = tanh_6_fma(x, x, c0);
  const _Float16 v1 = c1 / v0;
  const _Float16 v2 = v0 * c2;
  const _Float16 v3 = v2 + c3;
  const _Float16 v4 = x / v3;
  const _Float16 v5 = tanh_6_fma(v1, x, v4);
  return v5;
}

_Float16 tanh_6(_Float16 x) {
  return tanh_6_at(x);
}

void tanh_6_array(const _Float16* tanh_6_restrict in, _Float16* tanh_6_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = tanh_6_at(in[i]);
}

#undef tanh_6_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
