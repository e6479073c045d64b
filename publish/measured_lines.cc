#include "publish/measured_lines.h"

#include <algorithm>
#include <utility>

#include "fmt/format.h"
#include "jit/cycles/machine.h"
#include "native/compiled_source.h"
#include "publish/checked_peers.h"
#include "publish/code_timing.h"
#include "targets/problem.h"
#include "timing/timing.h"

namespace ulpforge {

absl::StatusOr<std::vector<std::string>> MeasuredLines(const std::string& text, const std::string& name,
                                                       const Target& target, const Contract& contract,
                                                       double max_ulp, const ExhaustiveChecker& check) {
  absl::StatusOr<CompiledSource<float>> code =
      CompiledSource<float>::OpenText(text, name + ".c", {.cpu = std::string(kTimedCpu), .symbol = name});
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

}  // namespace ulpforge
