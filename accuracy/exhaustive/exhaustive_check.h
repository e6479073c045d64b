// Exhaustive verification: a function is compared with the true values of a target at every input of a
// domain, or at every bit pattern of a format. Level `exhaustive`: nothing is left out, and MPFR decides
// wherever the enclosures of the fast reference leave an answer open.
//
//   ExhaustiveOptions options;
//   options.threads = 2;
//   const auto function = [&]() -> absl::StatusOr<ArrayFunction<float>> { return MyKernel(); };
//   absl::StatusOr<ExhaustiveReport> report = CheckExhaustively(*FindTarget("exp"), function, options);
//
// What is counted and how errors are measured is documented with the messages in
// accuracy/exhaustive/exhaustive.proto; an ULP error is |y - f(x)| / ulp(f(x)) with ulp the spacing of the
// results' format in the binade of the real f(x), see accuracy/reference/ulp.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "accuracy/exhaustive/exhaustive.pb.h"
#include "base/array_function.h"
#include "dsl/numbers/float_format.h"
#include "targets/error_measure.h"
#include "targets/target_table.h"

namespace ulpforge {

struct ExhaustiveProgress {
  uint64_t inputs_done = 0;
  uint64_t inputs = 0;
  double max_ulp = 0;            // so far
  const ExhaustiveState& state;  // to continue from, see EncodeExhaustiveState
};

struct ExhaustiveOptions {
  const FloatFormat* format = &kFloat32;  // of the inputs
  const FloatFormat* result = nullptr;    // of the results, if it is another; every result is a value of it
  std::optional<Interval> domain;         // none: all bit patterns, infinities and NaNs included
  int threads = 1;                        // at least 1
  // Besides ULP and the number of misrounded results, which every report has, relative and absolute errors
  // can be measured: of the results that no contract excuses. The report shows this measure as `measured`.
  ErrorMeasure measure = ErrorMeasure::kUlp;
  // What it excuses is in no count but `excused`, and its symmetry is counted. With its flush_mode the
  // function is called in that mode, and nothing else runs in it. REQUIRES: its formats and domain are
  // those above. CheckContract judges all of its clauses.
  std::optional<Contract> contract;
  // What function it is, in words that differ for different functions: a saved state is only continued with
  // the function that it was made with.
  std::string function;
  // Whether results depend on what else is in an array: for functions of libraries and machine code.
  bool check_lanes = false;
  // Called after each block of inputs (2^16 of float32, 2^8 of formats with 16 bits), by any of the threads
  // but by one at a time. False ends the check.
  std::function<bool(const ExhaustiveProgress&)> progress;
  // A state to continue from. The report is the same as without an interruption, for any number of threads.
  std::optional<ExhaustiveState> resume;
};

// Called once per thread, from the calling thread; the functions need not be thread-safe.
using FunctionFactory = std::function<absl::StatusOr<ArrayFunction<float>>()>;

// The same function for every thread.
inline FunctionFactory Always(const ArrayFunction<float>& function) {
  return [function]() -> absl::StatusOr<ArrayFunction<float>> { return function; };
}

// Inputs are visited in an order in which each beginning is spread over all of them. `seconds` is not set.
// What was counted is also stored in `tally`, if there is one.
// InvalidArgument for options out of range and for a domain without inputs, FailedPrecondition or DataLoss
// for a foreign or damaged state, Cancelled if `progress` ended the check, and errors of `make_function`.
absl::StatusOr<ExhaustiveReport> CheckExhaustively(const Target& target, const FunctionFactory& make_function,
                                                   const ExhaustiveOptions& options = {},
                                                   ExhaustiveTally* tally = nullptr);

// The same for several functions in one sweep: the true values, which take about half of the time, are
// found once. States cannot be continued. One report and one tally for each function.
absl::StatusOr<std::vector<ExhaustiveReport>> CheckTogether(const Target& target,
                                                            std::span<const FunctionFactory> make_functions,
                                                            const ExhaustiveOptions& options,
                                                            std::vector<ExhaustiveTally>* tallies);

}  // namespace ulpforge
