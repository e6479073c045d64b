// How the checks of all inputs are run, which take up to a minute: a program with a display shows how far
// they are, and lets its user stop them.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "accuracy/exhaustive/exhaustive_check.h"
#include "dsl/program.h"

namespace ulpforge {

// CheckContract if the options have a contract, else CheckExhaustively, of the function with this name; with
// all processors if the options have 0 threads.
using ExhaustiveChecker = std::function<absl::StatusOr<ExhaustiveReport>(
    const std::string& name, const Target& target, const FunctionFactory& make_function,
    const ExhaustiveOptions& options)>;

// Counts the subnormal operands of a program at all floats of the domain, or at all floats, and sets them in
// the report (accuracy/exhaustive/subnormal_ops.h).
using SubnormalCounter = std::function<absl::Status(
    const Program& program, const std::optional<Interval>& domain, ExhaustiveReport* report)>;

// These two in silence.
absl::StatusOr<ExhaustiveReport> CheckInSilence(const std::string& name, const Target& target,
                                                const FunctionFactory& make_function,
                                                const ExhaustiveOptions& options);
absl::Status CountInSilence(const Program& program, const std::optional<Interval>& domain,
                            ExhaustiveReport* report);

}  // namespace ulpforge
