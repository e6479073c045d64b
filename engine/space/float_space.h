// A FloatSpace is what is fixed while programs in a number format are searched, of any kind: the target, the
// contract, the measure of errors, the samples that candidates are measured on and the cost model.
//
// Thread safety: immutable.
#pragma once

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract/contract.h"
#include "accuracy/samples/ulp_samples.h"
#include "cost/cost_model.h"
#include "engine/schema/run.pb.h"
#include "fitting/format/objective.h"
#include "fitting/format/refiner.h"
#include "targets/target_table.h"

namespace ulpforge {

// A kernel may be the fastest by the clock although another one costs less by up to this factor: so far are
// the cost models from measured times (docs/static_cycles.md).
inline constexpr double kCostSlack = 1.1;

class FloatSpace {
 public:
  // The contract is that of the options. InvalidArgument, in one line, for a target, a contract or a cost
  // model that does not exist.
  static absl::StatusOr<FloatSpace> Create(const SearchConfig& config, const ContractOptions& options);

  const Target& target() const { return *target_; }
  const Contract& contract() const { return contract_; }
  Interval domain() const { return contract_.domain.value_or(kAllReals); }

  // What candidates are scored and tuned by; errors are in its measure.
  const Objective& objective() const { return *objective_; }
  const MeasureInfo& measure() const { return Info(objective_->measure); }
  // The largest error of interest, in the measure.
  double max_error() const { return objective_->limit; }

  // Few samples to rank candidates, and more to tell what may belong on the front; in the measure. In a
  // format of 16 bits the latter are all inputs; where only results are of 16 bits, those next to which the
  // correctly rounded result changes are among them.
  bool has_all_inputs() const;
  const UlpSamples& samples() const { return samples_; }
  const UlpSamples& more_samples() const { return more_samples_; }

  // The options for these samples: what is measured at all inputs, or at all where it can be misrounded, is
  // not searched for worse ones.
  RefineOptions Refinement(RefineOptions options) const;

  // About the smallest error that tuning can make of one that was measured on samples(), where a count below
  // half a sample is none.
  double Reachable(double error) const;

  // Infinite if the machine of the model cannot run the program.
  double Cost(const Program& program) const;
  // What subnormal operands and results at normal inputs add to the cost: nothing if there are none,
  // infinitely much unless the configuration allows them (key subnormal_ops). In the unit of cycles; a lower
  // bound, from some thousand inputs. Nothing for arithmetic of 16 bits, where they are as fast as others.
  double SubnormalCost(const Program& program) const;
  // Whether the cost is the time from x to f(x) and not that of many values at once.
  bool costs_latency() const { return cost_model_->is_latency; }
  // Whether Cost() takes milliseconds instead of microseconds.
  bool cost_is_simulated() const { return cost_model_->needs_machine; }

 protected:
  FloatSpace() = default;

 private:
  // REQUIRES: the target, the contract and the objective are set.
  void TakeSamples();

  const Target* target_ = nullptr;
  Contract contract_;
  std::shared_ptr<const Objective> objective_;  // stays where it is when the space is moved
  UlpSamples samples_, more_samples_;
  double fewest_inputs_ = 1;  // that one of samples() stands for
  bool allows_subnormal_ops_ = false;
  std::vector<float> normal_inputs_;  // of every binade
  const CostModel* cost_model_ = nullptr;
  std::shared_ptr<const StaticCycles> machine_;
};

// What the keys of a configuration say about the contract.
ContractOptions ContractKeys(const SearchConfig& config);

}  // namespace ulpforge
