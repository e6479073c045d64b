// How every functional key is made of what it covers.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "hashing/function_key.h"

namespace ulpforge {

// Part of the key, so that keys of different kinds are never equal.
enum class KeyScheme : uint64_t { kStructure, kField, kExtended, kBitsOfFloat, kBitsOfDouble };

// XXH3-128 of the version of all schemes, the scheme, the mantissa bits (0 where nothing is rounded), the
// context and the content.
FunctionKey HashKey(KeyScheme scheme, int mantissa_bits, const std::string& context,
                    std::span<const std::byte> content);

}  // namespace ulpforge
