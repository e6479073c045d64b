// The report of a finished exhaustive check.
//
// Thread safety: pure function.
#pragma once

#include <optional>

#include "accuracy/contract.h"
#include "accuracy/exact_reference.h"
#include "accuracy/exhaustive.pb.h"
#include "accuracy/input_blocks.h"
#include "base/array_function.h"
#include "dsl/float_format.h"

namespace ulpforge {

// `function` is called for the special values; the check was one of `contract`, if there is one. REQUIRES:
// all blocks are done.
ExhaustiveReport MakeExhaustiveReport(const ExhaustiveState& state, const FloatFormat& format,
                                      const std::optional<Contract>& contract, const InputBlocks& inputs,
                                      const ArrayFunction<float>& function, ExactReference& exact);

}  // namespace ulpforge
