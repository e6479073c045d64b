// An exhaustive check as commands run it: with progress on standard error, stopped by signals, kept in a
// file.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "accuracy/exhaustive/exhaustive_check.h"
#include "dsl/program.h"

namespace ulpforge {

// CheckContract if `options` has a contract, else CheckExhaustively, with `function` and `seconds` set in the
// report. Threads 0 are all processors; `progress` and `resume` of the options are not used. `state_path`:
// where an interrupted check goes on, empty for nowhere. Cancelled after a signal.
absl::StatusOr<ExhaustiveReport> CheckInSession(const std::string& name, const Target& target,
                                                const FunctionFactory& make_function,
                                                ExhaustiveOptions options,
                                                const std::string& state_path = "");

// The same, without a state, as an ExhaustiveChecker.
inline absl::StatusOr<ExhaustiveReport> CheckWithProgress(const std::string& name, const Target& target,
                                                          const FunctionFactory& make_function,
                                                          const ExhaustiveOptions& options) {
  return CheckInSession(name, target, make_function, options);
}

// Counts the subnormal operands of a program at all floats of the domain, or at all floats, and sets them in
// the report. Threads 0 are all processors. Cancelled after a signal.
absl::Status CountInSession(const Program& program, const std::optional<Interval>& domain, int threads,
                            ExhaustiveReport* report);

// The same, as a SubnormalCounter.
inline absl::Status CountWithSignals(const Program& program, const std::optional<Interval>& domain,
                                     ExhaustiveReport* report) {
  return CountInSession(program, domain, 0, report);
}

}  // namespace ulpforge
