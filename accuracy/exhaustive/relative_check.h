// The largest relative or absolute error of a float32 function over all floats of a domain: for
// approximations so crude that ULPs say little, and for budgets that are stated so. Nothing is left out.
//
// Thread safety: pure function.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "accuracy/reference/result_error.h"
#include "base/array_function.h"
#include "targets/target_table.h"

namespace ulpforge {

struct ErrorReport {
  // The largest error where f(x) rounds to a finite number of the results, with f(x) taken to 2^-42 relative;
  // infinite if a y is not finite there.
  double error = 0;
  float worst_input = 0;  // of several with this error the one with the smallest bits
};

// `measure`: of RelativeError or AbsoluteError, in the format of the results.
// `function` is called by `threads` threads at once; `go_on` by one at a time, many times per second.
// InvalidArgument for a domain without floats, Cancelled once go_on returns false.
absl::StatusOr<ErrorReport> CheckErrors(const Target& target, const Interval& domain,
                                        const ResultError& measure, const ArrayFunction<float>& function,
                                        int threads, const std::function<bool()>& go_on);

}  // namespace ulpforge
