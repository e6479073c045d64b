// The registered ops in a checkpoint. Programs in it name ops by their codes, and those of registered ops
// depend on the program that registers them.
//
// Thread safety: pure functions.
#pragma once

#include "absl/status/status.h"
#include "engine/schema/run.pb.h"

namespace ulpforge {

void SaveCustomOps(Checkpoint* checkpoint);

// OK if the ops that the checkpoint was written with are registered now, in the same order;
// FailedPrecondition, which names the first that is not, otherwise.
absl::Status CheckCustomOps(const Checkpoint& checkpoint);

}  // namespace ulpforge
