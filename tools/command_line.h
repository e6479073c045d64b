// The command line as a user mistypes it: unknown subcommands and flags are found before anything else is
// looked at, and answered with the nearest known name.
#pragma once

#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"

namespace ulpforge {

// InvalidArgument that names the first unknown subcommand or flag of `arguments` (without the program
// name) and the nearest known one.
absl::Status CheckNames(const CLI::App& root, const std::vector<std::string>& arguments);

}  // namespace ulpforge
