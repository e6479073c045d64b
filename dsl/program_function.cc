#include "dsl/program_function.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>

#include "base/check.h"
#include "dsl/interpreter.h"

namespace ulpforge {
namespace {

constexpr size_t kChunk = 1024;

template <class T>
absl::StatusOr<ArrayFunction<float>> FunctionIn(const Program& program) {
  absl::StatusOr<Interpreter<T>> created = Interpreter<T>::Create(program);
  if (!created.ok()) return created.status();
  const auto interpreter = std::make_shared<Interpreter<T>>(*std::move(created));
  return ArrayFunction<float>([interpreter](const float* in, float* out, size_t n) {
    std::array<T, kChunk> x;
    std::array<T, kChunk> y;
    for (size_t i = 0; i < n; i += kChunk) {
      const size_t size = std::min(kChunk, n - i);
      for (size_t k = 0; k < size; ++k) x[k] = T(in[i + k]);
      interpreter->Run(std::span(x).first(size), std::span(y).first(size));
      for (size_t k = 0; k < size; ++k) out[i + k] = static_cast<float>(y[k]);
    }
  });
}

}  // namespace

absl::StatusOr<ArrayFunction<float>> ProgramFunction(const Program& program, const FloatFormat& format) {
  if (absl::Status status = Validate(program); !status.ok()) return status;
  if (&format == &kFloat16) return FunctionIn<Float16>(program);
  if (&format == &kBFloat16) return FunctionIn<BFloat16>(program);
  ULPFORGE_CHECK(&format == &kFloat32);
  return FunctionIn<float>(program);
}

absl::StatusOr<ArrayFunction<float>> ProgramFunction(const Program& program, const FloatFormat& compute,
                                                     const FloatFormat& result) {
  absl::StatusOr<ArrayFunction<float>> function = ProgramFunction(program, compute);
  if (!function.ok() || &compute == &result) return function;
  return WithRoundedResults(*std::move(function), result);
}

ArrayFunction<float> WithRoundedResults(ArrayFunction<float> function, const FloatFormat& format) {
  return [function = std::move(function), &format](const float* in, float* out, size_t n) {
    function(in, out, n);
    for (size_t i = 0; i < n; ++i) out[i] = RoundToFormat(format, out[i]);
  };
}

}  // namespace ulpforge
