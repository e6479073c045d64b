/* sin_1_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: sin(x)
 * Operations: 26
 * Formula, constants shortened: t = fma(x, 0.63662, 1.25829e+07); u = t - 1.25829e+07; v = fma(u, -1.5708, x); w = u * 4.37114e-08; a = fma(v, v, fma(v, w + w, 0.000244141)) - 0.000244141; b = bits(t); frombits(xor(bits(select(shl(b, 31), fma(fma(fma(fma(2.44329e-05, a, -0.00138873), a, 0.0416666), a, -0.5), a, 1), v + fma(a * fma(fma(a, -0.000195116, 0.00833211), a, -0.166667), v + w, w))), shl(shr(b, 1), 31)))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search sin --format float32 --domain '[-6.2832,6.2832]' --cost zen5-throughput --seed 1 --seed-program classical --budget 30080c
 *   ulpforge emit runs/sin-s1 --ulp 0.871067973123132 --name sin_1_ulp --type float
 * Contract: finite on [-6.2832,6.2832], nan any, inf any, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 2173837300 inputs
 * Max error: 0.871068 ULP at x = 0x1.9be488p-1 (0x3f4df244): 0x1.70e144p-1, correct 0x1.70e146p-1
 * Correctly rounded: 99.8031% of the inputs
 * Monotonic: every step between neighbouring inputs is as that of the function
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: no NaN for a number: holds
 *   infinity: finite where the correctly rounded value is: holds
 *   subnormal: subnormal results within 4 ULP: holds
 *   max error: at most 4 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x0p+0
 *   f(-0x0p+0) = 0x0p+0, correct -0x0p+0
 *   f(0x1p-149) = 0x1p-149
 *   f(-0x1p-149) = -0x1p-149
 *   f(0x1.fffffcp-127) = 0x1.fffffcp-127
 *   f(-0x1.fffffcp-127) = -0x1.fffffcp-127
 *   f(0x1p-126) = 0x1p-126
 *   f(-0x1p-126) = -0x1p-126
 *   f(0x1p+0) = 0x1.aed54ap-1, correct 0x1.aed548p-1
 *   f(-0x1p+0) = -0x1.aed54ap-1, correct -0x1.aed548p-1
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * Flush-to-zero and denormals-are-zero: do not hold: f(-0x1p-149) = 0x0p+0, correct -0x1p-149 (level: sampled, 88 special inputs and 1048576 spread evenly by their bits)
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
#error "sin_1_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "sin_1_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define sin_1_ulp_restrict __restrict
#else
#define sin_1_ulp_restrict restrict
#endif

static inline uint32_t sin_1_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sin_1_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sin_1_ulp_at(float x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1.45f306p-1f;
  const float c1 = -0x1.921fb6p+0f;
  const float c2 = 0x1.777a5cp-25f;
  const float c3 = 0x1.8p+23f;
  const float c4 = 0x1.99eabp-16f;
  const float c5 = -0x1.6c0c42p-10f;
  const float c6 = 0x1.55554ap-5f;
  const float c7 = -0x1p-1f;
  const float c8 = 0x1p+0f;
  const float c9 = 0x1p-12f;
  const float c10 = -0x1.993022p-13f;
  const float c11 = 0x1.1106dp-7f;
  const float c12 = -0x1.555544p-3f;
  const float v0 = fmaf(x, c0, c3);
  const float v1 = v0 - c3;
  const float v2 = fmaf(v1, c1, x);
  const float v3 = v1 * c2;
  const float v4 = v2 + v3;
  const float v5 = v3 + v3;
  const float v6 = fmaf(v2, v5, c9);
  const float v7 = fmaf(v2, v2, v6);
  const float v8 = v7 - c9;
  const float v9 = fmaf(v8, c10, c11);
  const float v10 = fmaf(v9, v8, c12);
  const float v11 = v8 * v10;
  const float v12 = fmaf(v11, v4, v3);
  const float v13 = v2 + v12;
  const float v14 = fmaf(c4, v8, c5);
  const float v15 = fmaf(v14, v8, c6);
  const float v16 = fmaf(v15, v8, c7);
  const float v17 = fmaf(v16, v8, c8);
  const uint32_t v18 = sin_1_ulp_bits(v0);
  const uint32_t v19 = v18 << 31;
  const float v20 = (int32_t)v19 < 0 ? v17 : v13;
  const uint32_t v21 = v18 >> 1;
  const uint32_t v22 = v21 << 31;
  const uint32_t v23 = sin_1_ulp_bits(v20);
  const uint32_t v24 = v23 ^ v22;
  const float v25 = sin_1_ulp_frombits(v24);
  return v25;
}

float sin_1_ulp(float x) {
  return sin_1_ulp_at(x);
}

void sin_1_ulp_array(const float* sin_1_ulp_restrict in, float* sin_1_ulp_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = sin_1_ulp_at(in[i]);
}

#undef sin_1_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
