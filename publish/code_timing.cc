#include "publish/code_timing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/array_function.h"
#include "emit/emit_c.h"
#include "fmt/format.h"
#include "jit/cycles/machine.h"
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
  const absl::StatusOr<Interval> finite = FiniteDomain(target, *contract.format);
  return finite.ok() ? *finite : Interval{-10, 10};
}

std::vector<float> TimedInputs(const Interval& domain) {
  return UniformInputs<float>(static_cast<float>(domain.lo), static_cast<float>(domain.hi), kTimedInputs,
                              kInputSeed);
}

absl::StatusOr<std::vector<MeasuredPeer>> CheckPeers(const Target& target, const Contract& contract,
                                                     const ExhaustiveChecker& check) {
  std::vector<MeasuredPeer> peers;
  for (const Peer& peer : PeersOf(target.name, kTimedLevel)) {
    absl::StatusOr<LoadedPeer> loaded = peer.Load();
    if (!loaded.ok()) continue;
    ExhaustiveOptions options;
    options.threads = 0;
    options.domain = contract.domain;
    const absl::StatusOr<ExhaustiveReport> report =
        check(peer.Name(), target, Always(loaded->function().array), options);
    if (!report.ok()) return report.status();
    peers.push_back({.name = peer.Name(),
                     .peer = *std::move(loaded),
                     .max_ulp = report->max_ulp(),
                     .max_ulp_normal = report->main().max_ulp(),
                     .is_libm = peer.library == "glibc" && peer.variant == "libm"});
  }
  return peers;
}

absl::StatusOr<std::vector<std::string>> MeasuredLines(const std::string& text, const std::string& name,
                                                       const Target& target, const Contract& contract,
                                                       double max_ulp, const ExhaustiveChecker& check) {
  absl::StatusOr<CompiledSource<float>> code = CompiledSource<float>::OpenText(
      text, name + ".c", {.cpu = std::string(CpuOf(kTimedLevel)), .symbol = name});
  if (!code.ok()) return code.status();
  const absl::StatusOr<Interval> domain = OrdinaryInputs(target, contract);
  if (!domain.ok()) return domain.status();
  const absl::StatusOr<std::vector<MeasuredPeer>> peers = CheckPeers(target, contract, check);
  if (!peers.ok()) return peers.status();
  std::vector<NamedFunction<float>> functions = {{name, code->function()}};
  for (const MeasuredPeer& peer : *peers) functions.push_back({peer.name, peer.peer.function()});
  const std::vector<float> inputs = TimedInputs(*domain);
  const absl::StatusOr<TimingReport> timing = Time<float>(functions, 0, inputs);
  if (!timing.ok()) return timing.status();

  std::vector<std::string> lines = {fmt::format("Measured on {} inputs in {}: {}", inputs.size(),
                                                FormatInterval(*domain), code->command())};
  const absl::StatusOr<Machine> machine = FindMachine({});
  if (machine.ok()) lines.push_back(fmt::format("  on {}", Describe(*machine)));
  const auto add = [&](std::string_view what, size_t k) {
    const Figure& figure = timing->functions[k].throughput;
    const MeasuredPeer& peer = (*peers)[k - 1];
    lines.push_back(figure.refused.empty() ? fmt::format("  {:.2f} times as fast as {}, {} ({:.4f} ULP)",
                                                         figure.ratio.value, what, peer.name, peer.max_ulp)
                                           : fmt::format("  {}, {}: {}", what, peer.name, figure.refused));
  };
  const double comparable = std::max(1.1, 1.1 * max_ulp);
  size_t best = 0;
  for (size_t k = 1; k < functions.size(); ++k) {
    const Figure& figure = timing->functions[k].throughput;
    if ((*peers)[k - 1].is_libm) add("the C library", k);
    if (!figure.refused.empty() || (*peers)[k - 1].max_ulp > comparable) continue;
    if (best == 0 || figure.ratio.value < timing->functions[best].throughput.ratio.value) best = k;
  }
  if (best != 0) add(fmt::format("the fastest peer with at most {:.4g} ULP", comparable), best);
  return lines;
}

absl::StatusOr<int> FastestInFlight(const Program& program, const Interval& domain) {
  std::vector<CompiledSource<float>> sources;
  std::vector<NamedFunction<float>> functions;
  for (const std::string_view compiler : kCompilers) {
    for (const int in_flight : kInFlight) {
      const absl::StatusOr<std::string> text = EmitC<float>(program, {.in_flight = in_flight});
      if (!text.ok()) return text.status();
      absl::StatusOr<CompiledSource<float>> source = CompiledSource<float>::OpenText(
          *text, "kernel.c", {.compiler = std::string(compiler), .cpu = std::string(CpuOf(kTimedLevel))});
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
