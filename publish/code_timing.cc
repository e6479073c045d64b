#include "publish/code_timing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "emit/emit_c.h"
#include "fmt/format.h"
#include "native/compiled_source.h"
#include "targets/problem.h"
#include "timing/inputs.h"
#include "timing/timing.h"

namespace ulpforge {
namespace {

constexpr uint64_t kInputSeed = 1;
constexpr size_t kTimedInputs = 16384;  // as `ulpforge bench` takes
constexpr std::array<std::string_view, 2> kCompilers = {"gcc", "clang-19"};
constexpr std::array<int, 5> kInFlight = {0, 2, 3, 4, 5};
constexpr double kSecondsPerLoop = 0.2;

}  // namespace

absl::StatusOr<Interval> OrdinaryInputs(const Target& target, const Contract& contract) {
  if (contract.domain) return *contract.domain;
  const absl::StatusOr<Interval> finite = FiniteDomain(target, *contract.format, contract.result_format());
  return finite.ok() ? *finite : Interval{-10, 10};
}

std::vector<float> TimedInputs(const Interval& domain) {
  return UniformInputs<float>(static_cast<float>(domain.lo), static_cast<float>(domain.hi), kTimedInputs,
                              kInputSeed);
}

absl::StatusOr<int> FastestInFlight(const Program& program, const Interval& domain) {
  std::vector<CompiledSource<float>> sources;
  std::vector<NamedFunction<float>> functions;
  for (const std::string_view compiler : kCompilers) {
    for (const int in_flight : kInFlight) {
      const absl::StatusOr<std::string> text = EmitC<float>(program, {.in_flight = in_flight});
      if (!text.ok()) return text.status();
      absl::StatusOr<CompiledSource<float>> source = CompiledSource<float>::OpenText(
          *text, "kernel.c", {.compiler = std::string(compiler), .cpu = std::string(kTimedCpu)});
      if (absl::IsNotFound(source.status())) break;  // the compiler
      if (!source.ok()) return source.status();
      functions.push_back({fmt::format("{} {}", compiler, in_flight), source->function()});
      sources.push_back(*std::move(source));
    }
  }
  if (functions.empty()) {
    return absl::NotFoundError(fmt::format("neither {} nor {} is installed; give --in-flight a number",
                                           kCompilers[0], kCompilers[1]));
  }
  const absl::StatusOr<TimingReport> timing =
      Time<float>(functions, 0, TimedInputs(domain), {.seconds_per_function = kSecondsPerLoop});
  if (!timing.ok()) return timing.status();
  std::array<double, kInFlight.size()> logs{};
  for (size_t k = 0; k < functions.size(); ++k) {
    const Figure& figure = timing->functions[k].throughput;
    if (!figure.refused.empty()) {
      return absl::FailedPreconditionError(
          fmt::format("{}: {}; give --in-flight a number", functions[k].name, figure.refused));
    }
    logs[k % kInFlight.size()] += std::log(figure.cycles.value);
  }
  return kInFlight[std::min_element(logs.begin(), logs.end()) - logs.begin()];
}

}  // namespace ulpforge
