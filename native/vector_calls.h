// Calls of functions of one SIMD vector, V f(V), for arrays: full vectors, the last one padded with its last
// value, so that a function never sees a value that is not in the array. The chain puts one value into every
// lane and takes one result per call.
//
// REQUIRES: the CPU has the vectors.
#pragma once

#include "base/array_function.h"

namespace ulpforge {

TimedFunction<float> VectorFloat128(void* function);    // __m128 f(__m128)
TimedFunction<float> VectorFloat256(void* function);    // __m256 f(__m256), AVX
TimedFunction<float> VectorFloat512(void* function);    // __m512 f(__m512), AVX-512F
TimedFunction<double> VectorDouble128(void* function);  // __m128d f(__m128d)
TimedFunction<double> VectorDouble256(void* function);  // __m256d f(__m256d), AVX
TimedFunction<double> VectorDouble512(void* function);  // __m512d f(__m512d), AVX-512F

}  // namespace ulpforge
