#include "dsl/program_function.h"

#include <cstddef>
#include <memory>
#include <utility>

#include "dsl/format_interpreter.h"

namespace ulpforge {
absl::StatusOr<ArrayFunction<float>> ProgramFunction(const Program& program, const FloatFormat& format) {
  if (absl::Status status = Validate(program); !status.ok()) return status;
  absl::StatusOr<FormatInterpreter> created = FormatInterpreter::Create(program, format);
  if (!created.ok()) return created.status();
  const auto interpreter = std::make_shared<FormatInterpreter>(*std::move(created));
  return ArrayFunction<float>(
      [interpreter](const float* in, float* out, size_t n) { interpreter->Run({in, n}, {out, n}); });
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
