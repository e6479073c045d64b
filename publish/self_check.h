// A C program that finds recorded results of emitted code again, wherever that is compiled.
//
// Thread safety: pure function.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ulpforge {

struct RecordedResult {
  uint32_t input = 0;  // bits of a float
  uint32_t result = 0;
};

// C99 text that includes "NAME.c", or the file that the macro KERNEL_FILE names, and needs nothing but the
// standard headers and libm. main returns 1, and prints the first difference, if NAME or NAME_array gives
// another result than the recorded one (any NaN is as good as another), whatever the length and place of the
// array; else 0.
std::string SelfCheckSource(std::string_view name, std::span<const RecordedResult> results);

}  // namespace ulpforge
