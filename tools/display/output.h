// Standard output, written at once and checked, so that a full disk is an error and not a truncated file.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace ulpforge {

absl::Status WriteOutput(std::string_view text);

}  // namespace ulpforge
