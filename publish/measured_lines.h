// How fast emitted float code is beside what users would pick instead.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "publish/exhaustive_checker.h"
#include "targets/target_table.h"

namespace ulpforge {

// Lines of the header about the time of the code `text`, in which the function is called `name` and has
// errors of at most max_ulp at the inputs of the contract.
using TimingLines = std::function<absl::StatusOr<std::vector<std::string>>(
    const std::string& text, const std::string& name, const Target& target, const Contract& contract,
    double max_ulp, const ExhaustiveChecker& check)>;

// Lines with the time per element over that of libm and of the fastest peer whose error in the contract's
// inputs is at most 1.1 times that of the code, or 1.1 ULP. Both are code for x86-64-v3. Takes a check of
// every such peer that is installed, some minutes. A program that names this function needs the libraries of
// peers, which are installed beside those of Ulpforge, where it runs.
absl::StatusOr<std::vector<std::string>> MeasuredLines(const std::string& text, const std::string& name,
                                                       const Target& target, const Contract& contract,
                                                       double max_ulp, const ExhaustiveChecker& check);

}  // namespace ulpforge
