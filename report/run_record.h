// What a run directory holds, as far as a report wants it.
//
// Thread safety: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/schema/run.pb.h"

namespace ulpforge {

// Only the front is always there.
struct RunRecord {
  std::string name;
  FrontReport front;
  std::vector<Event> events;  // without those that a later session took back
  std::optional<LineageState> lineage;
  std::optional<double> seconds;  // of search, all sessions
};

// Reads DIRECTORY/front.json, whose errors it returns, and as far as they are there and whole events.jsonl
// and the last checkpoint.
absl::StatusOr<RunRecord> ReadRun(const std::string& directory);

}  // namespace ulpforge
