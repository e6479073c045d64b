// Errors of LLVM as absl::Status. Includes LLVM: for the sources of this folder only.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "llvm/Support/Error.h"

namespace ulpforge {

// Internal "<what>: <messages of the error>"; OK for success. Consumes the error.
absl::Status ToStatus(llvm::Error error, std::string_view what);

}  // namespace ulpforge
