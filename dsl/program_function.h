// Programs, and functions of other formats, as functions of arrays of floats that compute in a format.
#pragma once

#include "absl/status/statusor.h"
#include "base/array_function.h"
#include "dsl/numbers/float_format.h"
#include "dsl/program.h"

namespace ulpforge {

// The program run by the interpreter in the arithmetic of `format`: inputs and results are values of the
// format. InvalidArgument if the program is not valid. One function per thread.
absl::StatusOr<ArrayFunction<float>> ProgramFunction(const Program& program, const FloatFormat& format);

// The same with results rounded to nearest in another format: float32 kernels of 16-bit functions.
absl::StatusOr<ArrayFunction<float>> ProgramFunction(const Program& program, const FloatFormat& compute,
                                                     const FloatFormat& result);

// The results of `function` rounded to nearest in `format`: a float kernel between a load and a store of
// 16-bit numbers. As thread-safe as `function`.
ArrayFunction<float> WithRoundedResults(ArrayFunction<float> function, const FloatFormat& format);

}  // namespace ulpforge
