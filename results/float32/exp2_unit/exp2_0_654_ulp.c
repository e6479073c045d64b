/* exp2_0_654_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: exp2(x)
 * Operations: 11
 * Formula, constants shortened: t = x - 0.437468; u = fma(0.938677, t, 1.35423); u + fma(fma(fma(fma(t, 0.000214822, 0.00181507), fma(t, t, 60.6246), -0.0348739), t, 0.325321), t * t, fma(0.938677, t, 1.35423 - u))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search exp2 --format float32 --domain '[0,1]' --max-ops 14 --template $'ulpforge template v1\nname exp2-unit\ntarget exp2\nabout the core alone, as in the literature\nvariant finite\ndomain [0,1]\nreduced exp2 on [0,1] relative\n  v0 = core x\n  return v0\nkernel\n  v0 = core x\n  return v0\n' --template $'ulpforge template v1\nname exp2-unit-left\ntarget exp2\nabout 2^x = a + u core(u), u = x - c, c near 0.4375 so that a = 2^c is almost a float\nvariant finite\ndomain [0,1]\nreduced exp2 on [0,1] relative\n  const c0 = 0x1.bff78cp-2\n  v0 = sub x c0\n  v1 = core v0\n  return v1\nkernel\n  const c0 = 0x1.bff78cp-2\n  v0 = sub x c0\n  v1 = core v0\n  return v1\n' --template $'ulpforge template v1\nname exp2-unit-lefter\ntarget exp2\nabout 2^x = a + u core(u), u = x - c, c near 0.375 so that a = 2^c is almost a float\nvariant finite\ndomain [0,1]\nreduced exp2 on [0,1] relative\n  const c0 = 0x1.7feb8p-2\n  v0 = sub x c0\n  v1 = core v0\n  return v1\nkernel\n  const c0 = 0x1.7feb8p-2\n  v0 = sub x c0\n  v1 = core v0\n  return v1\n' --template $'ulpforge template v1\nname exp2-unit-centre\ntarget exp2\nabout 2^x = a + u core(u), u = x - c, c near 0.5 so that a = 2^c is almost a float\nvariant finite\ndomain [0,1]\nreduced exp2 on [0,1] relative\n  const c0 = 0x1.00061ap-1\n  v0 = sub x c0\n  v1 = core v0\n  return v1\nkernel\n  const c0 = 0x1.00061ap-1\n  v0 = sub x c0\n  v1 = core v0\n  return v1\n' --template $'ulpforge template v1\nname exp2-unit-left-compensated\ntarget exp2\nabout 2^x = (a0 + a1 u) + u^2 core(u), u = x - c; the rounding error of the first sum is added to the second term\nvariant finite\ndomain [0,1]\nreduced exp2 on [0,1] relative\n  const c0 = 0x1.bff78cp-2\n  const c1 = 0x1.5aae82p+0\n  const c2 = 0x1.e09a56p-1\n  v0 = sub x c0\n  v1 = fma c2 v0 c1\n  v2 = mul v0 v0\n  v3 = core v0\n  v4 = fma v3 v2 v1\n  return v4\nkernel\n  const c0 = 0x1.bff78cp-2\n  tune c1 = 0x1.5aae82p+0\n  tune c2 = 0x1.e09a56p-1\n  v0 = sub x c0\n  v1 = fma c2 v0 c1\n  v2 = sub c1 v1\n  v3 = fma c2 v0 v2\n  v4 = mul v0 v0\n  v5 = core v0\n  v6 = fma v5 v4 v3\n  v7 = add v1 v6\n  return v7\n' --max-ulp 1 --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/exp2-s1 --ulp 0.6486263040109761 --name exp2_0_654_ulp --type float
 * Contract: finite on [0,1], nan any, inf any, subnormal ieee, at most 1 ULP
 * Level: exhaustive, 1065353218 inputs
 * Max error: 0.648626 ULP at x = 0x1.7a4fp-10 (0x3abd2780): 0x1.004198p+0, correct 0x1.004196p+0
 * Correctly rounded: 99.0633% of the inputs
 * Monotonic: every step between neighbouring inputs is as that of the function
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: no NaN for a number: holds
 *   infinity: finite where the correctly rounded value is: holds
 *   subnormal: subnormal results within 1 ULP: holds
 *   max error: at most 1 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x1p+0
 *   f(-0x0p+0) = 0x1p+0
 *   f(0x1p-149) = 0x1p+0
 *   f(0x1.fffffcp-127) = 0x1p+0
 *   f(0x1p-126) = 0x1p+0
 *   f(0x1p+0) = 0x1p+1
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * Flush-to-zero and denormals-are-zero: special values and errors of normal inputs hold (level: sampled, 37 special inputs and 1048576 spread evenly by their bits)
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
#error "exp2_0_654_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "exp2_0_654_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define exp2_0_654_ulp_restrict __restrict
#else
#define exp2_0_654_ulp_restrict restrict
#endif

static inline float exp2_0_654_ulp_at(float x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1.bff78cp-2f;
  const float c1 = 0x1.5aae82p+0f;
  const float c2 = 0x1.e09a56p-1f;
  const float c3 = 0x1.c283bcp-13f;
  const float c4 = 0x1.dbcf1p-10f;
  const float c5 = 0x1.e4ff24p+5f;
  const float c6 = -0x1.1daff8p-5f;
  const float c7 = 0x1.4d20ecp-2f;
  const float v0 = x - c0;
  const float v1 = fmaf(c2, v0, c1);
  const float v2 = c1 - v1;
  const float v3 = fmaf(c2, v0, v2);
  const float v4 = v0 * v0;
  const float v5 = fmaf(v0, c3, c4);
  const float v6 = fmaf(v0, v0, c5);
  const float v7 = fmaf(v5, v6, c6);
  const float v8 = fmaf(v7, v0, c7);
  const float v9 = fmaf(v8, v4, v3);
  const float v10 = v1 + v9;
  return v10;
}

float exp2_0_654_ulp(float x) {
  return exp2_0_654_ulp_at(x);
}

void exp2_0_654_ulp_array(const float* exp2_0_654_ulp_restrict in, float* exp2_0_654_ulp_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = exp2_0_654_ulp_at(in[i]);
}

#undef exp2_0_654_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
