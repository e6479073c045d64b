// The KernelEvaluator measures one kernel: it fits the constants of the core in double precision to what the
// template asks of it, rounds them to float and measures the whole kernel in float32. What may belong on the
// front is tuned on the way (fitting/format/float_tuner.h).
//
// Thread safety: one KernelEvaluator per thread.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "accuracy/reference/fast_reference.h"
#include "engine/space/arithmetic.h"
#include "engine/space/cost_estimate.h"
#include "engine/space/kernel_space.h"
#include "fitting/format/float_meter.h"
#include "fitting/real/fitter.h"

namespace ulpforge {

class KernelEvaluator : public Evaluator {
 public:
  // `space` must outlive the evaluator.
  KernelEvaluator(const KernelSpace& space, const FitterOptions& fitter, uint64_t seed);

  Evaluation Evaluate(const Candidate& candidate, const Front& front, Stopwatch& watch) override;

 private:
  // Rounds the constants of the reduced program so that the others make up for each rounding.
  void RoundJointly(int frame, Program& reduced);
  std::optional<FrontMember> Finish(const Candidate& candidate, Program core, double error,
                                    const Front& front);

  // The inputs that are hardest among those of so many runs; `scan` says which.
  UlpSamples Scan(const Program& kernel, size_t runs, uint64_t scan);

  const KernelSpace& space_;
  uint64_t seed_;
  std::vector<std::unique_ptr<Fitter>> fitters_;  // by frame
  CostEstimate estimate_;
  FastReference reference_;
  FloatMeter meter_;
  FloatMeter strict_meter_;  // asks the contract too
};

}  // namespace ulpforge
