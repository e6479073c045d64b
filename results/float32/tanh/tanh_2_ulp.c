/* tanh_2_ulp
 * Emitted by Ulpforge 0.1.0.
 * Computes: tanh(x)
 * Operations: 34
 * Formula, constants shortened: t = fma(x, x, 4.65661e-10); u = fma(t, 0.0626299, -0.24593); v = fma(fma(u, t, 0.737835), u, 0.101479); w = abs(x); a = min(10, w); b = fma(a, 2.88539, 1.2583e+07); c = fma(a, 2.88539, -(b - 1.2583e+07)); d = frombits(shl(bits(b), 23)); frombits(or(and(bits(x), 2147483648), bits(select(less(w, 1), fma(t * fma(fma(v, t, 1.18941), v, -0.238206), x, x), 1 - 2 / fma(fma(fma(fma(fma(fma(0.000152413, c, 0.00133913), c, 0.00961883), c, 0.0555036), c, 0.240227), c, 0.693147) * c, d, d + 1)))))
 * Seed: 1
 * Reproduce with:
 *   ulpforge search tanh --format float32 --variant full --cost zen5-throughput --seed 1 --seed-program classical --budget 40064c
 *   ulpforge emit runs/tanh-s1 --ulp 1.26231782238056 --name tanh_2_ulp --type float
 * Contract: full, nan ieee, inf ieee, subnormal ieee, at most 4 ULP
 * Level: exhaustive, 4294967296 inputs
 * Max error: 1.262318 ULP at x = 0x1.cf03b2p-1 (0x3f6781d9): 0x1.6fd1c8p-1, correct 0x1.6fd1c6p-1
 * Correctly rounded: 99.5772% of the inputs
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
#error "tanh_2_ulp needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "tanh_2_ulp needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define tanh_2_ulp_restrict __restrict
#else
#define tanh_2_ulp_restrict restrict
#endif

static inline uint32_t tanh_2_ulp_bits(float a) {
  uint32_t b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float tanh_2_ulp_frombits(uint32_t a) {
  float b;
  memcpy(&b, &a, sizeof b);
  return b;
}

static inline float tanh_2_ulp_min(float a, float b) {
  return a < b ? a : b;
}

/* gcc folds what follows a clamp by a known constant into a chain of comparisons and blends. Where it cannot see
 * the constant, the clamp of a vector is one instruction. */
#if defined(__GNUC__) && !defined(__clang__)
#define tanh_2_ulp_hide(c) __asm__("" : "+m"(c))
#else
#define tanh_2_ulp_hide(c) ((void)0)
#endif

static inline float tanh_2_ulp_at(float x, float c1) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const float c0 = 0x1p+0f;
  const float c2 = 0x1p+0f;
  const float c3 = 0x1p+1f;
  const float c4 = 0x1.715476p+1f;
  const float c5 = 0x1.8000fep+23f;
  const float c6 = 0x1.62e432p-1f;
  const float c7 = 0x1.ebfc02p-3f;
  const float c8 = 0x1.c6af6ep-5f;
  const float c9 = 0x1.3b30ap-7f;
  const float c10 = 0x1.5f0b82p-10f;
  const float c11 = 0x1.3fa206p-13f;
  const float c12 = 0x1p-31f;
  const float c13 = 0x1.00883ep-4f;
  const float c14 = -0x1.f7a9fep-3f;
  const float c15 = 0x1.79c59p-1f;
  const float c16 = 0x1.9fa812p-4f;
  const float c17 = 0x1.307ceap+0f;
  const float c18 = -0x1.e7d8cep-3f;
  const float v0 = fmaf(x, x, c12);
  const float v1 = fmaf(v0, c13, c14);
  const float v2 = fmaf(v1, v0, c15);
  const float v3 = fmaf(v2, v1, c16);
  const float v4 = fmaf(v3, v0, c17);
  const float v5 = fmaf(v4, v3, c18);
  const float v6 = v0 * v5;
  const float v7 = fmaf(v6, x, x);
  const float v8 = fabsf(x);
  const float v9 = tanh_2_ulp_min(c1, v8);
  const float v10 = fmaf(v9, c4, c5);
  const float v11 = v10 - c5;
  const float v12 = -v11;
  const float v13 = fmaf(v9, c4, v12);
  const float v14 = fmaf(c11, v13, c10);
  const float v15 = fmaf(v14, v13, c9);
  const float v16 = fmaf(v15, v13, c8);
  const float v17 = fmaf(v16, v13, c7);
  const float v18 = fmaf(v17, v13, c6);
  const float v19 = v18 * v13;
  const uint32_t v20 = tanh_2_ulp_bits(v10);
  const uint32_t v21 = v20 << 23;
  const float v22 = tanh_2_ulp_frombits(v21);
  const float v23 = v22 + c2;
  const float v24 = fmaf(v19, v22, v23);
  const float v25 = c3 / v24;
  const float v26 = c2 - v25;
  const uint32_t v27 = tanh_2_ulp_bits(x);
  const uint32_t v28 = v27 & 0x80000000u;
  const uint32_t v29 = -(uint32_t)(v8 < c0);
  const float v30 = (int32_t)v29 < 0 ? v7 : v26;
  const uint32_t v31 = tanh_2_ulp_bits(v30);
  const uint32_t v32 = v28 | v31;
  const float v33 = tanh_2_ulp_frombits(v32);
  return v33;
}

float tanh_2_ulp(float x) {
  return tanh_2_ulp_at(x, 0x1.4p+3f);
}

void tanh_2_ulp_array(const float* tanh_2_ulp_restrict in, float* tanh_2_ulp_restrict out, size_t n) {
  size_t i;
  float c1 = 0x1.4p+3f;
  tanh_2_ulp_hide(c1);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = tanh_2_ulp_at(in[i], c1);
}

#undef tanh_2_ulp_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
#undef tanh_2_ulp_hide
