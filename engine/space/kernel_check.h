// The check of a compiled kernel at every input of its contract, as searches do it with their fronts.
//
// Thread safety: pure function.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "accuracy/exhaustive/exhaustive.pb.h"
#include "base/array_function.h"
#include "dsl/program.h"
#include "engine/space/float_space.h"

namespace ulpforge {

// `function` computes `program` and is called by `threads` threads at once. `go_on` is called several times
// per second, by one thread at a time; Cancelled once it returns false. Errors of CheckContract.
absl::StatusOr<ExhaustiveReport> CheckKernel(const FloatSpace& space, const Program& program,
                                             const ArrayFunction<float>& function, int threads,
                                             const std::function<bool()>& go_on);

}  // namespace ulpforge
