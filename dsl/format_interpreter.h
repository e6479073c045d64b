// A FormatInterpreter runs a program on arrays of floats in the arithmetic of a number format.
//
// Thread safety: one per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>

#include "absl/status/statusor.h"
#include "dsl/interpreter.h"
#include "dsl/numbers/float_format.h"
#include "dsl/program.h"

namespace ulpforge {

class FormatInterpreter {
 public:
  // InvalidArgument as Interpreter::Create. Constants are rounded to the format. REQUIRES:
  // Validate(program).ok().
  static absl::StatusOr<FormatInterpreter> Create(const Program& program, const FloatFormat& format);

  // As of an Interpreter. Inputs and results are values of the format.
  void SetConstant(size_t k, Extended value);
  void SetInteger(size_t k, int64_t value);
  void Run(std::span<const float> in, std::span<float> out);

 private:
  using Any = std::variant<Interpreter<float>, Interpreter<Float16>, Interpreter<BFloat16>>;
  explicit FormatInterpreter(Any interpreter) : interpreter_(std::move(interpreter)) {}

  Any interpreter_;
};

}  // namespace ulpforge
