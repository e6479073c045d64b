#include "report/baselines.h"

#include "base/atomic_file.h"
#include "fmt/format.h"
#include "google/protobuf/util/json_util.h"

namespace ulpforge {
namespace {

// Errors at subnormal results can be millions of ULP, which says more about flushing than about the function.
constexpr double kFlushed = 1000;

void Add(const Baseline& baseline, std::string_view kind, ReportRun* run) {
  ReportOpponent* opponent = run->add_opponents();
  opponent->set_kind(std::string(kind));
  opponent->set_name(baseline.name());
  opponent->set_error(baseline.max_ulp());
  if (baseline.max_ulp() > kFlushed && baseline.has_max_ulp_normal()) {
    opponent->set_name(baseline.name() + " (normal results only)");
    opponent->set_error(baseline.max_ulp_normal());
  }
  if (baseline.has_throughput()) opponent->set_cycles(baseline.throughput());
}

}  // namespace

absl::StatusOr<Baselines> ReadBaselines(const std::string& path) {
  const absl::StatusOr<std::string> json = ReadFile(path);
  if (!json.ok()) return json.status();
  Baselines baselines;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  const auto status = google::protobuf::util::JsonStringToMessage(*json, &baselines, options);
  if (!status.ok() || baselines.target().empty()) {
    return absl::DataLossError(
        fmt::format("{} holds no figures: give a file like results/baselines/exp2.json", path));
  }
  return baselines;
}

void AddBaselines(const SearchConfig& config, const Baselines& baselines, ReportRun* run) {
  const bool same_machine = baselines.model() == config.cpu();
  for (const Baseline& kernel : baselines.kernels()) {
    if (kernel.variant() != config.variant()) continue;
    Add(kernel, "baseline", run);
    ReportOpponent* opponent = run->mutable_opponents(run->opponents_size() - 1);
    if (same_machine && config.cost() == "mca-throughput") opponent->set_cost(kernel.static_throughput());
    if (same_machine && config.cost() == "mca-latency") opponent->set_cost(kernel.static_latency());
  }
  for (const Baseline& peer : baselines.peers()) Add(peer, "peer", run);
}

}  // namespace ulpforge
