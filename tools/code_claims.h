// What the header of emitted float code claims about it, and how that is found: the emitted text itself is
// compiled and checked at every input that its contract is about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract.h"
#include "accuracy/exhaustive.pb.h"
#include "base/array_function.h"
#include "native/compiled_source.h"
#include "peers/peers.h"
#include "tools/self_check.h"

namespace ulpforge {

struct CheckedCode {
  CompiledSource<float> code;
  ExhaustiveReport report;
};

// Compiles the text, in which the function is called `name`, and checks it, with progress on standard error.
// Errors of the compiler and of CheckContract.
absl::StatusOr<CheckedCode> CheckCode(const std::string& text, const std::string& name, const Target& target,
                                      const Contract& contract);

// Lines of the header: errors, shares, clauses, special values, flags.
std::vector<std::string> ClaimLines(const CheckedCode& checked);

// Code that is timed is for this level.
inline constexpr PeerLevel kTimedLevel = PeerLevel::kX86_64V3;

struct MeasuredPeer {
  std::string name;
  LoadedPeer peer;
  double max_ulp = 0;
  double max_ulp_normal = 0;  // where the result is not subnormal
  bool is_libm = false;
};

// The peers of that level that are installed, with their errors at the inputs of the contract: a check of all
// of them.
absl::StatusOr<std::vector<MeasuredPeer>> CheckPeers(const Target& target, const Contract& contract);

// The inputs that matter most: of the variant full those with normal results.
absl::StatusOr<Interval> OrdinaryInputs(const Target& target, const Contract& contract);

// What functions are timed on.
std::vector<float> TimedInputs(const Interval& domain);

// Lines with the time per element over that of libm and of the fastest peer whose error in the contract's
// inputs is at most 1.1 times that of the code, or 1.1 ULP. Both are code for x86-64-v3. Takes a check of
// every such peer that is installed.
absl::StatusOr<std::vector<std::string>> MeasuredLines(const std::string& text, const std::string& name,
                                                       const Target& target, const Contract& contract,
                                                       double max_ulp);

// Results of the code to be found again: at the special inputs of the contract, at the worst one, and at some
// hundred inputs spread over all of its inputs, by their bits and by their values.
std::vector<RecordedResult> RecordResults(const CheckedCode& checked, const Target& target,
                                          const Contract& contract);

}  // namespace ulpforge
