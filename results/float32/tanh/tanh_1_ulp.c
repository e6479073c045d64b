/* tanh_1_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: tanh(x)
 * Operations: 35
 * Formula, constants shortened: t = fma(x, x, 4.65661e-10); u = abs(x); v = min(10, u); w = fma(v, 2.88539, 1.2583e+07); a = fma(v, 2.88539, -(w - 1.2583e+07)); b = frombits(shl(bits(w), 23)); frombits(or(and(bits(x), 2147483648), bits(select(less(u, 1), fma(t * fma(fma(fma(fma(fma(fma(t, -0.000360426, 0.00230878), t, -0.00795706), t, 0.0214946), t, -0.0538828), t, 0.133324), t, -0.333333), x, x), 1 - 2 / fma(fma(fma(fma(fma(fma(0.000152413, a, 0.00133913), a, 0.00961883), a, 0.0555037), a, 0.240227), a, 0.693147) * a, b, b + 1)))))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search tanh --format float32 --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/tanh-s1 --ulp 0.9714267938043519 --name tanh_1_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 0.971427 ULP at x = 0x1.ffb4ap-1 (0x3f7fda50): 0x1.85cffep-1, correct 0x1.85dp-1
 * Correctly rounded: 99.8777% of the inputs
 * Monotonic: every step between neighbouring inputs is as that of the function
 * No subnormal operands: none at inputs and results that are not subnormal themselves
 * Clauses:
 *   nan: NaN exactly where the function is: holds
 *   infinity: infinite exactly where the correctly rounded value is: holds
 *   zero: zeros with the sign of the correctly rounded value: holds
 *   subnormal: subnormal results within 4 ULP: holds
 *   max error: at most 4 ULP: holds
 * Special values:
 *   f(0x0p+0) = 0x0p+0
 *   f(-0x0p+0) = -0x0p+0
 *   f(0x1p-149) = 0x1p-149
 *   f(-0x1p-149) = -0x1p-149
 *   f(0x1.fffffcp-127) = 0x1.fffffcp-127
 *   f(-0x1.fffffcp-127) = -0x1.fffffcp-127
 *   f(0x1p-126) = 0x1p-126
 *   f(-0x1p-126) = -0x1p-126
 *   f(0x1p+0) = 0x1.85efacp-1
 *   f(-0x1p+0) = -0x1.85efacp-1
 *   f(0x1.fffffep+127) = 0x1p+0
 *   f(-0x1.fffffep+127) = -0x1p+0
 *   f(inf) = 0x1p+0
 *   f(-inf) = -0x1p+0
 *   f(nan) = nan
 * Checked as compiled with: cc -O3 -march=native -ffp-contract=off -shared -fPIC -Wl,-z,defs
 * Flush-to-zero and denormals-are-zero: special values and errors of normal inputs hold (level: sampled, 106 special inputs and 1048576 spread evenly by their bits)
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
#error "tanh_1_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "tanh_1_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define tanh_1_ulp_restrict __restrict
#else
#define tanh_1_ulp_restrict restrict
#endif

static inline uint32_t tanh_1_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float tanh_1_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float tanh_1_ulp_min(float a, float b) {
  return a < b ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define tanh_1_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define tanh_1_ulp_hide(c) ((void)0)
#endif

static inline float tanh_1_ulp_at(float x, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1p+0f;
  const float c2 = 0x1p+0f;
  const float c3 = 0x1p+1f;
  const float c4 = 0x1.715476p+1f;
  const float c5 = 0x1.8000fep+23f;
  const float c6 = 0x1.62e43p-1f;
  const float c7 = 0x1.ebfbfep-3f;
  const float c8 = 0x1.c6afaap-5f;
  const float c9 = 0x1.3b30ap-7f;
  const float c10 = 0x1.5f0b82p-10f;
  const float c11 = 0x1.3fa206p-13f;
  const float c12 = 0x1p-31f;
  const float c13 = -0x1.79ef28p-12f;
  const float c14 = 0x1.2e9decp-9f;
  const float c15 = -0x1.04bca2p-7f;
  const float c16 = 0x1.602afep-6f;
  const float c17 = -0x1.b96866p-5f;
  const float c18 = 0x1.110c2cp-3f;
  const float c19 = -0x1.55553ep-2f;
  const float v0 = fmaf(x, x, c12);
  const float v1 = fmaf(v0, c13, c14);
  const float v2 = fmaf(v1, v0, c15);
  const float v3 = fmaf(v2, v0, c16);
  const float v4 = fmaf(v3, v0, c17);
  const float v5 = fmaf(v4, v0, c18);
  const float v6 = fmaf(v5, v0, c19);
  const float v7 = v0 * v6;
  const float v8 = fmaf(v7, x, x);
  const float v9 = fabsf(x);
  const float v10 = tanh_1_ulp_min(c1, v9);
  const float v11 = fmaf(v10, c4, c5);
  const float v12 = v11 - c5;
  const float v13 = -v12;
  const float v14 = fmaf(v10, c4, v13);
  const float v15 = fmaf(c11, v14, c10);
  const float v16 = fmaf(v15, v14, c9);
  const float v17 = fmaf(v16, v14, c8);
  const float v18 = fmaf(v17, v14, c7);
  const float v19 = fmaf(v18, v14, c6);
  const float v20 = v19 * v14;
  const uint32_t v21 = tanh_1_ulp_bits(v11);
  const uint32_t v22 = v21 << 23;
  const float v23 = tanh_1_ulp_frombits(v22);
  const float v24 = v23 + c2;
  const float v25 = fmaf(v20, v23, v24);
  const float v26 = c3 / v25;
  const float v27 = c2 - v26;
  const uint32_t v28 = tanh_1_ulp_bits(x);
  const uint32_t v29 = v28 & 0x80000000u;
  const uint32_t v30 = -(uint32_t)(v9 < c0);
  const float v31 = (int32_t)v30 < 0 ? v8 : v27;
  const uint32_t v32 = tanh_1_ulp_bits(v31);
  const uint32_t v33 = v29 | v32;
  const float v34 = tanh_1_ulp_frombits(v33);
  return v34;
}

float tanh_1_ulp(float x) {
  return tanh_1_ulp_at(x, 0x1.4p+3f);
}

void tanh_1_ulp_array(const float* tanh_1_ulp_restrict in, float* tanh_1_ulp_restrict out, size_t n) {
  size_t i;
  float c1 = 0x1.4p+3f;
  tanh_1_ulp_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = tanh_1_ulp_at(in[i], c1);
}

#undef tanh_1_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef tanh_1_ulp_hide
