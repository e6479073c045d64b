// What the header of emitted float code claims about it, and how that is found: the emitted text itself is
// compiled and checked at every input that its contract is about.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "accuracy/exhaustive/exhaustive.pb.h"
#include "native/compiled_source.h"
#include "publish/exhaustive_checker.h"
#include "publish/self_check.h"

namespace ulpforge {

struct CheckedCode {
  CompiledSource<float> code;
  ExhaustiveReport report;
};

// The results are judged after their rounding, if those of the contract are of another format than its
// inputs. Compiles the text, in which the function is called `name`, and checks it. Errors of the compiler
// and of `check`.
absl::StatusOr<CheckedCode> CheckCode(const std::string& text, const std::string& name, const Target& target,
                                      const Contract& contract, const ExhaustiveChecker& check);

// Lines of the header: errors, shares, clauses, special values, flags.
std::vector<std::string> ClaimLines(const CheckedCode& checked);

// Results of the code to be found again: at the special inputs of the contract, at the worst one, and at some
// hundred inputs spread over all of its inputs, by their bits and by their values.
std::vector<RecordedResult> RecordResults(const CheckedCode& checked, const Target& target,
                                          const Contract& contract);

}  // namespace ulpforge
