// The Scorer says how well a program does: its largest error on samples, in the measure of the objective, and
// how many special inputs have a result that the contract does not accept.
//
// A whole-function search makes programs from nothing that are wrong by powers of ten at first, and must see
// which of two is less wrong. With Ranking::kFromAfar the error of a result that is off by half of f or more
// is therefore the number of floats between it and f, which grows like the logarithm of their ratio, in the
// unit of the measure: where f is 1, a result of 8 has the relative error 3 and one of 64 has 6. NaN is
// further away than all numbers.
//
// Thread safety: one Scorer per thread.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "accuracy/samples/ulp_samples.h"
#include "dsl/format_interpreter.h"
#include "dsl/program.h"
#include "fitting/format/objective.h"

namespace ulpforge {

struct Score {
  // The largest on the samples, infinite if a result is not finite and far errors are not graded; or how many
  // inputs have a wrong result, where the measure counts, as far as samples tell.
  double error = 0;
  double mean_square = 0;  // of the errors; breaks ties, since the largest error changes in steps
  size_t violations = 0;   // of the contract at its special inputs, if the program is close
  bool is_close = true;    // no error is far off
  double objective = 0;    // what tuning makes small
  size_t tier = 0;         // programs of a lower one are better whatever their objectives are

  bool IsBetterThan(const Score& other) const;
};

class Scorer {
 public:
  // `objective` must outlive the scorer.
  explicit Scorer(const Objective& objective) : objective_(objective) {}

  // In which the programs compute.
  const FloatFormat& compute() const { return *objective_.compute; }

  // REQUIRES: Validate(program).ok(), samples of the objective.
  Score Measure(const Program& program, const UlpSamples& samples);

  // Score::error alone, contract and grading left out.
  double Error(const Program& program, const UlpSamples& samples);

  // The signed errors of the samples that were measured last.
  std::vector<double> Residuals(const UlpSamples& samples) const;

  // Of the samples that were measured last the `count` with the largest errors, the largest first.
  UlpSamples WorstSamples(const UlpSamples& samples, size_t count) const;

 private:
  // Runs the program on the samples. The interpreter stays while only constants and integers change, since
  // tuning measures one program again and again.
  void Run(const Program& program, const UlpSamples& samples);
  FormatInterpreter& InterpreterOf(const Program& program);
  void RunInterpreter(std::span<const float> in, bool rounds, std::vector<float>& out);

  bool counts() const { return Info(objective_.measure).counts; }
  double CountMisrounded(const UlpSamples& samples) const;
  // Sets error, mean square and objective, the contract left out.
  void SetErrors(const UlpSamples& samples, Score& score) const;
  size_t Violations();
  void RankFromAfar(const UlpSamples& samples, Score& score);
  // Sets error and mean square, far errors counted in floats.
  void GradeFarErrors(const UlpSamples& samples, Score& score) const;

  const Objective& objective_;
  Program program_;  // that the interpreter runs
  std::optional<FormatInterpreter> interpreter_;
  std::vector<float> results_, special_results_;
};

}  // namespace ulpforge
