// The KernelEvaluator measures one kernel: it fits the constants of the core in double precision to what the
// template asks of it, rounds them to float and measures the whole kernel. What may belong on the
// front is tuned on the way (fitting/format/refiner.h).
//
// Thread safety: one KernelEvaluator per thread.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/space/arithmetic.h"
#include "engine/space/cost_estimate.h"
#include "engine/space/kernel_space.h"
#include "fitting/format/refiner.h"
#include "fitting/format/scorer.h"
#include "fitting/format/tuner.h"
#include "fitting/real/fitter.h"

namespace ulpforge {

class KernelEvaluator : public Evaluator {
 public:
  // `space` must outlive the evaluator.
  KernelEvaluator(const KernelSpace& space, const FitterOptions& fitter, uint64_t seed);

  Evaluation Evaluate(const Candidate& candidate, const Front& front, Stopwatch& watch) override;

 private:
  // On the samples; a count is graded by the size of the errors.
  double Error(const Program& core, int frame);
  std::optional<FrontMember> Finish(const Candidate& candidate, Program core, double error,
                                    const Front& front);

  const KernelSpace& space_;
  uint64_t seed_;
  std::vector<std::unique_ptr<Fitter>> fitters_;  // by frame
  CostEstimate estimate_;
  Scorer scorer_;
  Tuner tuner_;
  Refiner refiner_;
};

}  // namespace ulpforge
