#include "engine/run.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>

#include "accuracy/dense_check.h"
#include "dsl/text.h"
#include "engine/algorithm.h"
#include "engine/atomic_file.h"
#include "engine/checkpoint.h"
#include "engine/config.h"
#include "engine/mutation.h"
#include "engine/report.h"
#include "engine/search.h"
#include "fmt/format.h"
#include "google/protobuf/util/json_util.h"

namespace ulpforge {
namespace {

constexpr double kObserveSeconds = 0.2;

absl::Status Validate(const SearchConfig& config) {
  std::vector<std::string_view> algorithms, mutations;
  for (const AlgorithmRow& row : Algorithms()) algorithms.push_back(row.name);
  for (const Mutation& row : Mutations()) mutations.push_back(row.name);
  return ValidateConfig(config, algorithms, mutations);
}

size_t ThreadCount(const SearchConfig& config) {
  if (config.threads() > 0) return config.threads();
  return std::max(1u, std::thread::hardware_concurrency());
}

absl::Status CreateDirectory(const std::string& directory) {
  const std::filesystem::path path(directory);
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    return absl::AlreadyExistsError(
        fmt::format("run directory '{0}' exists already: choose another with --out, or continue it with "
                    "`ulpforge resume {0}`",
                    directory));
  }
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (!error && std::filesystem::create_directory(path, error)) return absl::OkStatus();
  return absl::UnavailableError(
      fmt::format("cannot create run directory '{}': {}", directory, error.message()));
}

FrontEntry SampledEntry(const FrontMember& member) {
  FrontEntry entry;
  entry.set_ops(OpCount(member.program));
  entry.set_error(member.error);
  entry.set_level(Level::sampled);
  entry.set_program(Format(member.program));
  for (const Extended& constant : member.program.constants) entry.add_constants(FormatConstant(constant));
  entry.set_found_at(member.found_at);
  return entry;
}

}  // namespace

Run::Run(SearchConfig config, const Problem& problem, RunLock lock)
    : config_(std::move(config)),
      problem_(problem),
      directory_(config_.out()),
      lock_(std::move(lock)),
      search_(std::make_unique<Search>(config_, problem, ThreadCount(config_))),
      session_start_(Clock::now()) {}

Run::~Run() = default;

absl::StatusOr<std::unique_ptr<Run>> Run::Create(const SearchConfig& given) {
  SearchConfig config = given;
  if (config.out().empty()) config.set_out(fmt::format("runs/{}-s{}", config.target(), config.seed()));
  if (absl::Status status = Validate(config); !status.ok()) return status;
  const absl::StatusOr<Problem> problem = MakeProblem(config.target(), config.domain(), config.measure());
  if (!problem.ok()) return problem.status();
  if (absl::Status status = CreateDirectory(config.out()); !status.ok()) return status;
  absl::StatusOr<RunLock> lock = RunLock::Acquire(config.out());
  if (!lock.ok()) return lock.status();
  const std::string path = config.out() + "/config.textproto";
  if (absl::Status status = WriteFileAtomically(path, FormatConfig(config)); !status.ok()) return status;
  std::unique_ptr<Run> run(new Run(std::move(config), *problem, *std::move(lock)));
  Event event;
  event.set_event("started");
  if (absl::Status status = run->AppendEvent(event); !status.ok()) return status;
  if (absl::Status status = run->WriteCheckpoint(); !status.ok()) return status;
  return run;
}

absl::StatusOr<std::unique_ptr<Run>> Run::Open(const std::string& directory, std::optional<uint32_t> threads,
                                               std::string* warning) {
  absl::StatusOr<Checkpoint> checkpoint = ReadLatestCheckpoint(directory, warning);
  if (!checkpoint.ok()) return checkpoint.status();
  absl::StatusOr<RunLock> lock = RunLock::Acquire(directory);
  if (!lock.ok()) return lock.status();
  // Another process may have written between the first look and the lock.
  checkpoint = ReadLatestCheckpoint(directory, warning);
  if (!checkpoint.ok()) return checkpoint.status();
  SearchConfig config = checkpoint->config();
  config.set_out(directory);
  if (threads) config.set_threads(*threads);
  if (absl::Status status = Validate(config); !status.ok()) return status;
  const absl::StatusOr<Problem> problem = MakeProblem(config.target(), config.domain(), config.measure());
  if (!problem.ok()) return problem.status();
  std::unique_ptr<Run> run(new Run(std::move(config), *problem, *std::move(lock)));
  if (absl::Status status = run->search_->Load(*checkpoint); !status.ok()) {
    return absl::DataLossError(
        fmt::format("checkpoint of '{}': {}", directory, std::string(status.message())));
  }
  run->seconds_before_ = checkpoint->seconds();
  run->RefreshReport();
  for (const FrontEntry& entry : run->report_.front()) run->announced_[entry.ops()] = entry.found_at();
  Event event;
  event.set_event("resumed");
  if (absl::Status status = run->AppendEvent(event); !status.ok()) return status;
  return run;
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
  const double checkpoint_interval = *ParseDuration(config_.checkpoint_interval());
  double next_checkpoint = checkpoint_interval, next_observation = kObserveSeconds;
  const auto elapsed = [&] { return Seconds() - seconds_before_; };
  const auto done = [&] { return search_->candidates() - first_candidate; };

  const auto report_progress = [&] {
    Progress progress{.report = report_,
                      .elapsed_seconds = elapsed(),
                      .session_candidates = done(),
                      .session_evaluated = search_->statistics().evaluated() - first_evaluated,
                      .front_changed = RefreshReport()};
    if (budget.seconds)
      progress.remaining_seconds = std::max(0.0, *budget.seconds - progress.elapsed_seconds);
    if (budget.candidates && done() > 0) {
      const double left = static_cast<double>(*budget.candidates - std::min(*budget.candidates, done()));
      progress.remaining_seconds = left * progress.elapsed_seconds / static_cast<double>(done());
    }
    observe(progress);
  };

  while (!stop.load(std::memory_order_relaxed)) {
    if (budget.seconds && elapsed() >= *budget.seconds) break;
    if (budget.candidates && done() >= *budget.candidates) break;
    search_->RunBatch();
    if (elapsed() >= next_observation) {
      report_progress();
      if (absl::Status status = AppendImprovements(); !status.ok()) return status;
      next_observation = elapsed() + kObserveSeconds;
    }
    if (elapsed() >= next_checkpoint) {
      if (absl::Status status = WriteCheckpoint(); !status.ok()) return status;
      next_checkpoint = elapsed() + checkpoint_interval;
    }
  }
  report_progress();
  if (absl::Status status = AppendImprovements(); !status.ok()) return status;
  // What took time is saved before the verification, which only makes the report better.
  if (absl::Status status = WriteCheckpoint(); !status.ok()) return status;
  VerifyFront();
  if (absl::Status status = WriteReport(); !status.ok()) return status;
  Event event;
  event.set_event("finished");
  return AppendEvent(event);
}

