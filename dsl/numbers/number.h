// Reading the numbers of the text form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace ulpforge {

// A double from all of `text`: an optional minus, then a hexadecimal number with an optional binary
// exponent, which must be a double exactly, or a decimal number, which is rounded to the nearest double.
// The message of an error is what was expected, as in "a hexadecimal number of at most 53 bits".
absl::StatusOr<double> ReadDouble(std::string_view text);

// An integer from all of `text`: decimal, or hexadecimal with up to 64 bits, which wrap to the sign.
absl::StatusOr<int64_t> ReadInteger(std::string_view text);

// A double as an exact hexadecimal number, or as inf, -inf, nan.
std::string FormatHex(double value);

}  // namespace ulpforge
