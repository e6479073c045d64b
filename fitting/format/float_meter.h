// The FloatMeter says how well a float32 program does: its error in ULP on samples, and how many special
// inputs have a result that the contract does not accept.
//
// Thread safety: one FloatMeter per thread.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "accuracy/contract/contract_points.h"
#include "accuracy/samples/ulp_samples.h"
#include "dsl/interpreter.h"
#include "dsl/program.h"

namespace ulpforge {

struct FloatScore {
  size_t violations = 0;   // of the contract at its special inputs
  double ulp = 0;          // largest error on the samples; infinite if a result is not finite
  double mean_square = 0;  // of the errors in ULP; breaks ties, since the largest error changes in steps

  // Fewer violations first, then the smaller error.
  bool IsBetterThan(const FloatScore& other) const;
};

class FloatMeter {
 public:
  // `points` may be null: a program without a contract. They must outlive the meter.
  explicit FloatMeter(const ContractPoints* points) : points_(points) {}

  // REQUIRES: Validate(program).ok().
  FloatScore Measure(const Program& program, const UlpSamples& samples);

  // The error of each sample in ULP at the last Measure.
  std::vector<double> Errors(const UlpSamples& samples) const;

 private:
  // The interpreter of the program. Tuning measures one program again and again with other constants.
  Interpreter<float>& InterpreterOf(const Program& program);

  const ContractPoints* points_;
  Program program_;  // that the interpreter is of
  std::optional<Interpreter<float>> interpreter_;
  std::vector<float> results_, special_results_;
};

}  // namespace ulpforge
