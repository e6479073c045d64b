// Files that are either there as a whole or not at all, whenever the process or the machine stops.
//
// Thread safety: none for the same path; the run directory has one writer (engine/run/run_lock.h).
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace ulpforge {

// The whole file, or all that another process writes to a pipe. NotFound if it does not exist, Unavailable
// for other failures: what may have no end, a terminal or a device, is refused.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Writes PATH.tmp, flushes it to the disk and renames it to PATH. On failure PATH is as it was,
// PATH.tmp is gone and the status says why.
absl::Status WriteFileAtomically(const std::string& path, std::string_view content);

// The same, and what PATH held before is kept in `previous`. Whenever the process stops, PATH is the old
// or the new file as a whole, and `previous` is a whole file as well.
absl::Status WriteFileKeepingPrevious(const std::string& path, const std::string& previous,
                                      std::string_view content);

}  // namespace ulpforge
