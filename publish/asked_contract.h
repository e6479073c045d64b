// Contracts that are asked of code, and what they take over from the search that found it.
//
// Thread safety: pure functions.
#pragma once

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "engine/schema/run.pb.h"

namespace ulpforge {

// Whether the options say anything but a format.
bool AsksForContract(const ContractOptions& options);

// The contract of the options. Their `domain`: an interval, which makes finite the default variant, "all" or
// nothing. What they leave open of a kernel of the search `run`, if it is not null, is as it was searched
// for, unless they have a domain.
absl::StatusOr<Contract> AskedContract(const Target& target, ContractOptions options,
                                       const SearchConfig* run);

}  // namespace ulpforge
