#include "engine/run/run.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <utility>

#include "base/atomic_file.h"
#include "base/worker_pool.h"
#include "engine/run/checkpoint.h"
#include "engine/run/custom_ops.h"
#include "engine/run/report.h"
#include "engine/run/resolve.h"
#include "engine/run/run_lock.h"
#include "engine/run/search.h"
#include "engine/schema/config.h"
#include "engine/space/arithmetic.h"
#include "engine/space/profile.h"
#include "fmt/format.h"
#include "targets/function_target.h"

namespace ulpforge {
namespace {

constexpr double kObserveSeconds = 0.2;
constexpr std::string_view kConfigFile = "config.textproto";

size_t ThreadCount(const SearchConfig& config) {
  return config.threads() > 0 ? config.threads() : ProcessorCount();
}

absl::Status ExistsAlready(const std::string& directory) {
  return absl::AlreadyExistsError(
      fmt::format("run directory '{0}' exists already: choose another with --out, or continue it with "
                  "`ulpforge resume {0}`",
                  directory));
}

// What is there is somebody's: of a search that is at work, or else to be continued.
absl::Status IsTaken(const std::string& directory) {
  if (!std::filesystem::exists(fmt::format("{}/{}", directory, kLockFile))) return ExistsAlready(directory);
  const absl::Status status = RunLock::Acquire(directory).status();
  if (!absl::IsFailedPrecondition(status)) return ExistsAlready(directory);
  return absl::FailedPreconditionError(
      fmt::format("{}, or choose another directory with --out", std::string(status.message())));
}

// True if nothing of a run is there: an empty directory, or that of a search that was killed before it began.
bool IsUnbegun(const std::filesystem::path& directory) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    const std::string name = entry.path().filename().string();
    if (name != kLockFile && name != std::string(kConfigFile) + ".tmp") return false;
  }
  return !error;
}

absl::Status CreateDirectory(const std::string& directory) {
  const std::filesystem::path path(directory);
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    return IsUnbegun(path) ? absl::OkStatus() : IsTaken(directory);
  }
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (!error && std::filesystem::create_directory(path, error)) return absl::OkStatus();
  return absl::UnavailableError(
      fmt::format("cannot create run directory '{}': {}", directory, error.message()));
}

bool HasCheckpoint(const std::string& directory) {
  return std::filesystem::exists(directory + "/" + std::string(kCheckpointFile)) ||
         std::filesystem::exists(directory + "/" + std::string(kPreviousCheckpointFile));
}

// False if the last line of the file was cut off, by a kill or a full disk.
bool EndsWithNewline(const std::string& path) {
  std::ifstream file(path, std::ios::ate | std::ios::binary);
  if (!file || file.tellg() == 0) return true;
  file.seekg(-1, std::ios::end);
  return file.get() == '\n';
}

PhaseTime MakePhaseTime(std::string_view phase, double seconds, double all_seconds) {
  PhaseTime time;
  time.set_phase(std::string(phase));
  time.set_seconds(seconds);
  time.set_share(all_seconds > 0 ? seconds / all_seconds : 0);
  return time;
}

// What the workers did between two readings, all_seconds being what they had.
std::vector<PhaseTime> PhaseTimes(const PhaseSeconds& before, const PhaseSeconds& after, double all_seconds) {
  std::vector<PhaseTime> times;
  double rest = all_seconds;
  for (size_t k = 0; k < after.size(); ++k) {
    times.push_back(MakePhaseTime(kPhaseNames[k], after[k] - before[k], all_seconds));
    rest -= times.back().seconds();
  }
  times.push_back(MakePhaseTime("other", std::max(0.0, rest), all_seconds));
  return times;
}

}  // namespace

std::string DefaultDirectory(const SearchConfig& config) {
  return fmt::format("runs/{}-s{}", IdentifierOf(**TargetOf(config)), config.seed());
}

Run::Run(SearchConfig config, std::unique_ptr<Arithmetic> arithmetic, std::unique_ptr<RunLock> lock)
    : config_(std::move(config)),
      directory_(config_.out()),
      lock_(std::move(lock)),
      arithmetic_(std::move(arithmetic)),
      search_(std::make_unique<Search>(config_, *arithmetic_, ThreadCount(config_))),
      session_start_(Clock::now()) {}

Run::~Run() = default;

