// How fast functions are, against each other. On a shared machine no absolute time repeats, so samples of all
// functions alternate, what was disturbed is dropped, and ratios are formed between samples taken within a
// fraction of a millisecond. docs/timing.md says how to read the figures.
//
// Not thread-safe in effect: two measurements at once, or any other load that the caller causes, disturb each
// other.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/array_function.h"
#include "timing/statistics.h"

namespace ulpforge {

template <class T>
struct NamedFunction {
  std::string name;
  TimedFunction<T> function;
};

struct TimingOptions {
  // Per call: in and out together fit the first-level cache of any processor by default.
  size_t elements = 1024;
  // Of a call for latency, at most `elements`.
  size_t chain_elements = 256;
  // In which all samples are taken, for each function given.
  double seconds_per_function = 0.5;
  // A figure whose kept samples spread more than this is refused. See Estimate::spread.
  double max_spread = 0.2;
  // A figure of fewer kept samples is refused.
  size_t min_samples = 50;
  // Arrays begin at multiples of so many bytes: a power of two, from sizeof(T) to 256.
  size_t alignment = 64;
};

struct Timing {
  std::string name;
  Figure throughput;              // per element
  std::optional<Figure> latency;  // per call of a chain; none if the function has no chain
};

// What the measurements were taken on.
struct Conditions {
  std::optional<int> core;  // the last core the thread was pinned to; none if the system refused
  double ghz = 0;           // median clock of the core while it was quiet
  double nops_per_cycle =
      0;  // best front-end rate seen; half of what the core can do: it was shared all the time
  double quiet_share = 0;  // of the samples
  double seconds = 0;
};

struct TimingReport {
  std::vector<Timing> functions;  // in the order given
  Timing floor;                   // the identity: what calls, loads and stores cost, and the links of a chain
  Conditions conditions;
};

// Times the functions on the same inputs, and forms ratios to functions[baseline]. Functions that are equally
// fast to within their spreads are not told apart. Fails on empty inputs or functions, a function without an
// array form, a baseline out of range, and on options out of their range; a function whose figures cannot be
// trusted has the reason in the figure instead.
template <class T>
absl::StatusOr<TimingReport> Time(std::span<const NamedFunction<T>> functions, size_t baseline,
                                  std::span<const T> inputs, const TimingOptions& options = {});

}  // namespace ulpforge
