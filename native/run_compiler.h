// Runs the C compiler of this machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace ulpforge {

// The words of the command: `named` split at spaces; if it is empty the environment variable CC, else the
// first of cc, gcc and clang-19 that is found. NotFound if there is none.
absl::StatusOr<std::vector<std::string>> FindCompiler(std::string_view named);

// Runs the command without a shell, messages in English, nothing printed. InvalidArgument with the first
// error that it reports, in one line; NotFound if it cannot be started.
absl::Status RunCompiler(const std::vector<std::string>& command);

}  // namespace ulpforge
