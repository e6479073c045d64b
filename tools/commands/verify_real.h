// The check of programs in real arithmetic: dense, or with a proof.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "accuracy/dense/dense_check.h"
#include "tools/sources/program_source.h"

namespace ulpforge {

struct RealVerifyOptions {
  SourceOptions source;
  size_t points = DenseOptions().points;
  bool certify = false;
  bool json = false;
};

// Prints what is verified. FailedPrecondition if a claim of a run does not hold, or if there is no certified
// bound where one was asked for.
absl::Status VerifyReal(const RealVerifyOptions& options);

}  // namespace ulpforge