absl::StatusOr<std::unique_ptr<Run>> Run::Create(SearchConfig config) {
  if (absl::Status status = ResolveConfig(&config); !status.ok()) return status;
  if (absl::Status status = ValidateConfig(config); !status.ok()) return status;
  if (config.out().empty()) config.set_out(DefaultDirectory(config));
  absl::StatusOr<std::unique_ptr<Arithmetic>> arithmetic = CreateArithmetic(config);
  if (!arithmetic.ok()) return arithmetic.status();
  if (absl::Status status = CreateDirectory(config.out()); !status.ok()) return status;
  absl::StatusOr<RunLock> lock = RunLock::Acquire(config.out());
  if (!lock.ok()) return lock.status();
  const std::string path = config.out() + "/" + std::string(kConfigFile);
  if (std::filesystem::exists(path)) return ExistsAlready(config.out());  // another search was quicker
  if (absl::Status status = WriteFileAtomically(path, FormatConfig(config)); !status.ok()) return status;
  std::unique_ptr<Run> run(
      new Run(std::move(config), *std::move(arithmetic), std::make_unique<RunLock>(*std::move(lock))));
  if (absl::Status status = run->AppendEvent("started"); !status.ok()) return status;
  if (absl::Status status = run->WriteCheckpoint(); !status.ok()) return status;
  return run;
}

absl::StatusOr<std::unique_ptr<Run>> Run::Open(const std::string& directory, std::optional<uint32_t> threads,
                                               std::string* warning) {
  SearchConfig config;
  if (absl::Status status = LoadConfig(directory + "/" + std::string(kConfigFile), &config); !status.ok()) {
    if (!absl::IsNotFound(status)) return status;
    return absl::NotFoundError(
        fmt::format("'{}' is no run directory: {}", directory, std::string(status.message())));
  }
  config.set_out(directory);
  if (threads) config.set_threads(*threads);
  if (absl::Status status = ValidateConfig(config); !status.ok()) return status;
  absl::StatusOr<std::unique_ptr<Arithmetic>> arithmetic = CreateArithmetic(config);
  if (!arithmetic.ok()) return arithmetic.status();
  absl::StatusOr<RunLock> lock = RunLock::Acquire(directory);
  if (!lock.ok()) return lock.status();
  std::unique_ptr<Run> run(
      new Run(std::move(config), *std::move(arithmetic), std::make_unique<RunLock>(*std::move(lock))));
  if (HasCheckpoint(directory)) {
    const absl::StatusOr<Checkpoint> checkpoint = ReadLatestCheckpoint(directory, warning);
    if (!checkpoint.ok()) return checkpoint.status();
    if (absl::Status status = run->Restore(*checkpoint); !status.ok()) return status;
  }
  if (absl::Status status = run->AppendEvent("resumed"); !status.ok()) return status;
  return run;
}

absl::Status Run::Restore(const Checkpoint& checkpoint) {
  if (absl::Status status = CheckCustomOps(checkpoint); !status.ok()) return status;
  if (ConfigFingerprint(checkpoint.config()) != ConfigFingerprint(config_)) {
    return absl::DataLossError(
        fmt::format("the checkpoint in '{}' belongs to a search for {} with seed {}, but {} is for {} with "
                    "seed {} or has other "
                    "settings: put back the file that belongs there",
                    directory_, checkpoint.config().target(), checkpoint.config().seed(), kConfigFile,
                    config_.target(), config_.seed()));
  }
  if (absl::Status status = search_->Load(checkpoint); !status.ok()) {
    return absl::DataLossError(
        fmt::format("checkpoint in '{}': {}", directory_, std::string(status.message())));
  }
  seconds_before_ = checkpoint.seconds();
  // What was verified stays verified; a report that cannot be read only costs the verification.
  if (const absl::StatusOr<FrontReport> report = ReadReport(directory_); report.ok()) {
    for (const auto& entries : {report->front(), report->finalists()}) {
      for (const FrontEntry& entry : entries) {
        if (entry.level() >= Level::dense) verified_[entry.found_at()] = entry;
      }
    }
  }
  RefreshReport();
  for (const FrontEntry& entry : report_.front()) announced_.insert(entry.found_at());
  return absl::OkStatus();
}

double Run::Seconds() const {
  return seconds_before_ + std::chrono::duration<double>(Clock::now() - session_start_).count();
}

