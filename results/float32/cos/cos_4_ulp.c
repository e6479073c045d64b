/* cos_4_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: cos(x)
 * Operations: 20
 * Formula, constants shortened: t = or(and(bits(fma(x, 0.31831, 98304)), 4294967168), 64); u = frombits(t) - 98304; v = fma(u, -1.07806e-14, fma(u, -1.50996e-07, fma(u, -3.14159, x))); w = frombits(xor(bits(v), iadd(shl(t, 24), 1073741824))); a = v * v; fma(a * w, fma(fma(fma(a, 2.59981e-06, -0.000198069), a, 0.00833303), a, -0.166667), w)
 * Seed: 1
 * Reproduce with:
 *   ulpforge search cos --format float32 --domain '[-6.2832,6.2832]' --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/cos-s1 --ulp 1.7943809249417366 --name cos_4_ulp --type float
 * Contract: finite on [-6.2832,6.2832], nan any, inf any, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 2173837300 inputs
 * Max error: 1.794381 ULP at x = 0x1.c89542p-6 (0x3ce44aa1): 0x1.ffcd18p-1, correct 0x1.ffcd1cp-1
 * Correctly rounded: 15.3070% of the inputs
 * Not monotonic at 753332 pairs of neighbouring inputs
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: no NaN for a number: holds
 *   infinity: finite where the correctly rounded value is: holds
 *   subnormal: subnormal results within 4 ULP: holds
 *   max error: at most 4 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x1.fffffep-1, correct 0x1p+0
 *   f(-0x0p+0) = 0x1.fffffep-1, correct 0x1p+0
 *   f(0x1p-149) = 0x1.fffffep-1, correct 0x1p+0
 *   f(-0x1p-149) = 0x1.fffffep-1, correct 0x1p+0
 *   f(0x1.fffffcp-127) = 0x1.fffffep-1, correct 0x1p+0
 *   f(-0x1.fffffcp-127) = 0x1.fffffep-1, correct 0x1p+0
 *   f(0x1p-126) = 0x1.fffffep-1, correct 0x1p+0
 *   f(-0x1p-126) = 0x1.fffffep-1, correct 0x1p+0
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
#error "cos_4_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "cos_4_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define cos_4_ulp_restrict __restrict
#else
#define cos_4_ulp_restrict restrict
#endif

static inline uint32_t cos_4_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float cos_4_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float cos_4_ulp_at(float x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1.45f306p-2f;
  const float c1 = -0x1.921fb4p+1f;
  const float c2 = -0x1.4442dp-23f;
  const float c3 = -0x1.84698ap-47f;
  const float c4 = 0x1.8p+16f;
  const float c5 = 0x1.5cf0a4p-19f;
  const float c6 = -0x1.9f61b2p-13f;
  const float c7 = 0x1.110e86p-7f;
  const float c8 = -0x1.55554ap-3f;
  const float v0 = fmaf(x, c0, c4);
  const uint32_t v1 = cos_4_ulp_bits(v0);
  const uint32_t v2 = v1 & 0xffffff80u;
  const uint32_t v3 = v2 | 0x40u;
  const float v4 = cos_4_ulp_frombits(v3);
  const float v5 = v4 - c4;
  const float v6 = fmaf(v5, c1, x);
  const float v7 = fmaf(v5, c2, v6);
  const float v8 = fmaf(v5, c3, v7);
  const uint32_t v9 = v3 << 24;
  const uint32_t v10 = v9 + 0x40000000u;
  const uint32_t v11 = cos_4_ulp_bits(v8);
  const uint32_t v12 = v11 ^ v10;
  const float v13 = cos_4_ulp_frombits(v12);
  const float v14 = v8 * v8;
  const float v15 = v14 * v13;
  const float v16 = fmaf(v14, c5, c6);
  const float v17 = fmaf(v16, v14, c7);
  const float v18 = fmaf(v17, v14, c8);
  const float v19 = fmaf(v15, v18, v13);
  return v19;
}

float cos_4_ulp(float x) {
  return cos_4_ulp_at(x);
}

void cos_4_ulp_array(const float* cos_4_ulp_restrict in, float* cos_4_ulp_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = cos_4_ulp_at(in[i]);
}

#undef cos_4_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
