/* log2_8
 * Emitted by Ulpforge 0.1.0.
 * Computes: log2(x) on [1,2]
 * Error over the reals: at most 4.752e-09 absolute at every x of the domain (level: certified), worst at x = 0x1.eea5f245f30ecp+0 (1.9322196408057222)
 *   where a division by zero near x = 1.414213563131463 counts as its limit
 * Error of this code: 4.752e-09 absolute (level: dense, 204470 points in 2 binades against MPFR), worst at x = 0x1.eea5d9d091437p+0 (1.932218182964119)
 * Operations: 8
 * Formula, constants shortened: t = -3.65431 / (x + 1.41421) + 1.79199; u = t - 0.5; -3.41074 / (u - 2.76557 / u) + t
 * Seed: 1
 * Reproduce with:
 *   ulpforge search log2 --domain '[1,2]' --measure absolute --max-ops 12 --seed 1 --seed-program $'ulpforge program v1\nconst c0 = 0x1.00000000015cep+0\nconst c1 = -0x1.e9f73aabce8bp-1\nv0 = mul x c0\nv1 = add v0 c1\nreturn v1\n' --seed-program $'ulpforge program v1\nconst c0 = 0x1.6a09e669df98ap+0\nconst c1 = -0x1.071c0087b1381p+3\nconst c2 = 0x1.b417c588e16c7p+1\nv0 = add x c0\nv1 = div c1 v0\nv2 = add v1 c2\nreturn v2\n' --seed-program $'ulpforge program v1\nconst c0 = 0x1.0104dc6aa3a47p-2\nconst c1 = 0x1.c64c93011ef46p+0\nconst c2 = 0x1.68993b58d1a0fp-1\nconst c3 = -0x1.b9de57fe656ffp+1\nv0 = mul x c0\nv1 = add v0 c1\nv2 = add x c2\nv3 = div c3 v2\nv4 = add v1 v3\nreturn v4\n' --seed-program $'ulpforge program v1\nconst c0 = 0x1.3fd826f7bce52p+2\nconst c1 = 0x1.675617021d31dp-1\nconst c2 = -0x1.81e75bd239617p+0\nconst c3 = -0x1.8ca605bb9ffep+4\nconst c4 = 0x1.36611aa4e795bp+2\nv0 = add x c0\nv1 = add x c1\nv2 = div c2 v1\nv3 = add v0 v2\nv4 = div c3 v3\nv5 = add v4 c4\nreturn v5\n' --seed-program $'ulpforge program v1\nconst c0 = 0x1.c92eff927c23dp-4\nconst c1 = 0x1.8a85b9616f1bcp+1\nconst c2 = 0x1.28c4b6e92e382p+1\nconst c3 = 0x1.0a0f9fd67bd99p-1\nconst c4 = -0x1.1546985ef87ep-1\nconst c5 = -0x1.2ebcb7347f5dbp+3\nv0 = mul x c0\nv1 = add v0 c1\nv2 = add x c2\nv3 = add x c3\nv4 = div c4 v3\nv5 = add v2 v4\nv6 = div c5 v5\nv7 = add v1 v6\nreturn v7\n' --seed-program $'ulpforge program v1\nconst c0 = 0x1.068dcef621177p+1\nconst c1 = 0x1.b3341b6fe8803p-2\nconst c2 = -0x1.10eb6fbe11a74p-2\nconst c3 = -0x1.040a8d8e832a7p+3\nconst c4 = 0x1.4c24ad4400c53p+3\nconst c5 = -0x1.8d250c3aa25bbp+5\nconst c6 = 0x1.73ef32a4f4e42p+2\nv0 = add x c0\nv1 = add x c1\nv2 = div c2 v1\nv3 = add v0 v2\nv4 = div c3 v3\nv5 = add x c4\nv6 = add v4 v5\nv7 = div c5 v6\nv8 = add v7 c6\nreturn v8\n' --seed-program $'ulpforge program v1\nconst c0 = -0x1.00000006e1dffp+0\nconst c1 = 0x1.ffff4f0040516p-1\nconst c2 = -0x1.e835bc8e405a4p+2\nconst c3 = -0x1.d68788d88ef23p+0\nconst c4 = -0x1.9db23f53be83bp+1\nconst c5 = -0x1.0efcff4770a2fp+4\nv0 = add x c0\nv1 = add x c1\nv2 = div v0 v1\nv3 = mul v2 v2\nv4 = add v3 c2\nv5 = add v3 c3\nv6 = div c4 v5\nv7 = add v4 v6\nv8 = div c5 v7\nv9 = mul v2 v8\nreturn v9\n' --seed-program $'ulpforge program v1\nconst c0 = -0x1.6a09e687fc531p+0\nconst c1 = 0x1.6a09e687fc53p+0\nconst c2 = -0x1.6f9187198a5b6p+0\nconst c3 = -0x1.d4641b61d727fp-2\nconst c4 = -0x1.ff405f1136334p+2\nconst c5 = -0x1.17b0408027bd9p+4\nconst c6 = 0x1.000000415b7c1p-1\nv0 = add x c0\nv1 = add x c1\nv2 = div v0 v1\nv3 = div c2 v2\nv4 = add v3 v2\nv5 = div c3 v4\nv6 = add v2 v5\nv7 = div c4 v6\nv8 = add v2 v7\nv9 = div c5 v8\nv10 = add v9 c6\nreturn v10\n' --seed-program $'ulpforge program v1\nconst c0 = -0x1.6a09e67407558p+0\nconst c1 = 0x1.6a09e67407553p+0\nconst c2 = -0x1.8b184f4ceb885p+1\nconst c3 = -0x1.8a5c722bf846p+0\nconst c4 = -0x1.38672d16bdefap-1\nconst c5 = -0x1.6278d46abf181p+2\nconst c6 = 0x1.a75c1d2d49371p-1\nconst c7 = 0x1.00000018a3b82p-1\nv0 = add x c0\nv1 = add x c1\nv2 = div v0 v1\nv3 = mul v2 v2\nv4 = add v3 c2\nv5 = add v3 c3\nv6 = div c4 v5\nv7 = add v4 v6\nv8 = div c5 v7\nv9 = add v8 c6\nv10 = mul v9 v2\nv11 = add v10 c7\nreturn v11\n' --budget 3000064c
 *   ulpforge emit runs/log2-s1 --ops 8 --name log2_8 --type double
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
#error "log2_8 needs IEEE 754 arithmetic: compile this file without -ffast-math and its parts"
#endif
#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* 16 widens _Float16 only */
#error "log2_8 needs float and double evaluated in their own precision: use SSE2 (-mfpmath=sse -msse2)"
#endif

