// The lane check: whether the result of a function over vectors or arrays depends on the input alone. A check
// of consecutive inputs does not see a branch that the other lanes of a vector decide, a tail that is
// computed in another way, or a result that is written beside the array.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/exhaustive.pb.h"
#include "base/array_function.h"
#include "dsl/numbers/float_format.h"

namespace ulpforge {

// Arrays of up to 80 of the inputs in many mixtures, lengths and alignments: single ones among neighbours,
// two regions in turns, all at random. Every result must have the bits (NaNs alike) of that of an array of
// this input alone, and nothing else may be written. Nothing if that holds, else the smallest array that was
// found to show the fault. Deterministic. REQUIRES: some inputs.
template <class T>
std::optional<LaneFault> FindLaneFault(const ArrayFunction<T>& function, std::span<const T> inputs);

// Inputs that lie far apart: spread over the bit patterns of the blocks, neighbours of such, special values
// among them, and `others` that are.
std::vector<float> LaneInputs(const FloatFormat& format, const InputBlocks& blocks,
                              std::span<const uint32_t> others);

// "f(0x1p-1) = 0x1p+0 alone, but 0x1.02p+0 as element 2 of {0x1p+0, 0x1p+1, 0x1p-1}".
std::string LaneFaultText(const LaneFault& fault);

}  // namespace ulpforge
