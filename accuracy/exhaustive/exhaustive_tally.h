// Tallies: what an exhaustive check has found so far. Adding observations and merging tallies give the same
// tally in any order: where two observations are equally bad, the one with the smaller bits stays.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>

#include "accuracy/exhaustive/exhaustive.pb.h"

namespace ulpforge {

inline constexpr int kMaxClassChanges = 32;

// The ULP error of the result at an input.
void AddUlp(double ulp, uint32_t input, uint32_t result, UlpExtreme* extreme);

// The error of the result at an input, in another measure.
void AddError(double error, uint32_t input, uint32_t result, ErrorExtreme* extreme);

// `count` inputs, the first of which is `first`.
void AddInputs(uint64_t count, uint32_t first, InputCount* total);

// A violation between the neighbours with the bits `pair` and `pair` + 1.
void AddViolation(uint32_t steps, uint32_t pair, MonotonicityTally* total);

void Merge(const ExhaustiveTally& from, ExhaustiveTally* to);

}  // namespace ulpforge