/* a * b + c must stay two operations. gcc contracts by default and ignores the standard pragma; with these
 * options it also refuses to inline the kernel into code that is compiled with others. Nobody reads errno
 * or the exception flags here, and without them the loop vectorises. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("fp-contract=off", "no-math-errno", "no-trapping-math")
#endif

#ifdef __cplusplus
#define log2_8_restrict __restrict
#else
#define log2_8_restrict restrict
#endif

static inline double log2_8_at(double x) {
#ifdef __clang__
#pragma float_control(precise, on)
#pragma STDC FP_CONTRACT OFF
#endif
  const double c0 = 0x1.6a09e66b359p+0;
  const double c1 = -0x1.d3c04cac90cdap+1;
  const double c2 = 0x1.cac001960e936p+0;
  const double c3 = -0x1.00000006a5416p-1;
  const double c4 = -0x1.61fe13c26465ep+1;
  const double c5 = -0x1.b4931452f9bb6p+1;
  const double v0 = x + c0;
  const double v1 = c1 / v0;
  const double v2 = v1 + c2;
  const double v3 = v2 + c3;
  const double v4 = c4 / v3;
  const double v5 = v3 + v4;
  const double v6 = c5 / v5;
  const double v7 = v6 + v2;
  return v7;
}

double log2_8(double x) {
  return log2_8_at(x);
}

void log2_8_array(const double* log2_8_restrict in, double* log2_8_restrict out, size_t n) {
  size_t i;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 2 /* vectors at a time; clang chooses for itself */
#endif
  for (i = 0; i < n; ++i) out[i] = log2_8_at(in[i]);
}

#undef log2_8_restrict
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC pop_options
#endif
