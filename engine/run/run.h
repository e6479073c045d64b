// A Run is one search with its directory: it creates or reopens the directory, drives the search, writes
// checkpoints, and reports the front. What is found is a function of the configuration and the number of
// candidates alone, whatever the number of threads and however often the run was killed and resumed.
//
//   RUN/config.textproto   the configuration
//   RUN/checkpoint.bin     the last checkpoint; RUN/checkpoint.prev.bin is the one before
//   RUN/front.json, .csv   the front at the last checkpoint
//   RUN/events.jsonl       one line per event (message Event of run.proto)
//   RUN/lock               held while a process works on the run
//
// Thread safety: one thread drives a Run; `stop` may be set from anywhere, also from a signal handler.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/schema/budget.h"
#include "engine/schema/run.pb.h"

namespace ulpforge {

class Arithmetic;
class RunLock;
class Search;
struct FrontMember;

struct Progress {
  const FrontReport& report;
  double elapsed_seconds;                   // of this session
  std::optional<double> remaining_seconds;  // estimated from the rate when the budget is in candidates
  uint64_t session_candidates;              // considered since this session began
  uint64_t session_evaluated;
  bool front_changed;  // since the last call
  // While programs are verified: what share of the work is done, and how many programs they are. The time
  // that remains is then that of these programs; if one turns out worse than it was thought to be, others
  // follow.
  std::optional<double> verified = std::nullopt;
  size_t to_verify = 0;
  // Why the run directory could not be written when it was last tried; the search goes on and tries again.
  absl::Status unsaved = absl::OkStatus();
};

using Observer = std::function<void(const Progress&)>;

// runs/TARGET-sSEED, which a run takes if it is told no other. REQUIRES: ValidateConfig(config).ok().
std::string DefaultDirectory(const SearchConfig& config);

class Run {
 public:
  // Creates the directory config.out(), DefaultDirectory(config) if that is empty, for the configuration as
  // ResolveConfig makes it. AlreadyExists if it exists, InvalidArgument for a bad configuration, errors of
  // ResolveConfig; nothing is written in any of these cases.
  static absl::StatusOr<std::unique_ptr<Run>> Create(SearchConfig config);

  // Reopens a run directory at its last checkpoint; at the one before, with a line in `warning`, if the
  // last is damaged; at the beginning, if the run ended before its first checkpoint. DataLoss if the
  // checkpoint belongs to another configuration. `threads`, if set, replaces that of the configuration.
  static absl::StatusOr<std::unique_ptr<Run>> Open(const std::string& directory,
                                                   std::optional<uint32_t> threads, std::string* warning);
  ~Run();

  // Searches until the budget is used up or *stop becomes true, then verifies the front, by proof
  // where that succeeds and densely elsewhere, and writes a checkpoint. Calls `observe` a few times per
  // second from this thread.
  absl::Status Continue(const Budget& budget, const std::atomic<bool>& stop, const Observer& observe);

  // What is left of the budget in the configuration: nothing if zero seconds or candidates are left.
  Budget RemainingBudget() const;

  const FrontReport& report() const { return report_; }
  // Where the time of the last Continue went; empty before the first has ended.
  const std::vector<PhaseTime>& phases() const { return phases_; }
  const std::string& directory() const { return directory_; }
  // Worker threads of the search.
  size_t threads() const;
  const SearchConfig& config() const { return config_; }

 private:
  using Clock = std::chrono::steady_clock;

  Run(SearchConfig config, std::unique_ptr<Arithmetic> arithmetic, std::unique_ptr<RunLock> lock);

  absl::Status Restore(const Checkpoint& checkpoint);
  // What is reported of a member of the front, as far as it is verified.
  FrontEntry Known(const FrontMember& member) const;
  // The members that no cheaper one equals, by what is known of them.
  std::vector<const FrontMember*> Leaders() const;
  double Seconds() const;  // search time, all sessions
  void RefreshReport();
  absl::Status VerifyFront(const std::atomic<bool>& stop,
                           const std::function<void(double, size_t)>& progress);
  absl::Status Verify(const std::vector<const FrontMember*>& members, const std::atomic<bool>& stop,
                      const std::function<void(double, size_t)>& progress);
  absl::Status WriteCheckpoint();
  absl::Status WriteReport() const;
  Event MakeEvent(std::string_view name) const;
  absl::Status Append(const Event& event) const;
  absl::Status AppendEvent(std::string_view name, const FrontEntry* entry = nullptr) const;
  absl::Status AppendFinished() const;
  absl::Status AppendImprovements();

  SearchConfig config_;
  std::string directory_;
  std::unique_ptr<RunLock> lock_;
  std::unique_ptr<Arithmetic> arithmetic_;
  std::unique_ptr<Search> search_;
  FrontReport report_;
  bool front_changed_ = false;               // since it was last observed
  std::map<uint64_t, FrontEntry> verified_;  // better than sampled, by the candidate that it came from
  std::set<uint64_t> announced_;             // candidates of the "improved" events
  std::vector<PhaseTime> phases_;
  double seconds_before_ = 0;
  Clock::time_point session_start_;
};

}  // namespace ulpforge
