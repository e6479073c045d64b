#include "timing/timing.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "absl/status/status.h"
#include "fmt/format.h"
#include "timing/chain.h"
#include "timing/sampling.h"
#include "timing/workbench.h"

namespace ulpforge {
namespace {

constexpr size_t kMostElements = size_t{1} << 24;
constexpr size_t kLargestAlignment = 256;

absl::Status Invalid(const std::string& message) { return absl::InvalidArgumentError("timing: " + message); }

template <class T>
absl::Status Validate(std::span<const NamedFunction<T>> functions, size_t baseline, std::span<const T> inputs,
                      const TimingOptions& options) {
  if (functions.empty()) return Invalid("no functions; name at least one");
  if (inputs.empty()) return Invalid("no inputs; give at least one");
  if (baseline >= functions.size()) {
    return Invalid(
        fmt::format("the baseline is number {} of {} functions; count from 0", baseline, functions.size()));
  }
  for (const NamedFunction<T>& function : functions) {
    if (!function.function.array) return Invalid(function.name + " cannot be called on arrays; leave it out");
  }
  const auto is_size = [](size_t n) { return n >= 1 && n <= kMostElements; };
  if (!is_size(options.elements) || !is_size(options.chain_elements)) {
    return Invalid(fmt::format("{} elements and {} in a chain; choose from 1 to {}", options.elements,
                               options.chain_elements, kMostElements));
  }
  if (!(options.seconds_per_function > 0 && options.seconds_per_function <= 3600)) {
    return Invalid(fmt::format("{} seconds per function; choose more than 0 and at most 3600",
                               options.seconds_per_function));
  }
  if (!(options.max_spread >= 0))
    return Invalid(fmt::format("a spread of {}; choose 0 or more", options.max_spread));
  if (options.min_samples == 0) return Invalid("0 samples are no measurement; choose at least 1");
  if (!std::has_single_bit(options.alignment) || options.alignment < sizeof(T) ||
      options.alignment > kLargestAlignment) {
    return Invalid(fmt::format("arrays at multiples of {} bytes; choose a power of two from {} to {}",
                               options.alignment, sizeof(T), kLargestAlignment));
  }
  return absl::OkStatus();
}

template <class T>
NamedFunction<T> Identity() {
  const auto copy = [](const T* in, T* out, size_t n) { std::copy_n(in, n, out); };
  const auto chain = [](const T* in, T* out, size_t n) { RunChain(in, out, n, [](T x) { return x; }); };
  return {.name = "identity", .function = {.array = copy, .chain = chain}};
}

}  // namespace

template <class T>
absl::StatusOr<TimingReport> Time(std::span<const NamedFunction<T>> functions, size_t baseline,
                                  std::span<const T> inputs, const TimingOptions& options) {
  if (absl::Status status = Validate(functions, baseline, inputs, options); !status.ok()) return status;
  const NamedFunction<T> identity = Identity<T>();
  std::vector<const NamedFunction<T>*> all;
  for (const NamedFunction<T>& function : functions) all.push_back(&function);
  all.push_back(&identity);

  // First the arrays, then the chains of those that have one.
  std::vector<typename Workbench<T>::Lane> lanes;
  std::vector<std::optional<size_t>> baselines;
  std::vector<std::optional<size_t>> chain_lanes(all.size());
  for (const NamedFunction<T>* function : all) {
    lanes.push_back({.function = &function->function.array, .is_chain = false});
    baselines.emplace_back(baseline);
  }
  for (size_t k = 0; k < all.size(); ++k) {
    if (!all[k]->function.chain) continue;
    chain_lanes[k] = lanes.size();
    lanes.push_back({.function = &all[k]->function.chain, .is_chain = true});
  }
  baselines.resize(lanes.size(), chain_lanes[baseline]);

  Workbench<T> bench(lanes, inputs,
                     {.elements = options.elements,
                      .chain_elements = options.chain_elements,
                      .alignment = options.alignment});
  const double start = bench.Now();
  const std::vector<Round> rounds =
      TakeRounds(bench, {.seconds = options.seconds_per_function * static_cast<double>(functions.size())});
  const double seconds = (bench.Now() - start) * 1e-9;
  const Summary summary =
      Summarize(rounds, baselines, {.max_spread = options.max_spread, .min_samples = options.min_samples});

  TimingReport report{.conditions = {.core = bench.core(),
                                     .ghz = 1 / summary.ns_per_cycle,
                                     .nops_per_cycle = summary.nops_per_cycle,
                                     .quiet_share = summary.kept_share,
                                     .seconds = seconds}};
  for (size_t k = 0; k < all.size(); ++k) {
    Timing timing{.name = all[k]->name, .throughput = summary.lanes[k]};
    if (chain_lanes[k]) timing.latency = summary.lanes[*chain_lanes[k]];
    report.functions.push_back(std::move(timing));
  }
  report.floor = std::move(report.functions.back());
  report.functions.pop_back();
  return report;
}

template absl::StatusOr<TimingReport> Time(std::span<const NamedFunction<float>>, size_t,
                                           std::span<const float>, const TimingOptions&);
template absl::StatusOr<TimingReport> Time(std::span<const NamedFunction<double>>, size_t,
                                           std::span<const double>, const TimingOptions&);

}  // namespace ulpforge
