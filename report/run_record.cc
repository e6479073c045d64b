#include "report/run_record.h"

#include <algorithm>
#include <sstream>

#include "base/atomic_file.h"
#include "engine/run/checkpoint.h"
#include "engine/run/custom_ops.h"
#include "engine/run/report.h"
#include "google/protobuf/util/json_util.h"

namespace ulpforge {
namespace {

// A process that is killed leaves part of a line behind, and has done more than its last checkpoint says: the
// next session does that again.
std::vector<Event> ParseEvents(const std::string& text) {
  std::vector<Event> events;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    Event event;
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    if (!google::protobuf::util::JsonStringToMessage(line, &event, options).ok()) continue;
    if (event.event() == "resumed") {
      std::erase_if(events, [&](const Event& e) { return e.candidates() > event.candidates(); });
    }
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace

absl::StatusOr<RunRecord> ReadRun(const std::string& directory) {
  absl::StatusOr<FrontReport> front = ReadReport(directory);
  if (!front.ok()) return front.status();
  RunRecord record{.name = directory, .front = *std::move(front)};
  if (const absl::StatusOr<std::string> text = ReadFile(directory + "/events.jsonl"); text.ok()) {
    record.events = ParseEvents(*text);
  }
  std::string warning;
  if (absl::StatusOr<Checkpoint> checkpoint = ReadLatestCheckpoint(directory, &warning); checkpoint.ok()) {
    if (absl::Status status = CheckCustomOps(*checkpoint); !status.ok()) return status;
    record.seconds = checkpoint->seconds();
    if (checkpoint->has_lineage()) record.lineage = std::move(*checkpoint->mutable_lineage());
  }
  return record;
}

}  // namespace ulpforge
