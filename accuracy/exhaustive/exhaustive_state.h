// The state of an exhaustive check as bytes, and whether it belongs to a check.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "accuracy/contract/input_blocks.h"
#include "accuracy/exhaustive/exhaustive.pb.h"

namespace ulpforge {

// "ULPFEXH1", XXH3-64 of the rest (canonical), the message.
std::string EncodeExhaustiveState(const ExhaustiveState& state);

// DataLoss that begins with `name` for bytes that are no state, or a damaged one.
absl::StatusOr<ExhaustiveState> DecodeExhaustiveState(std::string_view bytes, std::string_view name);

// FailedPrecondition if `state` does not belong to the check whose state at its beginning is `start`, saying
// in what they differ; DataLoss if it contradicts itself.
absl::Status CheckState(const ExhaustiveState& state, const ExhaustiveState& start,
                        const InputBlocks& blocks);

bool IsDone(const ExhaustiveState& state, size_t block);
void SetDone(size_t block, ExhaustiveState* state);

}  // namespace ulpforge
