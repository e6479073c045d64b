#include "dsl/format_interpreter.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace ulpforge {
namespace {

constexpr size_t kChunk = 1024;

void RunIn(Interpreter<float>& interpreter, std::span<const float> in, std::span<float> out) {
  interpreter.Run(in, out);
}

template <class T>
void RunIn(Interpreter<T>& interpreter, std::span<const float> in, std::span<float> out) {
  std::array<T, kChunk> x;
  std::array<T, kChunk> y;
  for (size_t i = 0; i < in.size(); i += kChunk) {
    const size_t size = std::min(kChunk, in.size() - i);
    for (size_t k = 0; k < size; ++k) x[k] = T(in[i + k]);
    interpreter.Run(std::span(x).first(size), std::span(y).first(size));
    for (size_t k = 0; k < size; ++k) out[i + k] = static_cast<float>(y[k]);
  }
}

}  // namespace

absl::StatusOr<FormatInterpreter> FormatInterpreter::Create(const Program& program,
                                                            const FloatFormat& format) {
  const auto create = [](auto interpreter) -> absl::StatusOr<FormatInterpreter> {
    if (!interpreter.ok()) return interpreter.status();
    return FormatInterpreter(*std::move(interpreter));
  };
  if (&format == &kFloat16) return create(Interpreter<Float16>::Create(program));
  if (&format == &kBFloat16) return create(Interpreter<BFloat16>::Create(program));
  ULPFORGE_CHECK(&format == &kFloat32);
  return create(Interpreter<float>::Create(program));
}

void FormatInterpreter::SetConstant(size_t k, Extended value) {
  std::visit([&](auto& interpreter) { interpreter.SetConstant(k, value); }, interpreter_);
}

void FormatInterpreter::SetInteger(size_t k, int64_t value) {
  std::visit([&](auto& interpreter) { interpreter.SetInteger(k, value); }, interpreter_);
}

void FormatInterpreter::Run(std::span<const float> in, std::span<float> out) {
  std::visit([&](auto& interpreter) { RunIn(interpreter, in, out); }, interpreter_);
}

}  // namespace ulpforge
