// Where kernel templates come from: those that come with Ulpforge, or a file.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "kernels/kernel_template.h"

namespace ulpforge {

// The built-in template of that name, else the one in the file of that name. InvalidArgument if there is
// neither, and for a file that is no template.
absl::StatusOr<KernelTemplate> LoadTemplate(const std::string& name_or_path);

}  // namespace ulpforge
