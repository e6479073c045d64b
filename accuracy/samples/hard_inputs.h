// Hard inputs: where a float32 function is worst, found by looking at many runs of consecutive floats. Some
// hundred times faster than looking at all floats, and nearly as good.
//
// Thread safety: pure function.
#pragma once

#include <cstddef>
#include <vector>

#include "accuracy/reference/fast_reference.h"
#include "accuracy/reference/result_error.h"
#include "accuracy/samples/ulp_samples.h"
#include "base/array_function.h"
#include "base/rng.h"
#include "targets/target_table.h"

namespace ulpforge {

// The inputs with the largest errors, in ULP if nothing else is asked for, of `runs` runs of 1024 consecutive
// floats of the domain, the worst of each run; the worst first. Half of the runs are spread over the domain,
// the others lie near the worst ones. Of the `count` inputs half are the worst of the spread runs, the others
// the worst of all. Inputs where f is not a finite float32 do not count, nor results that are not finite.
// REQUIRES: the domain has floats.
std::vector<float> FindHardInputs(FastReference& reference, const Interval& domain,
                                  const ArrayFunction<float>& function, size_t runs, size_t count, Rng& rng,
                                  const ResultError& error = {.measure = UlpDistance});

}  // namespace ulpforge
