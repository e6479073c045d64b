#include "engine/space/float_space.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <utility>

#include "accuracy/contract/contract_points.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/subnormal_ops.h"
#include "accuracy/samples/rounding_boundaries.h"
#include "base/check.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "jit/cycles/static_cycles.h"

namespace ulpforge {
namespace {

constexpr size_t kSamples = 768;
constexpr size_t kMoreSamples = 12288;
constexpr size_t kMostBoundaries = 65536;
// As many inputs next to a boundary as two to this power are seen, and more by the other samples.
constexpr int kFarthestPower = 10;
// Where every input counts, constants are tuned from further away.
constexpr TuneOptions kTuneToBoundaries{.rounds = 2, .best_moves = 6};
// What is right on its samples and wrong elsewhere gets more of them; some cores need many.
constexpr int kRoundsOnAllInputs = 8;
constexpr size_t kAppendedOfAllInputs = 256;
constexpr uint64_t kSampleStream = 0;  // of a seed of its own: the samples are the same in every search
constexpr uint64_t kSampleSeed = 0x756c70;
// What one subnormal operand or result costs a vector of eight floats on cores of Intel, by element: some 150
// cycles (Sapphire Rapids: 5 to 10 ns an element where all have one).
constexpr double kSubnormalCycles = 150.0 / 8;

ErrorMeasure MeasureOf(const SearchConfig& config) {
  const MeasureInfo* row = FindErrorMeasure(config.measure());
  return row == nullptr ? ErrorMeasure::kUlp : row->measure;
}

// The largest error of interest. Of a number of inputs the next one that is none: what is below it counts.
double LimitOf(const SearchConfig& config, const InputBlocks& inputs) {
  switch (MeasureOf(config)) {
    case ErrorMeasure::kUlp:
      return config.max_ulp();
    case ErrorMeasure::kRelative:
    case ErrorMeasure::kAbsolute:
      return config.max_error();
    case ErrorMeasure::kMisrounded:
      return std::max<double>(config.max_misrounded(), std::floor(config.max_misrounded_percent() / 100 *
                                                                  static_cast<double>(inputs.inputs()))) +
             0.5;
  }
  ULPFORGE_CHECK(false);
  return 0;
}

bool HasAllInputs(const FloatFormat& format) { return format.storage_bits <= 16; }

// The inputs rounded to the format, each once, by their values; what the format does not have left out.
std::vector<float> RoundedInputs(const FloatFormat& format, std::vector<float> inputs) {
  for (float& x : inputs) x = RoundToFormat(format, x);
  std::erase_if(inputs, [](float x) { return !std::isfinite(x); });
  std::ranges::sort(inputs);
  inputs.erase(std::ranges::unique(inputs).begin(), inputs.end());
  return inputs;
}

// The samples that the contract says the same of as of normal numbers.
UlpSamples Covered(const Contract& contract, const UlpSamples& samples) {
  if (contract.subnormal == Policy::kIeee) return samples;
  const auto is_subnormal = [](const FloatFormat& format, double value) {
    return value != 0 && std::fabs(value) < format.smallest_normal();
  };
  UlpSamples covered;
  for (size_t i = 0; i < samples.size(); ++i) {
    if (is_subnormal(*contract.format, samples.x[i])) continue;
    if (!is_subnormal(contract.result_format(), samples.f[i])) covered.AppendOne(samples, i);
  }
  return covered;
}

// The inputs of the domain that lie so many floats from the boundaries between the pairs, on either side.
std::vector<float> Away(const Interval& domain, std::span<const float> pairs, uint32_t distance) {
  std::vector<float> inputs;
  for (size_t k = 0; k < pairs.size(); ++k) {
    const uint32_t bits = std::bit_cast<uint32_t>(pairs[k]), step = distance - 1;
    const auto x = std::bit_cast<float>(k % 2 == 0 ? bits - step : bits + step);
    const bool is_one_sign = std::signbit(x) == std::signbit(pairs[k]);
    if (std::isfinite(x) && is_one_sign && domain.Contains(x)) inputs.push_back(x);
  }
  return inputs;
}

// Of the format's range what the interval has.
Interval WithinFormat(const FloatFormat& format, Interval domain) {
  if (domain.lo < -format.largest()) domain.lo = -format.largest(), domain.lo_open = false;
  if (domain.hi > format.largest()) domain.hi = format.largest(), domain.hi_open = false;
  return domain;
}

}  // namespace

bool FloatSpace::has_all_inputs() const { return HasAllInputs(*contract_.format); }

RefineOptions FloatSpace::Refinement(RefineOptions options) const {
  if (!has_all_inputs() && !measure().counts) return options;
  // The samples that are tuned on next count for less than they look.
  if (!has_all_inputs()) options.takes_last = false, options.tuning = kTuneToBoundaries;
  options.scans.clear();
  options.rounds = kRoundsOnAllInputs;
  options.appended = kAppendedOfAllInputs;
  return options;
}

double FloatSpace::Reachable(double error) const {
  const double tuned = std::min(error, measure().least + measure().tuned * (error - measure().least));
  return measure().counts && tuned < fewest_inputs_ / 2 ? 0 : tuned;
}

ContractOptions ContractKeys(const SearchConfig& config) {
  ContractOptions options{.format = &FormatOf(config),
                          .result = &ResultFormatOf(config),
                          .variant = config.variant(),
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
  const FloatFormat& format = FormatOf(config);
  absl::StatusOr<Contract> contract = MakeContract(*space.target_, options);
  if (!contract.ok()) return contract.status();
  space.contract_ = *std::move(contract);
  const absl::StatusOr<InputBlocks> inputs = InputBlocks::Create(format, space.contract_.domain);
  if (!inputs.ok()) return inputs.status();
  const auto objective = std::make_shared<Objective>(
      Objective{.target = space.target_,
                .domain = space.domain(),
                .compute = &ComputeFormatOf(config),
                .result = &space.contract_.result_format(),
                .measure = MeasureOf(config),
                .limit = LimitOf(config, *inputs),
                .points = std::make_shared<ContractPoints>(*space.target_, space.contract_),
                .ranking = config.free() ? Ranking::kFromAfar : Ranking::kContractFirst});
  space.objective_ = objective;
  space.TakeSamples();
  objective->far = FarError(*objective, space.samples_);
  space.allows_subnormal_ops_ = config.subnormal_ops();
  space.normal_inputs_ = NormalInputs(WithinFormat(format, space.domain()));
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

void FloatSpace::TakeSamples() {
  const FloatFormat& format = *contract_.format;
  FastReference reference(*target_);
  Rng rng(kSampleSeed, kSampleStream), more_rng(kSampleSeed, kSampleStream + 1);
  if (HasAllInputs(format)) {
    const std::vector<float> some = RoundedInputs(format, RandomInputs(domain(), kSamples, rng));
    samples_ = Covered(contract_, SamplesAt(*objective_, reference, some));
    more_samples_ = Covered(contract_, SamplesAt(*objective_, reference, AllInputs(format, domain())));
    return;
  }
  samples_ = RandomSamples(*objective_, reference, kSamples, rng);
  more_samples_ = RandomSamples(*objective_, reference, kMoreSamples, more_rng);
  const FloatFormat& result = *objective_->result;
  if (&result == &format) return;
  samples_.inputs = InputsEach(domain(), kSamples, samples_.x);
  more_samples_.inputs = InputsEach(domain(), kMoreSamples, more_samples_.x);
  if (samples_.size() > 0) fewest_inputs_ = std::ranges::min(samples_.inputs);
  const std::vector<float> boundaries = RoundingBoundaries(*target_, domain(), result, kMostBoundaries);
  for (int power = 0; power <= kFarthestPower; ++power) {
    if (static_cast<size_t>(power) * boundaries.size() > kMostBoundaries) break;
    UlpSamples near = SamplesAt(*objective_, reference, Away(domain(), boundaries, uint32_t{1} << power));
    near.inputs.assign(near.size(), power == 0 ? 1 : std::ldexp(1.0, power - 1));
    more_samples_.Append(near);
  }
  samples_ = Covered(contract_, samples_);
  more_samples_ = Covered(contract_, more_samples_);
}

double FloatSpace::SubnormalCost(const Program& program) const {
  if (objective_->compute != &kFloat32) return 0;
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
