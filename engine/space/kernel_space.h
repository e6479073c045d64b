// A KernelSpace is everything that is fixed while kernels are searched: a FloatSpace and the templates. A
// kernel is a core in a frame, which is one of the templates.
//
// Thread safety: immutable.
#pragma once

#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/schema/run.pb.h"
#include "engine/space/float_space.h"
#include "fitting/format/tunable.h"
#include "kernels/kernel_template.h"
#include "targets/problem.h"

namespace ulpforge {

class KernelSpace : public FloatSpace {
 public:
  // InvalidArgument, in one line, for a contract, templates or a cost model that make no sense together.
  static absl::StatusOr<KernelSpace> Create(const SearchConfig& config);

  const std::vector<KernelTemplate>& frames() const { return frames_; }
  // What the core of the frame is fitted to.
  const Problem& problem(int frame) const { return problems_[frame]; }
  // Frames whose cores do the same job.
  bool AreAlike(int a, int b) const;
  // Ops of the frame beyond those of the smallest frame.
  int ExtraOps(int frame) const { return extra_ops_[frame]; }

  // The kernel of a core with its constants, and those of the frame, rounded to the format that it computes
  // in.
  Program Kernel(const Program& core, int frame) const;
  // The constants of Kernel() that may be tuned.
  std::vector<TunableNumber> TunableConstants(const Program& core, int frame) const;

 private:
  explicit KernelSpace(FloatSpace space) : FloatSpace(std::move(space)) {}

  std::vector<KernelTemplate> frames_;
  std::vector<Problem> problems_;
  std::vector<int> extra_ops_;
};

}  // namespace ulpforge
