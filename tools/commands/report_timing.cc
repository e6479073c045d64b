#include "tools/commands/report_timing.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/text.h"
#include "emit/emit_c.h"
#include "engine/schema/config.h"
#include "engine/space/float_space.h"
#include "fmt/format.h"
#include "native/compiled_source.h"
#include "publish/checked_peers.h"
#include "publish/code_timing.h"
#include "report/baselines.h"
#include "timing/timing.h"
#include "tools/display/exhaustive_session.h"

namespace ulpforge {
namespace {

absl::StatusOr<CompiledSource<float>> Compile(const ReportProgram& shown) {
  const std::string name = "kernel";
  const absl::StatusOr<Program> program = Parse(shown.text());
  if (!program.ok()) return program.status();
  const absl::StatusOr<std::string> text = EmitC<float>(*program, {.name = name});
  if (!text.ok()) return text.status();
  return CompiledSource<float>::OpenText(*text, name + ".c", {.cpu = std::string(kTimedCpu), .symbol = name});
}

void RemovePeers(ReportRun* run) {
  auto* opponents = run->mutable_opponents();
  const auto is_peer = [](const ReportOpponent& opponent) { return opponent.kind() == "peer"; };
  opponents->erase(std::remove_if(opponents->begin(), opponents->end(), is_peer), opponents->end());
}

}  // namespace

absl::Status AddTimes(const SearchConfig& config, ReportRun* run) {
  const absl::StatusOr<const Target*> target = TargetOf(config);
  if (!target.ok()) return target.status();
  const absl::StatusOr<Contract> contract = MakeContract(**target, ContractKeys(config));
  if (!contract.ok()) return contract.status();
  const absl::StatusOr<Interval> domain = OrdinaryInputs(**target, *contract);
  if (!domain.ok()) return domain.status();
  const absl::StatusOr<std::vector<MeasuredPeer>> peers = CheckPeers(**target, *contract, &CheckWithProgress);
  if (!peers.ok()) return peers.status();

  std::vector<CompiledSource<float>> programs;
  std::vector<NamedFunction<float>> functions;
  for (const ReportProgram& program : run->programs()) {
    absl::StatusOr<CompiledSource<float>> compiled = Compile(program);
    if (!compiled.ok()) return compiled.status();
    functions.push_back({program.formula(), compiled->function()});
    programs.push_back(*std::move(compiled));
  }
  for (const MeasuredPeer& peer : *peers) functions.push_back({peer.name, peer.peer.function()});
  if (functions.empty()) return absl::OkStatus();
  const absl::StatusOr<TimingReport> timing = Time<float>(functions, 0, TimedInputs(*domain));
  if (!timing.ok()) return timing.status();

  run->set_timed_on(fmt::format("C for {}, inputs in {}", kTimedCpu, FormatInterval(*domain)));
  for (int k = 0; k < run->programs_size(); ++k) {
    run->mutable_programs(k)->clear_cycles();
    const Figure& figure = timing->functions[static_cast<size_t>(k)].throughput;
    if (figure.refused.empty()) run->mutable_programs(k)->set_cycles(figure.cycles.value);
  }
  Baselines measured;
  for (size_t k = 0; k < peers->size(); ++k) {
    const Figure& figure = timing->functions[programs.size() + k].throughput;
    if (!figure.refused.empty()) continue;
    Baseline* peer = measured.add_peers();
    peer->set_name((*peers)[k].name);
    peer->set_max_ulp((*peers)[k].max_ulp);
    peer->set_max_ulp_normal((*peers)[k].max_ulp_normal);
    peer->set_throughput(figure.cycles.value);
  }
  RemovePeers(run);
  AddBaselines(config, measured, run);
  return absl::OkStatus();
}

}  // namespace ulpforge
