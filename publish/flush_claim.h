// What the header of emitted float code says about programs that set flush-to-zero and denormals-are-zero.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "publish/code_claims.h"

namespace ulpforge {

struct FlushClaim {
  std::string line;    // of the header
  absl::Status holds;  // a FailedPrecondition that names the code if the contract is broken
};

// Whether the contract of the code, with no larger error than CheckCode found, holds in that mode: at its
// special inputs and a sample, or, if `exhaustive`, at every input. For instance "Flush-to-zero and
// denormals-are-zero: do not hold: f(inf) = nan, correct inf (level: sampled, ...)". On a CPU without the
// mode the line says that nothing was checked.
absl::StatusOr<FlushClaim> CheckFlushMode(const CheckedCode& checked, const std::string& name,
                                          const Target& target, const Contract& contract, bool exhaustive,
                                          const ExhaustiveChecker& check);

}  // namespace ulpforge
