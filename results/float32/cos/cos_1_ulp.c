/* cos_1_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: cos(x)
 * Operations: 28
 * Formula, constants shortened: t = fma(x, 0.63662, 1.25829e+07); u = t - 1.25829e+07; v = fma(u, -1.5708, x); w = u * 4.37114e-08; a = fma(v, v + w + w, 0.000244141) - 0.000244141; b = iadd(bits(t), 1); frombits(xor(bits(select(shl(b, 31), fma(fma(fma(fma(2.4433e-05, a, -0.00138874), a, 0.0416666), a, -0.5), a, 1), fma(u, -5.3903e-15, v + fma(a * fma(fma(a, -0.000195116, 0.00833215), a, -0.166667), v + w, w)))), shl(shr(b, 1), 31)))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search cos --format float32 --domain '[-6.2832,6.2832]' --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/cos-s1 --ulp 0.9029071034537356 --name cos_1_ulp --type float
 * Contract: finite on [-6.2832,6.2832], nan any, inf any, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 2173837300 inputs
 * Max error: 0.902907 ULP at x = 0x1.f4ec4ap+1 (0x407a7625): -0x1.6ee758p-1, correct -0x1.6ee75ap-1
 * Correctly rounded: 99.8371% of the inputs
 * Monotonic: every step between neighbouring inputs is as that of the function
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: no NaN for a number: holds
 *   infinity: finite where the correctly rounded value is: holds
 *   subnormal: subnormal results within 4 ULP: holds
 *   max error: at most 4 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x1p+0
 *   f(-0x0p+0) = 0x1p+0
 *   f(0x1p-149) = 0x1p+0
 *   f(-0x1p-149) = 0x1p+0
 *   f(0x1.fffffcp-127) = 0x1p+0
 *   f(-0x1.fffffcp-127) = 0x1p+0
 *   f(0x1p-126) = 0x1p+0
 *   f(-0x1p-126) = 0x1p+0
 *   f(0x1p+0) = 0x1.14a28p-1
 *   f(-0x1p+0) = 0x1.14a28p-1
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * Flush-to-zero and denormals-are-zero: special values and errors of normal inputs hold (level: sampled, 86 special inputs and 1048576 spread evenly by their bits)
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
#error "cos_1_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "cos_1_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define cos_1_ulp_restrict __restrict
#else
#define cos_1_ulp_restrict restrict
#endif

static inline uint32_t cos_1_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float cos_1_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float cos_1_ulp_at(float x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1.45f306p-1f;
  const float c1 = -0x1.921fb6p+0f;
  const float c2 = 0x1.777a6p-25f;
  const float c3 = -0x1.84698ap-48f;
  const float c4 = 0x1.8p+23f;
  const float c5 = 0x1.99eacp-16f;
  const float c6 = -0x1.6c0c78p-10f;
  const float c7 = 0x1.55554ap-5f;
  const float c8 = -0x1p-1f;
  const float c9 = 0x1p+0f;
  const float c10 = 0x1p-12f;
  const float c11 = -0x1.993022p-13f;
  const float c12 = 0x1.110728p-7f;
  const float c13 = -0x1.555546p-3f;
  const float v0 = fmaf(x, c0, c4);
  const float v1 = v0 - c4;
  const float v2 = fmaf(v1, c1, x);
  const float v3 = v1 * c2;
  const float v4 = v2 + v3;
  const float v5 = v3 + v3;
  const float v6 = v2 + v5;
  const float v7 = fmaf(v2, v6, c10);
  const float v8 = v7 - c10;
  const float v9 = fmaf(v8, c11, c12);
  const float v10 = fmaf(v9, v8, c13);
  const float v11 = v8 * v10;
  const float v12 = fmaf(v11, v4, v3);
  const float v13 = v2 + v12;
  const float v14 = fmaf(v1, c3, v13);
  const float v15 = fmaf(c5, v8, c6);
  const float v16 = fmaf(v15, v8, c7);
  const float v17 = fmaf(v16, v8, c8);
  const float v18 = fmaf(v17, v8, c9);
  const uint32_t v19 = cos_1_ulp_bits(v0);
  const uint32_t v20 = v19 + 0x1u;
  const uint32_t v21 = v20 << 31;
  const float v22 = (int32_t)v21 < 0 ? v18 : v14;
  const uint32_t v23 = v20 >> 1;
  const uint32_t v24 = v23 << 31;
  const uint32_t v25 = cos_1_ulp_bits(v22);
  const uint32_t v26 = v25 ^ v24;
  const float v27 = cos_1_ulp_frombits(v26);
  return v27;
}

float cos_1_ulp(float x) {
  return cos_1_ulp_at(x);
}

void cos_1_ulp_array(const float* cos_1_ulp_restrict in, float* cos_1_ulp_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = cos_1_ulp_at(in[i]);
}

#undef cos_1_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
