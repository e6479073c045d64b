#include "tools/display/exhaustive_session.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>

#include "accuracy/exhaustive/contract_check.h"
#include "accuracy/exhaustive/exhaustive_state.h"
#include "accuracy/exhaustive/subnormal_ops.h"
#include "base/atomic_file.h"
#include "base/worker_pool.h"
#include "engine/run/report.h"
#include "fmt/format.h"
#include "tools/display/progress_display.h"
#include "tools/display/stop_signals.h"
#include "tools/display/tables.h"
#include "tools/display/terminal.h"

namespace ulpforge {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kStateInterval = 5;  // seconds between writes of the state
constexpr double kLineInterval = 10;  // seconds between lines where the output is no terminal
constexpr double kRedrawInterval = 0.2;
constexpr int kBarWidth = 30;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// One line that says how far a check is: redrawn on a terminal, now and then a new one elsewhere.
class ProgressLineDisplay {
 public:
  explicit ProgressLineDisplay(std::string name) : name_(std::move(name)), live_(IsLiveTerminal(stderr)) {}

  void Update(uint64_t done, uint64_t all, double max_ulp) {
    const double elapsed = SecondsSince(start_);
    if (elapsed < next_) return;
    if (first_ == 0) first_ = done;  // what an earlier session did
    next_ = elapsed + (live_ ? kRedrawInterval : kLineInterval);
    const double share = static_cast<double>(done) / static_cast<double>(all);
    const auto filled = static_cast<size_t>(share * kBarWidth);
    const double rate = static_cast<double>(done - first_) / elapsed;
    const std::string left = rate > 0 ? FormatTime(static_cast<double>(all - done) / rate) : "?";
    const std::string line = fmt::format("{}: [{:<{}}] {:3.0f}%  {} left  max {:.4f} ULP so far", name_,
                                         std::string(filled, '='), kBarWidth, 100 * share, left, max_ulp);
    std::fputs(live_ ? fmt::format("\r{}\x1b[K", ClipLines(line, SizeOf(stderr).columns - 1)).c_str()
                     : (line + "\n").c_str(),
               stderr);
  }

  void Finish() const {
    if (live_) std::fputs("\r\x1b[K", stderr);
  }

 private:
  std::string name_;
  bool live_;
  Clock::time_point start_ = Clock::now();
  double next_ = 0.2;
  uint64_t first_ = 0;
};

absl::StatusOr<std::optional<ExhaustiveState>> LoadState(const std::string& path) {
  std::error_code error;
  if (path.empty() || !std::filesystem::exists(path, error)) return std::optional<ExhaustiveState>();
  const absl::StatusOr<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.status();
  absl::StatusOr<ExhaustiveState> state = DecodeExhaustiveState(*bytes, path);
  if (!state.ok()) return state.status();
  return *std::move(state);
}

int ThreadsOf(int threads) { return threads != 0 ? threads : static_cast<int>(ProcessorCount()); }

absl::Status Interrupted(const std::string& state_path) {
  return absl::CancelledError(
      state_path.empty()
          ? "interrupted; with --state FILE the check could go on where it was"
          : fmt::format("interrupted; the same command goes on where it was, with {}", state_path));
}

}  // namespace

absl::StatusOr<ExhaustiveReport> CheckInSession(const std::string& name, const Target& target,
                                                const FunctionFactory& make_function,
                                                ExhaustiveOptions options, const std::string& state_path) {
  StopSignals signals;
  const auto start = Clock::now();
  absl::StatusOr<std::optional<ExhaustiveState>> state = LoadState(state_path);
  if (!state.ok()) return state.status();
  options.resume = *std::move(state);
  options.threads = ThreadsOf(options.threads);
  ProgressLineDisplay display(name);
  double next_write = kStateInterval;
  absl::Status written;
  options.progress = [&](const ExhaustiveProgress& progress) {
    display.Update(progress.inputs_done, progress.inputs, progress.max_ulp);
    const bool stop = signals.requested();
    if (!state_path.empty() && (stop || SecondsSince(start) >= next_write)) {
      written = WriteFileAtomically(state_path, EncodeExhaustiveState(progress.state));
      next_write = SecondsSince(start) + kStateInterval;
    }
    return !stop && written.ok();
  };
  absl::StatusOr<ExhaustiveReport> report =
      options.contract ? CheckContract(target, *options.contract, make_function, options)
                       : CheckExhaustively(target, make_function, options);
  display.Finish();
  if (!written.ok()) return written;
  if (signals.requested() && absl::IsCancelled(report.status())) return Interrupted(state_path);
  if (!report.ok() && options.resume) {  // most likely a state of another check
    return absl::Status(report.status().code(),
                        fmt::format("{}: {}", state_path, std::string(report.status().message())));
  }
  if (!report.ok()) return report;
  report->set_seconds(SecondsSince(start));
  report->set_function(name);
  if (!state_path.empty()) std::remove(state_path.c_str());  // nothing is left to continue
  return report;
}

absl::Status CountInSession(const Program& program, const std::optional<Interval>& domain, int threads,
                            ExhaustiveReport* report) {
  StopSignals signals;
  const absl::StatusOr<SubnormalOps> met =
      CountSubnormalOps(program, domain, ThreadsOf(threads), [&] { return !signals.requested(); });
  if (!met.ok()) return signals.requested() ? Interrupted("") : met.status();
  SetSubnormalOps(*met, report);
  return absl::OkStatus();
}

}  // namespace ulpforge
