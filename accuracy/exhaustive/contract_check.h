// The proof that a function keeps a contract: every input that the contract is about is looked at, by one
// sweep of accuracy/exhaustive/exhaustive_check.h, and each clause holds or has a counterexample.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "accuracy/exhaustive/exhaustive.pb.h"
#include "accuracy/exhaustive/exhaustive_check.h"

namespace ulpforge {

// The report of the sweep, with `contract` filled in: errors and counts are those of the inputs that the
// contract covers, see Contract. `options` says how to sweep; its format, domain and contract are those of
// `contract` whatever they are set to. REQUIRES: a contract of MakeContract for this target. Errors as
// CheckExhaustively.
absl::StatusOr<ExhaustiveReport> CheckContract(const Target& target, const Contract& contract,
                                               const FunctionFactory& make_function,
                                               ExhaustiveOptions options);

// The same for several functions, which are called by all threads at once. The progress is that of all of
// them.
absl::StatusOr<std::vector<ExhaustiveReport>> CheckContracts(
    const Target& target, const Contract& contract, const std::vector<ArrayFunction<float>>& functions,
    const ExhaustiveOptions& options);

}  // namespace ulpforge
