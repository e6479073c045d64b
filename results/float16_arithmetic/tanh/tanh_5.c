/* tanh_5
 * Emitted by Ulpforge 0.1.0.
 * Computes: tanh(x)
 * Operations: 5
 * Formula, constants shortened: t = fma(x, x, 2.60547); fma(fma(fma(t, -0.00879669, 13.9375 / t), x, x), 0.157837, -0)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search tanh --format float16 --compute float16 --domain '[-4.5,4.5]' --ops add,sub,mul,div,fma --max-ops 9 --max-ulp 64 --cost ops --seed 1 --budget 400000c
 *   ulpforge emit runs/tanh-s1 --ulp 4.989455557782423 --name tanh_5 --type float16
 * Contract: finite float16 on [-4.5,4.5], nan any, inf any, subnormal ieee, at most 64 ULP
 * Level: exhaustive, 35074 inputs
 * Max error: 4.989456 ULP at x = 0x1.0a8p+2 (0x442a): 0x1.008p+0, correct 0x1.ffcp-1
 * Correctly rounded: 6.1356% of the inputs
 * Not monotonic at 456 pairs of neighbouring inputs
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
 *   f(0x1.ff8p-15) = 0x1.fe8p-15, correct 0x1.ff8p-15
 *   f(-0x1.ff8p-15) = -0x1.fe8p-15, correct -0x1.ff8p-15
 *   f(0x1p-14) = 0x1.ffp-15, correct 0x1p-14
 *   f(-0x1p-14) = -0x1.ffp-15, correct -0x1p-14
 *   f(0x1p+0) = 0x1.86cp-1, correct 0x1.86p-1
 *   f(-0x1p+0) = -0x1.86cp-1, correct -0x1.86p-1
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
#error "tanh_5 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "tanh_5 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define tanh_5_restrict __restrict
#else
#define tanh_5_restrict restrict
#endif

#ifndef __FLT16_MAX__
#error "tanh_5 computes in _Float16, which this compiler does not have for this processor"
#endif

/* A sum of such numbers and their products has at most 53 bits wherever that matters: it is rounded once. */
static inline _Float16 tanh_5_fma(_Float16 a, _Float16 b, _Float16 c) {
#ifdef __AVX512FP16__
  return __builtin_fmaf16(a, b, c);
#else
  return (_Float16)fma((double)a, (double)b, (double)c);
#endif
}

static inline _Float16 tanh_5_at(_Float16 x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const _Float16 c0 = (_Float16)0x1.4d8p+1f;
  const _Float16 c1 = (_Float16)0x1.bep+3f;
  const _Float16 c2 = (_Float16)-0x1.204p-7f;
  const _Float16 c3 = (_Float16)0x1.434p-3f;
  const _Float16 c4 = (_Float16)-0x0p+0f;
  const _Float16 v0 = tanh_5_fma(x, x, c0);
  const _Float16 v1 = c1 / v0;
  const _Float16 v2 = tanh_5_fma(v0, c2, v1);
  const _Float16 v3 = tanh_5_fma(v2, x, x);
  const _Float16 v4 = tanh_5_fma(v3, c3, c4);
  return v4;
}

_Float16 tanh_5(_Float16 x) {
  return tanh_5_at(x);
}

void tanh_5_array(const _Float16* tanh_5_restrict in, _Float16* tanh_5_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = tanh_5_at(in[i]);
}

#undef tanh_5_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
