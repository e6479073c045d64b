// An Objective says what a search in a number format wants: which function, in which formats, how errors are
// measured, and which error is small enough. Scorer, Tuner and Refiner ask it and nothing else, so that one
// stack serves searches with templates and whole-function searches.
//
// Thread safety: immutable value, pure functions.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "accuracy/contract/contract_points.h"
#include "accuracy/reference/fast_reference.h"
#include "accuracy/samples/ulp_samples.h"
#include "base/rng.h"
#include "dsl/numbers/float_format.h"
#include "targets/error_measure.h"
#include "targets/target_table.h"

namespace ulpforge {

// How two programs are compared while their constants are tuned.
enum class Ranking {
  // Fewer violations of the contract first, then the smaller error: for programs that are nearly right from
  // the beginning, such as templates with a fitted core.
  kContractFirst,
  // One number that also tells which of two useless programs is less wrong: for whole functions, which are
  // made from nothing.
  kFromAfar,
};

// A row of the table of measures.
struct MeasureInfo {
  ErrorMeasure measure;
  std::string_view name;  // in configurations: "relative"
  // Errors do not fall below this: a correctly rounded result may be half an ULP away.
  double least = 0;
  // Of what an error is above `least`, tuning the constants of a fitted core leaves at least about this
  // share.
  double tuned = 0.5;
  // The error is a number of inputs.
  bool counts = false;
  // The error of one result, see ResultError. Null where it says nothing.
  double (*error)(const FloatFormat& format, float y, double f) = nullptr;
};

std::span<const MeasureInfo> MeasureTable();
const MeasureInfo& Info(ErrorMeasure measure);
const MeasureInfo* FindErrorMeasure(std::string_view name);

struct Objective {
  const Target* target = nullptr;
  Interval domain;                         // where results matter; kAllReals for all inputs
  const FloatFormat* compute = &kFloat32;  // programs calculate in it
  const FloatFormat* result = &kFloat32;   // results are rounded to it
  ErrorMeasure measure = ErrorMeasure::kUlp;
  double limit = std::numeric_limits<double>::infinity();  // the largest error of interest, in the measure
  std::shared_ptr<const ContractPoints> points;            // null: no contract
  Ranking ranking = Ranking::kContractFirst;
  // Errors of this size and more are far off: only kFromAfar makes a difference there.
  double far = std::numeric_limits<double>::infinity();
};

// The samples at those of `inputs` where f is finite in the result format; errors on them are in the measure.
// `reference` is one of the objective's target.
UlpSamples SamplesAt(const Objective& objective, FastReference& reference, std::span<const float> inputs);

// The same at n random inputs of the domain.
UlpSamples RandomSamples(const Objective& objective, FastReference& reference, size_t n, Rng& rng);

// The value of `far` for errors of half of f. `samples` say how large f is, which only absolute errors ask.
double FarError(const Objective& objective, const UlpSamples& samples);

}  // namespace ulpforge
