// The template of functions that nothing is known of: no reduction and no reconstruction, the core is the
// kernel. It serves every target on small domains, and the functions that are given as expressions by
// default.
//
// Thread safety: pure function.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "kernels/kernel_template.h"
#include "targets/target_table.h"

namespace ulpforge {

inline constexpr std::string_view kPlainTemplate = "plain";

// The core is fitted to the relative error, or where f is zero in the domain to the absolute error. `domain`
// is an interval, "[-1,1]". InvalidArgument if it is none, or if f is not finite on it.
absl::StatusOr<KernelTemplate> PlainTemplate(const Target& target, std::string_view domain);

}  // namespace ulpforge
