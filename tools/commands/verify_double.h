// The check of functions of doubles, of which not every input can be tried.
#pragma once

#include <cstddef>
#include <optional>

#include "absl/status/status.h"
#include "accuracy/dense/double_check.h"
#include "targets/error_measure.h"
#include "tools/sources/function_source.h"

namespace ulpforge {

struct DoubleVerifyOptions {
  FunctionOptions functions;
  std::optional<ErrorMeasure> measure;  // none: the target's
  size_t points = DenseOptions().points;
  bool json = false;
};

// Prints the largest errors that a dense check finds.
absl::Status VerifyDouble(const DoubleVerifyOptions& options);

}  // namespace ulpforge
