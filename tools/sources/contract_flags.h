// Contracts on the command line.
#pragma once

#include "CLI/CLI.hpp"
#include "accuracy/contract/contract.h"

namespace ulpforge {

// The flags of ContractOptions but --domain, which commands that take functions have already, and --flush,
// which means something else to each command.
void AddContractFlags(CLI::App& app, ContractOptions* options);

}  // namespace ulpforge