Budget Run::RemainingBudget() const {
  Budget budget = *ParseBudget(config_.budget());
  if (budget.seconds) budget.seconds = std::max(0.0, *budget.seconds - seconds_before_);
  if (budget.candidates) {
    budget.candidates = *budget.candidates - std::min<uint64_t>(*budget.candidates, search_->candidates());
  }
  return budget;
}

absl::Status Run::Continue(const Budget& budget, const std::atomic<bool>& stop, const Observer& observe) {
  session_start_ = Clock::now();
  const uint64_t first_candidate = search_->candidates();
  const uint64_t first_evaluated = search_->statistics().evaluated();
  const PhaseSeconds first_phases = search_->phase_seconds();
  const double checkpoint_interval = *ParseDuration(config_.checkpoint_interval());
  double next_checkpoint = checkpoint_interval, next_observation = kObserveSeconds;
  const auto elapsed = [&] { return Seconds() - seconds_before_; };
  const auto done = [&] { return search_->candidates() - first_candidate; };

  // A full disk may have room again in the morning: until the end the search goes on without, and tries
  // again.
  absl::Status unsaved;
  const auto report_progress = [&] {
    RefreshReport();
    Progress progress{.report = report_,
                      .elapsed_seconds = elapsed(),
                      .session_candidates = done(),
                      .session_evaluated = search_->statistics().evaluated() - first_evaluated,
                      .front_changed = std::exchange(front_changed_, false),
                      .unsaved = unsaved};
    if (budget.seconds)
      progress.remaining_seconds = std::max(0.0, *budget.seconds - progress.elapsed_seconds);
    if (budget.candidates && done() > 0) {
      const double left = static_cast<double>(*budget.candidates - std::min(*budget.candidates, done()));
      progress.remaining_seconds = left * progress.elapsed_seconds / static_cast<double>(done());
    }
    observe(progress);
    return AppendImprovements();
  };

  while (!stop.load(std::memory_order_relaxed)) {
    if (budget.seconds && elapsed() >= *budget.seconds) break;
    if (budget.candidates && done() >= *budget.candidates) break;
    search_->RunBatch();
    if (elapsed() >= next_observation) {
      if (absl::Status status = report_progress(); !status.ok()) unsaved = status;
      next_observation = elapsed() + kObserveSeconds;
    }
    if (elapsed() >= next_checkpoint) {
      unsaved = WriteCheckpoint();
      next_checkpoint = elapsed() + checkpoint_interval;
    }
  }
  if (absl::Status status = report_progress(); !status.ok()) return status;
  // What took time is saved before the verification, which only makes the report better.
  if (absl::Status status = WriteCheckpoint(); !status.ok()) return status;
  double verification_start = elapsed(), last_share = 0;
  const auto report_verified = [&](double share, size_t programs) {
    if (share < last_share) verification_start = elapsed();  // of the next programs
    last_share = share;
    if (elapsed() < next_observation) return;
    next_observation = elapsed() + kObserveSeconds;
    const double taken = elapsed() - verification_start;
    observe({.report = report_,
             .elapsed_seconds = elapsed(),
             .remaining_seconds = share > 0 ? std::optional(taken * (1 - share) / share) : std::nullopt,
             .session_candidates = done(),
             .session_evaluated = search_->statistics().evaluated() - first_evaluated,
             .front_changed = false,
             .verified = share,
             .to_verify = programs});
  };
  if (absl::Status status = VerifyFront(stop, report_verified); !status.ok()) return status;
  phases_ = PhaseTimes(first_phases, search_->phase_seconds(),
                       elapsed() * static_cast<double>(search_->pool().size()));
  return AppendFinished();
}

size_t Run::threads() const { return search_->pool().size(); }

std::vector<const FrontMember*> Run::Leaders() const {
  // Verification may have raised errors, so what dominates what is decided again.
  std::vector<const FrontMember*> leaders;
  double best = std::numeric_limits<double>::infinity();
  for (const FrontMember* member : search_->front().Members()) {
    const double error = Known(*member).error();
    if (!(error < best * arithmetic_->improvement())) continue;
    best = error;
    leaders.push_back(member);
  }
  return leaders;
}

