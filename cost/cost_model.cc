#include "cost/cost_model.h"

#include <array>
#include <deque>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/nearest_name.h"
#include "base/registry.h"
#include "cost/zen5_cost.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "jit/cycles/static_cycles.h"

namespace ulpforge {
namespace {

absl::StatusOr<double> Ops(const Program& program, const StaticCycles*) { return OpCount(program); }

absl::StatusOr<double> WeightedOps(const Program& program, const StaticCycles*) {
  return WeightedOpCount(program);
}

template <class T>
absl::StatusOr<double> Throughput(const Program& program, const StaticCycles* machine) {
  ULPFORGE_CHECK(machine != nullptr);
  return machine->Throughput<T>(program);
}

template <class T>
absl::StatusOr<double> Latency(const Program& program, const StaticCycles* machine) {
  ULPFORGE_CHECK(machine != nullptr);
  return machine->Latency<T>(program);
}

template <class T>
absl::StatusOr<double> Zen5PerElement(const Program& program, const StaticCycles*) {
  return Zen5Throughput(program, static_cast<int>(32 / sizeof(T)));
}

absl::StatusOr<double> Zen5PerCall(const Program& program, const StaticCycles*) {
  return Zen5Latency(program);
}

Registry<CostModel>& Models() {
  static const std::array kModels = {
      CostModel{"ops", "instructions of the program", "ops", false, false, Ops, Ops},
      CostModel{"weighted-ops", "instructions, each with the weight of its op", "additions", false, false,
                WeightedOps, WeightedOps},
      CostModel{"mca-throughput", "an array loop of vectors in LLVM's model of the CPU", "cycles per element",
                true, false, Throughput<float>, Throughput<double>},
      CostModel{"mca-latency", "from x to f(x) in LLVM's model of the CPU", "cycles", true, true,
                Latency<float>, Latency<double>},
      CostModel{"zen5-throughput", "an array loop on a Zen 5, by a formula fitted to measured times",
                "cycles per element", false, false, Zen5PerElement<float>, Zen5PerElement<double>},
      CostModel{"zen5-latency", "from x to f(x) on a Zen 5, by a formula fitted to measured times", "cycles",
                false, true, Zen5PerCall, Zen5PerCall},
  };
  static auto* const kRows = new Registry<CostModel>(kModels);
  return *kRows;
}

}  // namespace

std::span<const CostModel> CostModels() { return Models().rows(); }

absl::Status RegisterCostModel(const CustomCostModel& model) {
  const auto invalid = [&](std::string_view text) {
    return absl::InvalidArgumentError(fmt::format("cost model '{}': {}", model.name, text));
  };
  if (!IsRegistryName(model.name, "-"))
    return invalid("a name has lower-case letters, digits and -, a letter first");
  if (Models().Find(model.name) != nullptr)
    return invalid("there is a cost model of this name; choose another");
  if (!model.cost) return invalid("it has no function");
  if (Models().full()) {
    return absl::ResourceExhaustedError(fmt::format("cost model '{}': no more than {} can be registered",
                                                    model.name, Registry<CostModel>::kMostAdded));
  }
  static auto* const kTexts = new std::deque<CustomCostModel>;  // what the rows point into
  const CustomCostModel& kept = kTexts->emplace_back(model);
  const auto cost = [&kept](const Program& program, const StaticCycles*) -> absl::StatusOr<double> {
    const double value = kept.cost(program);
    if (value >= 0) return value;
    return absl::OutOfRangeError(
        fmt::format("cost model '{}': the cost {} is not a number of at least 0", kept.name, value));
  };
  Models().Add({kept.name, kept.description, kept.unit, false, kept.is_latency, cost, cost});
  return absl::OkStatus();
}

absl::StatusOr<const CostModel*> FindCostModel(std::string_view name) {
  std::vector<std::string_view> names;
  for (const CostModel& model : CostModels()) {
    if (model.name == name) return &model;
    names.push_back(model.name);
  }
  const std::string_view nearest = NearestName(name, names);
  return absl::InvalidArgumentError(fmt::format("cost '{}': unknown{}", name,
                                                nearest.empty()
                                                    ? fmt::format("; use one of {}", fmt::join(names, ", "))
                                                    : fmt::format(", did you mean {}?", nearest)));
}

}  // namespace ulpforge
