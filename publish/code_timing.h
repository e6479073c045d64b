// How emitted float code is timed.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "dsl/program.h"
#include "targets/target_table.h"

namespace ulpforge {

// Code that is timed is for this CPU, as compilers name it.
inline constexpr std::string_view kTimedCpu = "x86-64-v3";

// The inputs that matter most: of the variant full those with normal results.
absl::StatusOr<Interval> OrdinaryInputs(const Target& target, const Contract& contract);

// What functions are timed on.
std::vector<float> TimedInputs(const Interval& domain);

// The number of vectors in flight (emit/emit_c.h) with which the array loop of the program is fastest on this
// machine: by the geometric mean over gcc and clang, those that are installed, of code for x86-64-v3.
// FailedPrecondition if no timing can be trusted; errors of the compilers.
absl::StatusOr<int> FastestInFlight(const Program& program, const Interval& domain);

}  // namespace ulpforge
