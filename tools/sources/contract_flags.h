// Contracts on the command line.
#pragma once

#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "engine/schema/run.pb.h"

namespace ulpforge {

// The flags of ContractOptions but --domain, which commands that take functions have already, and --flush,
// which means something else to each command.
void AddContractFlags(CLI::App& app, ContractOptions* options);

// Whether any of these flags was given.
bool AsksForContract(const ContractOptions& options);

// The contract of the flags. `domain`: an interval, which makes finite the default variant, "all" or nothing.
// What the flags leave open of a kernel of the float32 search `run`, if it is not null, is as it was searched
// for, unless `domain` asks about other inputs.
absl::StatusOr<Contract> ContractOfFlags(const Target& target, ContractOptions flags,
                                         const std::string& domain, const SearchConfig* run);

}  // namespace ulpforge
