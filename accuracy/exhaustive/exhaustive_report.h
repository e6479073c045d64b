// The report of a finished exhaustive check.
//
// Thread safety: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "accuracy/contract/contract.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/exhaustive.pb.h"
#include "accuracy/reference/exact_reference.h"
#include "base/array_function.h"
#include "dsl/numbers/float_format.h"
#include "targets/error_measure.h"

namespace ulpforge {

// `function` is called for the special values; the check was one of `contract`, if there is one, and in
// `measure`. REQUIRES: all blocks are done.
ExhaustiveReport MakeExhaustiveReport(const ExhaustiveState& state, const FloatFormat& format,
                                      const std::optional<Contract>& contract, ErrorMeasure measure,
                                      const InputBlocks& inputs, const ArrayFunction<float>& function,
                                      ExactReference& exact);

// "nan: NaN exactly where the function is: holds" and the like, one per clause.
std::vector<std::string> ClauseLines(const ContractReport& report);

// "none", or "at 16777216 inputs, first at x = 0x1p-126: slow on Intel". REQUIRES:
// report.has_subnormal_ops().
std::string SubnormalOpsText(const ExhaustiveReport& report);

// OK if all clauses hold and no lane fault was found, else a FailedPrecondition that names the function and
// the broken ones, or the fault.
absl::Status CheckHolds(const ExhaustiveReport& report);

}  // namespace ulpforge
