// What the name of a function of a library says about its arguments: an address does not say it.
//
// Thread safety: pure functions.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace ulpforge {

// InvalidArgument for names of the C library, of SLEEF and of the vector ABI that are known to take more than
// one argument, or a pointer: "hypotf", "Sleef_powf8_u10avx2", "_ZGVdN4vv_pow". A function of x alone that is
// called so would be read at registers in which nothing was passed.
absl::Status CheckTakesOneArgument(std::string_view symbol);

}  // namespace ulpforge
