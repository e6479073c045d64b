/* sin_4_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: sin(x)
 * Operations: 15
 * Formula, constants shortened: t = fma(x, 0.31831, 1.25829e+07); u = t - 1.25829e+07; v = fma(u, -1.50996e-07, fma(u, -3.14159, x)); w = frombits(xor(bits(v), shl(bits(t), 31))); a = fma(v, v, 4.65661e-10); fma(a * fma(fma(fma(a, 2.60584e-06, -0.000198097), a, 0.00833307), a, -0.166667), w, w)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search sin --format float32 --domain '[-6.2832,6.2832]' --cost zen5-throughput --seed 1 --seed-program classical --budget 30080c
 *   ulpforge emit runs/sin-s1 --ulp 1.946320553124941 --name sin_4_ulp --type float
 * Contract: finite on [-6.2832,6.2832], nan any, inf any, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 2173837300 inputs
 * Max error: 1.946321 ULP at x = 0x1.9c35bp+0 (0x3fce1ad8): 0x1.ff9a46p-1, correct 0x1.ff9a4ap-1
 * Correctly rounded: 99.3873% of the inputs
 * Not monotonic at 1050044 pairs of neighbouring inputs
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
 *   f(0x1p+0) = 0x1.aed548p-1
 *   f(-0x1p+0) = -0x1.aed548p-1
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * Flush-to-zero and denormals-are-zero: do not hold: f(-0x1p-148) = 0x0p+0, correct -0x1p-148 (level: sampled, 88 special inputs and 1048576 spread evenly by their bits)
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
#error "sin_4_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "sin_4_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define sin_4_ulp_restrict __restrict
#else
#define sin_4_ulp_restrict restrict
#endif

static inline uint32_t sin_4_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sin_4_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float sin_4_ulp_at(float x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1.45f306p-2f;
  const float c1 = -0x1.921fb4p+1f;
  const float c2 = -0x1.4442d2p-23f;
  const float c3 = 0x1.8p+23f;
  const float c4 = 0x1p-31f;
  const float c5 = 0x1.5dbffap-19f;
  const float c6 = -0x1.9f7064p-13f;
  const float c7 = 0x1.110ed6p-7f;
  const float c8 = -0x1.55554cp-3f;
  const float v0 = fmaf(x, c0, c3);
  const float v1 = v0 - c3;
  const float v2 = fmaf(v1, c1, x);
  const float v3 = fmaf(v1, c2, v2);
  const uint32_t v4 = sin_4_ulp_bits(v0);
  const uint32_t v5 = v4 << 31;
  const uint32_t v6 = sin_4_ulp_bits(v3);
  const uint32_t v7 = v6 ^ v5;
  const float v8 = sin_4_ulp_frombits(v7);
  const float v9 = fmaf(v3, v3, c4);
  const float v10 = fmaf(v9, c5, c6);
  const float v11 = fmaf(v10, v9, c7);
  const float v12 = fmaf(v11, v9, c8);
  const float v13 = v9 * v12;
  const float v14 = fmaf(v13, v8, v8);
  return v14;
}

float sin_4_ulp(float x) {
  return sin_4_ulp_at(x);
}

void sin_4_ulp_array(const float* sin_4_ulp_restrict in, float* sin_4_ulp_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = sin_4_ulp_at(in[i]);
}

#undef sin_4_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
