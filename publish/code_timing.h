// How fast emitted float code is: beside peers, and with how many vectors in flight.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "accuracy/exhaustive/exhaustive_check.h"
#include "dsl/program.h"
#include "peers/peers.h"
#include "targets/target_table.h"

namespace ulpforge {

// Code that is timed is for this level.
inline constexpr PeerLevel kTimedLevel = PeerLevel::kX86_64V3;

struct MeasuredPeer {
  std::string name;
  LoadedPeer peer;
  double max_ulp = 0;
  double max_ulp_normal = 0;  // where the result is not subnormal
  bool is_libm = false;
};

// An exhaustive check as the caller wants it run: CheckContract if the options have a contract, else
// CheckExhaustively, of the function with this name.
using ExhaustiveChecker = std::function<absl::StatusOr<ExhaustiveReport>(
    const std::string& name, const Target& target, const FunctionFactory& make_function,
    const ExhaustiveOptions& options)>;

// The peers of that level that are installed, with their errors at the inputs of the contract: a check of all
// of them.
absl::StatusOr<std::vector<MeasuredPeer>> CheckPeers(const Target& target, const Contract& contract,
                                                     const ExhaustiveChecker& check);

// The inputs that matter most: of the variant full those with normal results.
absl::StatusOr<Interval> OrdinaryInputs(const Target& target, const Contract& contract);

// What functions are timed on.
std::vector<float> TimedInputs(const Interval& domain);

// Lines with the time per element over that of libm and of the fastest peer whose error in the contract's
// inputs is at most 1.1 times that of the code, or 1.1 ULP. Both are code for x86-64-v3. Takes a check of
// every such peer that is installed.
absl::StatusOr<std::vector<std::string>> MeasuredLines(const std::string& text, const std::string& name,
                                                       const Target& target, const Contract& contract,
                                                       double max_ulp, const ExhaustiveChecker& check);

// The number of vectors in flight (emit/emit_c.h) with which the array loop of the program is fastest on this
// machine: by the geometric mean over gcc and clang, those that are installed, of code for x86-64-v3.
// FailedPrecondition if no timing can be trusted; errors of the compilers.
absl::StatusOr<int> FastestInFlight(const Program& program, const Interval& domain);

}  // namespace ulpforge
