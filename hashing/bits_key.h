// The key of what a program computes in float or double with the constants that it has: programs with one
// key have the same floating-point error on all probe inputs.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "dsl/program.h"
#include "hashing/function_key.h"

namespace ulpforge {

inline constexpr size_t kBitsProbes = 512;

// The inputs that programs are compared on, the same in every process: zeros, infinities, NaN, subnormals
// and extremes; numbers of every exponent; and, for half of them, numbers of magnitude 2^-8 to 2^8, where
// programs are used. T: float or double.
template <class T>
std::span<const T> BitsProbes();

// One token per probe: the bits of the result, and one and the same token for every NaN. The bits of a NaN
// within the program are unspecified (dsl/op_table.h); here every F result that is NaN counts as the default
// quiet NaN, so that they never split equals. REQUIRES: Validate(program).ok(), out.size() == kBitsProbes.
template <class T>
void BitsFingerprint(const Program& program, std::span<uint64_t> out);

// Equal for programs with the same results at all probes, constants rounded to T, however they are written;
// +0 and -0 are different results. Programs that differ at none of the probes are merged.
// T: float or double. REQUIRES: Validate(program).ok().
template <class T>
FunctionKey BitsKey(const Program& program, const std::string& context);

}  // namespace ulpforge
