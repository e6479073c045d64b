#include "engine/space/float_space.h"

#include <limits>
#include <string>
#include <utility>

#include "accuracy/contract/contract_points.h"
#include "accuracy/exhaustive/subnormal_ops.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr size_t kSamples = 768;
constexpr size_t kMoreSamples = 12288;
constexpr uint64_t kSampleStream = 0;  // of a seed of its own: the samples are the same in every search
constexpr uint64_t kSampleSeed = 0x756c70;
// What one subnormal operand or result costs a vector of eight floats on cores of Intel, by element: some 150
// cycles (Sapphire Rapids: 5 to 10 ns an element where all have one).
constexpr double kSubnormalCycles = 150.0 / 8;

ErrorMeasure MeasureOf(const SearchConfig& config) {
  const MeasureInfo* row = FindErrorMeasure(config.measure());
  return row == nullptr ? ErrorMeasure::kUlp : row->measure;
}

}  // namespace

ContractOptions ContractKeys(const SearchConfig& config) {
  ContractOptions options{.variant = config.variant(),
                          .domain = config.domain(),
                          .nan = config.nan(),
                          .infinity = config.inf(),
                          .subnormal = config.subnormal(),
                          .symmetry = config.symmetry(),
                          .monotonic = config.monotonic(),
                          .max_ulp = MeasureOf(config) == ErrorMeasure::kUlp
                                         ? config.max_ulp()
                                         : std::numeric_limits<double>::infinity()};
  options.exact.assign(config.exact().begin(), config.exact().end());
  return options;
}

absl::StatusOr<FloatSpace> FloatSpace::Create(const SearchConfig& config, const ContractOptions& options) {
  FloatSpace space;
  space.target_ = FindTarget(config.target());
  if (space.target_ == nullptr)
    return absl::InvalidArgumentError(fmt::format("target: '{}' is unknown", config.target()));
  absl::StatusOr<Contract> contract = MakeContract(*space.target_, options);
  if (!contract.ok()) return contract.status();
  space.contract_ = *std::move(contract);
  const auto objective = std::make_shared<Objective>(
      Objective{.target = space.target_,
                .domain = space.domain(),
                .measure = MeasureOf(config),
                .limit = MeasureOf(config) == ErrorMeasure::kUlp ? config.max_ulp() : config.max_error(),
                .points = std::make_shared<ContractPoints>(*space.target_, space.contract_),
                .ranking = config.free() ? Ranking::kFromAfar : Ranking::kContractFirst});
  FastReference reference(*space.target_);
  Rng rng(kSampleSeed, kSampleStream), more_rng(kSampleSeed, kSampleStream + 1);
  space.samples_ = RandomSamples(*objective, reference, kSamples, rng);
  space.more_samples_ = RandomSamples(*objective, reference, kMoreSamples, more_rng);
  objective->far = FarError(objective->measure, space.samples_);
  space.objective_ = objective;
  space.allows_subnormal_ops_ = config.subnormal_ops();
  space.normal_inputs_ = NormalInputs(space.domain());
  const absl::StatusOr<const CostModel*> model = FindCostModel(config.cost());
  if (!model.ok()) return model.status();
  space.cost_model_ = *model;
  if (!space.cost_model_->needs_machine) return space;
  const absl::StatusOr<Machine> machine = FindMachine({.cpu = config.cpu()});
  if (!machine.ok()) return machine.status();
  absl::StatusOr<StaticCycles> cycles = StaticCycles::Create(*machine);
  if (!cycles.ok()) return cycles.status();
  space.machine_ = std::make_shared<StaticCycles>(*std::move(cycles));
  return space;
}

double FloatSpace::SubnormalCost(const Program& program) const {
  const SubnormalOps met = SubnormalScan(program).Count(normal_inputs_);
  if (met.inputs == 0) return 0;
  if (!allows_subnormal_ops_) return std::numeric_limits<double>::infinity();
  return kSubnormalCycles * static_cast<double>(met.inputs) / static_cast<double>(normal_inputs_.size());
}

double FloatSpace::Cost(const Program& program) const {
  const absl::StatusOr<double> cost = cost_model_->Cost<float>(program, machine_.get());
  return cost.ok() ? *cost : std::numeric_limits<double>::infinity();
}

}  // namespace ulpforge
