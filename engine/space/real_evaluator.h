// The RealEvaluator measures one candidate over the reals: it fits the constants, and if the result may
// belong on the front it finishes them and checks the program for poles.
//
// Thread safety: one Evaluator per thread. The result depends on the arguments only.
#pragma once

#include <optional>

#include "accuracy/dense/dense_check.h"
#include "engine/space/arithmetic.h"
#include "fitting/real/finisher.h"
#include "fitting/real/fitter.h"

namespace ulpforge {

struct RealEvaluatorOptions {
  FitterOptions fitter;
  ConstantFormat constants = ConstantFormat::kDouble;
  uint64_t seed = 1;
};

class RealEvaluator : public Evaluator {
 public:
  // `pole_points` must outlive the evaluator; that several share them is what they are for.
  RealEvaluator(const DensePoints& pole_points, const RealEvaluatorOptions& options);

  // The points on which poles are looked for between those that are fitted.
  static DensePoints PolePoints(const Problem& problem);

  Evaluation Evaluate(const Candidate& candidate, const Front& front, Stopwatch& watch) override;

 private:
  std::optional<FrontMember> Finish(const Candidate& candidate, Program program, double front_best);

  const DensePoints& pole_points_;
  RealEvaluatorOptions options_;
  Fitter fitter_;
  Finisher finisher_;
};

}  // namespace ulpforge