bool Run::RefreshReport() {
  FrontReport report;
  *report.mutable_config() = ResultConfig(config_);
  report.mutable_config()->set_domain(FormatInterval(problem_.domain));
  report.mutable_config()->set_measure(std::string(FormatMeasure(problem_.measure)));
  for (const FrontMember* member : search_->front().Members()) {
    FrontEntry entry = SampledEntry(*member);
    if (const auto known = verified_.find(entry.program()); known != verified_.end()) entry = known->second;
    if (std::isfinite(entry.error())) *report.add_front() = std::move(entry);
  }
  *report.mutable_statistics() = search_->statistics();
  const bool changed = !std::equal(report.front().begin(), report.front().end(), report_.front().begin(),
                                   report_.front().end(), [](const FrontEntry& a, const FrontEntry& b) {
                                     return a.program() == b.program() && a.level() == b.level();
                                   });
  report_ = std::move(report);
  return changed;
}

void Run::VerifyFront() {
  const std::vector<const FrontMember*> members = search_->front().Members();
  std::vector<FrontEntry> entries(members.size());
  search_->pool().ParallelFor(members.size(), [&](size_t, size_t k) {
    entries[k] = SampledEntry(*members[k]);
    const absl::StatusOr<DenseResult> dense = CheckReal(members[k]->program, problem_);
    if (!dense.ok()) return;
    entries[k].set_error(std::max(dense->error, entries[k].error()));
    entries[k].set_worst_input(dense->worst_input);
    entries[k].set_level(Level::dense);
  });
  verified_.clear();
  for (FrontEntry& entry : entries) verified_[entry.program()] = std::move(entry);
  RefreshReport();
}

absl::Status Run::WriteCheckpoint() {
  Checkpoint checkpoint;
  *checkpoint.mutable_config() = config_;
  search_->Save(&checkpoint);
  checkpoint.set_seconds(Seconds());
  if (absl::Status status = ulpforge::WriteCheckpoint(directory_, checkpoint); !status.ok()) return status;
  RefreshReport();
  if (absl::Status status = WriteReport(); !status.ok()) return status;
  Event event;
  event.set_event("checkpoint");
  return AppendEvent(event);
}

absl::Status Run::WriteReport() const {
  const absl::Status status = WriteFileAtomically(directory_ + "/front.json", FormatReportJson(report_));
  if (!status.ok()) return status;
  return WriteFileAtomically(directory_ + "/front.csv", FormatReportCsv(report_));
}

absl::Status Run::AppendEvent(Event event) {
  event.set_candidates(search_->candidates());
  event.set_seconds(Seconds());
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string line;
  if (!google::protobuf::util::MessageToJsonString(event, &line, options).ok()) {
    return absl::InternalError("an event cannot be written as JSON");
  }
  const std::string path = directory_ + "/events.jsonl";
  std::ofstream file(path, std::ios::app);
  file << line << '\n' << std::flush;
  if (!file) return absl::UnavailableError(fmt::format("cannot append to '{}'", path));
  return absl::OkStatus();
}

absl::Status Run::AppendImprovements() {
  for (const FrontEntry& entry : report_.front()) {
    const auto [announced, first] = announced_.try_emplace(entry.ops(), entry.found_at());
    if (!first && announced->second == entry.found_at()) continue;
    announced->second = entry.found_at();
    Event event;
    event.set_event("improved");
    event.set_ops(entry.ops());
    event.set_error(entry.error());
    if (absl::Status status = AppendEvent(event); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
