// The checkpoint file: a Checkpoint message in a container that recognises damage.
//
//   offset  bytes  content (integers little endian)
//   0       8      "ULPFORGE"
//   8       4      format version
//   12      8      size of the message, not compressed
//   20      8      size of the payload
//   28      ...    payload: the message, serialised deterministically, as one zstd frame
//   end-16  16     XXH3-128 of everything before it, canonical (big endian)
//
// Thread safety: pure functions; one writer per directory (engine/run/run_lock.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/schema/run.pb.h"

namespace ulpforge {

inline constexpr uint32_t kCheckpointVersion = 2;
inline constexpr std::string_view kCheckpointFile = "checkpoint.bin";
inline constexpr std::string_view kPreviousCheckpointFile = "checkpoint.prev.bin";

std::string EncodeCheckpoint(const Checkpoint& checkpoint);

// DataLoss for bytes that are no checkpoint, of another version, truncated or damaged; the message
// begins with `name`. Memory stays in proportion to what the bytes really hold.
absl::StatusOr<Checkpoint> DecodeCheckpoint(std::string_view bytes, std::string_view name);

// Writes DIRECTORY/checkpoint.bin; the one before becomes checkpoint.prev.bin. On failure both are as they
// were.
absl::Status WriteCheckpoint(const std::string& directory, const Checkpoint& checkpoint);

absl::StatusOr<Checkpoint> ReadCheckpoint(const std::string& path);

// The last checkpoint of the directory or, if it is damaged, the previous one; *warning then says so,
// otherwise it is empty. The error names both if neither can be read.
absl::StatusOr<Checkpoint> ReadLatestCheckpoint(const std::string& directory, std::string* warning);

}  // namespace ulpforge
