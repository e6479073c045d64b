// Tuning of float32 constants: a walk through the neighbourhood of a program's constants, one or two of them
// moved by units in the last place at a time, judged by what the program computes in float32 from end to end.
// Rounding errors of the operations count as much as those of the constants here; the last tenth of an ULP is
// found in no other way.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <span>

#include "accuracy/contract/contract_points.h"
#include "accuracy/samples/ulp_samples.h"
#include "dsl/program.h"
#include "fitting/format/float_meter.h"

namespace ulpforge {

struct TuningOptions {
  size_t sweeps = 3;  // at most so many moves for each constant
  bool pairs = true;  // two constants at once as well
};

// Rounds the constants of `program` with these indices to float and improves them; returns the score on the
// samples. `points` may be null. REQUIRES: Validate(program).ok().
FloatScore TuneConstants(const UlpSamples& samples, const ContractPoints* points,
                         std::span<const size_t> constants, const TuningOptions& options, Program& program);

// The `count` samples with the largest errors, the largest first.
UlpSamples HardestSamples(const UlpSamples& samples, std::span<const double> errors, size_t count);

}  // namespace ulpforge
