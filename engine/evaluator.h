// The Evaluator measures one candidate: it fits the constants, and if the result may belong on the front
// it finishes them and checks the program for poles.
//
// Thread safety: one Evaluator per thread. The result depends on the arguments only.
#pragma once

#include <optional>

#include "accuracy/dense_check.h"
#include "engine/front.h"
#include "engine/profile.h"
#include "engine/proposer.h"
#include "fitting/finisher.h"
#include "fitting/fitter.h"

namespace ulpforge {

struct EvaluatorOptions {
  FitterOptions fitter;
  ConstantFormat constants = ConstantFormat::kDouble;
  uint64_t seed = 1;
};

struct Evaluation {
  double error = kNoFit;                // of the fit; kNoFit if there is none
  std::vector<Extended> constants;      // fitted
  std::optional<FrontMember> finished;  // set if the program beats the front as it was given
};

class Evaluator {
 public:
  // `pole_points` must outlive the evaluator; that several share them is what they are for.
  Evaluator(const DensePoints& pole_points, const EvaluatorOptions& options);

  // The points on which poles are looked for between those that are fitted.
  static DensePoints PolePoints(const Problem& problem);

  // `front_best` is the error that a front member of this op count has to beat. Adds the time to `watch`.
  Evaluation Evaluate(const Candidate& candidate, double front_best, Stopwatch& watch);

 private:
  std::optional<FrontMember> Finish(const Candidate& candidate, Program program, double front_best);

  const DensePoints& pole_points_;
  EvaluatorOptions options_;
  Fitter fitter_;
  Finisher finisher_;
};

}  // namespace ulpforge
