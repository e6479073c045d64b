#include "engine/space/real_evaluator.h"

#include <algorithm>
#include <utility>

#include "accuracy/proof/certified_bound.h"
#include "base/check.h"

namespace ulpforge {
namespace {

// The least-squares error of a good fit is at most this much above the minimax error.
constexpr double kLeastSquaresExcess = 4;

// Finds poles by algebra; the bound itself may be loose.
constexpr CertifyOptions kRefutation = {.tolerance = 1, .boxes = 200};

constexpr DenseOptions kPoleCheck = {
    .points = 4000, .points_per_binade = 0, .precision_bits = 256, .refined = 0};

// A pole can escape any number of points, but not a proof.
bool CanBeRefuted(const Program& program, const Problem& problem) {
  const absl::StatusOr<CertifiedBound> bound = Certify(program, problem, kRefutation);
  return bound.ok() && IsRefuted(*bound);
}

}  // namespace

RealEvaluator::RealEvaluator(const DensePoints& pole_points, const RealEvaluatorOptions& options)
    : pole_points_(pole_points),
      options_(options),
      fitter_(pole_points.problem(), options.fitter),
      finisher_(pole_points.problem()) {}

DensePoints RealEvaluator::PolePoints(const Problem& problem) {
  absl::StatusOr<DensePoints> points = DensePoints::Create(problem, kPoleCheck);
  ULPFORGE_CHECK(points.ok());
  return *std::move(points);
}

Evaluation RealEvaluator::Evaluate(const Candidate& candidate, const Front& front, Stopwatch& watch) {
  watch.Start();
  const double front_best = front.Best(OpCount(candidate.program), candidate.frame);
  Rng rng(options_.seed, 2 * candidate.index + 1);
  Program program = candidate.program;
  Evaluation evaluation;
  evaluation.error = fitter_.Fit(rng, program);
  evaluation.constants = program.constants;
  watch.Lap(Phase::kFit);
  if (evaluation.error < kNoFit && evaluation.error < kLeastSquaresExcess * front_best) {
    evaluation.finished = Finish(candidate, std::move(program), front_best);
    watch.Lap(Phase::kFinish);
  }
  return evaluation;
}

std::optional<FrontMember> RealEvaluator::Finish(const Candidate& candidate, Program program,
                                                 double front_best) {
  // The error on the few fit points is a lower bound of what finishing can reach.
  if (!(fitter_.MinimaxOnFitPoints(program) < front_best)) return std::nullopt;
  const double error = finisher_.Finish(options_.constants, program, front_best);
  if (!(error < front_best)) return std::nullopt;
  const absl::StatusOr<DenseResult> dense = CheckReal(program, pole_points_);
  if (!dense.ok()) return std::nullopt;
  const double largest = std::max(error, dense->error);
  if (!(largest < front_best) || CanBeRefuted(program, pole_points_.problem())) return std::nullopt;
  const double cost = OpCount(program);
  return FrontMember{
      .program = std::move(program), .cost = cost, .error = largest, .found_at = candidate.index};
}

}  // namespace ulpforge
