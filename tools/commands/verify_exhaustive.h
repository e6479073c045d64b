// The check of functions at every input of a floating-point format.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "accuracy/contract/contract.h"
#include "targets/error_measure.h"
#include "tools/sources/function_source.h"

namespace ulpforge {

struct ExhaustiveVerifyOptions {
  FunctionOptions functions;
  ContractOptions contract;  // its formats and domain are those of `functions`
  std::string compute;       // format that programs compute in
  ErrorMeasure measure = ErrorMeasure::kUlp;
  int threads = 0;         // 0: all processors
  std::string state_path;  // empty: an interrupted check begins again
  bool json = false;
};

// Prints a report of one function, or a table of several, with progress on standard error. Cancelled after a
// signal, FailedPrecondition if a function breaks the contract that the flags make.
absl::Status VerifyExhaustively(const ExhaustiveVerifyOptions& options);

}  // namespace ulpforge