void Run::RefreshReport() {
  FrontReport report;
  *report.mutable_config() = ResultConfig(config_);
  arithmetic_->Complete(report.mutable_config());
  const std::vector<const FrontMember*> leaders = Leaders();
  for (const FrontMember* member : leaders) *report.add_front() = Known(*member);
  for (const FrontMember* member : search_->front().Finalists(arithmetic_->slack())) {
    const FrontEntry entry = Known(*member);
    const bool leads = std::find(leaders.begin(), leaders.end(), member) != leaders.end();
    if (!leads && arithmetic_->slack() > 1 && std::isfinite(entry.error())) *report.add_finalists() = entry;
  }
  *report.mutable_statistics() = search_->statistics();
  front_changed_ |= !std::equal(report.front().begin(), report.front().end(), report_.front().begin(),
                                report_.front().end(), [](const FrontEntry& a, const FrontEntry& b) {
                                  return a.program() == b.program() && a.level() == b.level();
                                });
  report_ = std::move(report);
}

FrontEntry Run::Known(const FrontMember& member) const {
  const auto known = verified_.find(member.found_at);
  return known != verified_.end() ? known->second : arithmetic_->Describe(member);
}

absl::Status Run::VerifyFront(const std::atomic<bool>& stop,
                              const std::function<void(double, size_t)>& progress) {
  // Where an error turns out larger than it was thought to be, others lead, and are verified in their turn.
  for (std::vector<const FrontMember*> members = Leaders(); !members.empty() && !stop;) {
    if (absl::Status status = Verify(members, stop, progress); !status.ok()) return status;
    members = Leaders();
    std::erase_if(members, [&](const FrontMember* m) { return verified_.contains(m->found_at); });
  }
  RefreshReport();
  return WriteReport();
}

absl::Status Run::Verify(const std::vector<const FrontMember*>& members, const std::atomic<bool>& stop,
                         const std::function<void(double, size_t)>& progress) {
  std::vector<FrontEntry> entries;
  for (const FrontMember* member : members) entries.push_back(Known(*member));
  const VerifyControl control{.pool = search_->pool(),
                              .watch = [&](size_t worker) -> Stopwatch& { return search_->watch(worker); },
                              .progress = [&](double share) { progress(share, members.size()); },
                              .stop = stop};
  absl::Status status = arithmetic_->Verify(members, control, entries);
  if (!status.ok()) return status;
  for (const FrontEntry& entry : entries) {
    verified_[entry.found_at()] = entry;
    if (std::isfinite(entry.error())) continue;
    if (status = AppendEvent("rejected", &entry); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Run::WriteCheckpoint() {
  Checkpoint checkpoint;
  *checkpoint.mutable_config() = config_;
  SaveCustomOps(&checkpoint);
  search_->Save(&checkpoint);
  checkpoint.set_seconds(Seconds());
  if (absl::Status status = ulpforge::WriteCheckpoint(directory_, checkpoint); !status.ok()) return status;
  RefreshReport();
  if (absl::Status status = WriteReport(); !status.ok()) return status;
  return AppendEvent("checkpoint");
}

absl::Status Run::WriteReport() const {
  const absl::Status status = WriteFileAtomically(directory_ + "/front.json", FormatReportJson(report_));
  if (!status.ok()) return status;
  return WriteFileAtomically(directory_ + "/front.csv", FormatReportCsv(report_));
}

Event Run::MakeEvent(std::string_view name) const {
  Event event;
  event.set_event(std::string(name));
  event.set_candidates(search_->candidates());
  event.set_seconds(Seconds());
  return event;
}

absl::Status Run::AppendEvent(std::string_view name, const FrontEntry* entry) const {
  Event event = MakeEvent(name);
  if (entry != nullptr) {
    event.set_ops(entry->ops());
    if (entry->has_cost()) event.set_cost(entry->cost());
    event.set_error(entry->error());
  }
  return Append(event);
}

absl::Status Run::AppendFinished() const {
  Event event = MakeEvent("finished");
  event.mutable_phases()->Assign(phases_.begin(), phases_.end());
  return Append(event);
}

absl::Status Run::Append(const Event& event) const {
  const std::string path = directory_ + "/events.jsonl";
  const bool cut = !EndsWithNewline(path);
  std::ofstream file(path, std::ios::app);
  file << (cut ? "\n" : "") << FormatJsonLine(event) << '\n' << std::flush;
  if (!file) return absl::UnavailableError(fmt::format("cannot append to '{}'", path));
  return absl::OkStatus();
}

absl::Status Run::AppendImprovements() {
  for (const FrontEntry& entry : report_.front()) {
    if (announced_.contains(entry.found_at())) continue;
    if (absl::Status status = AppendEvent("improved", &entry); !status.ok()) return status;
    announced_.insert(entry.found_at());
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
