// A KernelSpace is everything that is fixed while kernels are searched: the target, the contract, the
// templates, the samples that candidates are measured on and the cost model. A kernel is a core in a frame,
// which is one of the templates.
//
// Thread safety: immutable.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "accuracy/contract.h"
#include "accuracy/contract_points.h"
#include "accuracy/ulp_samples.h"
#include "engine/run.pb.h"
#include "jit/cost_model.h"
#include "kernels/kernel_template.h"
#include "targets/problem.h"

namespace ulpforge {

// A kernel may be the fastest by the clock although another one costs less by up to this factor: so far are
// the static cycles of znver3 from measured ones on a Zen 5 (docs/static_cycles.md).
inline constexpr double kCostSlack = 1.15;

class KernelSpace {
 public:
  // InvalidArgument, in one line, for a contract, templates or a cost model that make no sense together.
  static absl::StatusOr<KernelSpace> Create(const SearchConfig& config);

  const Target& target() const { return *target_; }
  const Contract& contract() const { return contract_; }
  const ContractPoints& points() const { return *points_; }
  Interval domain() const { return contract_.domain.value_or(kAllReals); }

  const std::vector<KernelTemplate>& frames() const { return frames_; }
  // What the core of the frame is fitted to.
  const Problem& problem(int frame) const { return problems_[frame]; }
  // Frames whose cores do the same job.
  bool AreAlike(int a, int b) const;
  // Ops of the frame beyond those of the smallest frame.
  int ExtraOps(int frame) const { return extra_ops_[frame]; }

  // Few samples to rank candidates, and more to tell what may belong on the front.
  const UlpSamples& samples() const { return samples_; }
  const UlpSamples& more_samples() const { return more_samples_; }

  // The kernel of a core with its constants rounded to float.
  Program Kernel(const Program& core, int frame) const;
  // The constants of Kernel() that may be tuned.
  std::vector<size_t> TunableConstants(const Program& core, int frame) const;

  // Infinite if the machine of the model cannot run the program.
  double Cost(const Program& kernel) const;
  // Whether the cost is the time from x to f(x) and not that of many values at once.
  bool costs_latency() const { return cost_model_->is_latency; }

 private:
  KernelSpace() = default;

  const Target* target_ = nullptr;
  Contract contract_;
  std::shared_ptr<const ContractPoints> points_;
  std::vector<KernelTemplate> frames_;
  std::vector<Problem> problems_;
  std::vector<int> extra_ops_;
  UlpSamples samples_, more_samples_;
  const CostModel* cost_model_ = nullptr;
  std::shared_ptr<const StaticCycles> machine_;
};

}  // namespace ulpforge
