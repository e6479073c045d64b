#include "tools/verify_exhaustive.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "accuracy/exhaustive_check.h"
#include "accuracy/exhaustive_state.h"
#include "dsl/program_function.h"
#include "dsl/text.h"
#include "engine/atomic_file.h"
#include "engine/report.h"
#include "fmt/format.h"
#include "tools/output.h"
#include "tools/program_source.h"
#include "tools/progress_display.h"
#include "tools/stop_signals.h"
#include "tools/tables.h"
#include "tools/terminal.h"
#include "tools/verify_exhaustive.pb.h"

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

// What a saved state belongs to: the function with its code.
std::string Identity(const Callable<float>& function, const FunctionOptions& options) {
  if (function.program) return Format(*function.program);
  return fmt::format("{} {} {}", function.name(), options.signature, function.origin);
}

absl::StatusOr<std::optional<ExhaustiveState>> LoadState(const std::string& path) {
  std::error_code error;
  if (path.empty() || !std::filesystem::exists(path, error)) return std::optional<ExhaustiveState>();
  const absl::StatusOr<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.status();
  absl::StatusOr<ExhaustiveState> state = DecodeExhaustiveState(*bytes, path);
  if (!state.ok()) return state.status();
  return *std::move(state);
}

absl::Status Interrupted(const std::string& state_path) {
  return absl::CancelledError(
      state_path.empty()
          ? "interrupted; with --state FILE the check could go on where it was"
          : fmt::format("interrupted; the same command goes on where it was, with {}", state_path));
}

class Checker {
 public:
  Checker(const ExhaustiveVerifyOptions& options, const Target& target, std::optional<Interval> domain)
      : options_(options), target_(target) {
    check_.format = FindFloatFormat(options.functions.format);
    check_.domain = domain;
    check_.threads = options.threads > 0
                         ? options.threads
                         : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  }

  absl::StatusOr<ExhaustiveReport> Check(const Callable<float>& function) {
    const auto start = Clock::now();
    absl::StatusOr<std::optional<ExhaustiveState>> state = LoadState(options_.state_path);
    if (!state.ok()) return state.status();
    check_.resume = *std::move(state);
    check_.function = Identity(function, options_.functions);
    ProgressLineDisplay display(function.name());
    double next_write = kStateInterval;
    absl::Status written;
    check_.progress = [&](const ExhaustiveProgress& progress) {
      display.Update(progress.inputs_done, progress.inputs, progress.max_ulp);
      const bool stop = signals_.requested();
      if (!options_.state_path.empty() && (stop || SecondsSince(start) >= next_write)) {
        written = WriteFileAtomically(options_.state_path, EncodeExhaustiveState(progress.state));
        next_write = SecondsSince(start) + kStateInterval;
      }
      return !stop && written.ok();
    };
    absl::StatusOr<ExhaustiveReport> report = CheckExhaustively(target_, FactoryOf(function), check_);
    display.Finish();
    if (!written.ok()) return written;
    if (signals_.requested() && absl::IsCancelled(report.status())) return Interrupted(options_.state_path);
    if (!report.ok() && check_.resume) {  // most likely a state of another check
      return absl::Status(report.status().code(),
                          fmt::format("{}: {}", options_.state_path, std::string(report.status().message())));
    }
    if (!report.ok()) return report;
    report->set_seconds(SecondsSince(start));
    report->set_function(function.name());
    if (!options_.state_path.empty())
      std::remove(options_.state_path.c_str());  // nothing is left to continue
    return report;
  }

 private:
  FunctionFactory FactoryOf(const Callable<float>& function) const {
    if (function.program) {
      return [&function, this] { return ProgramFunction(*function.program, *check_.format); };
    }
    return [&function]() -> absl::StatusOr<ArrayFunction<float>> { return function.function().array; };
  }

  const ExhaustiveVerifyOptions& options_;
  const Target& target_;
  ExhaustiveOptions check_;
  StopSignals signals_;
};

std::string Count(uint64_t count, const std::string& first) {
  return count == 0 ? "none" : fmt::format("{}, first at x = {}", count, first);
}

std::string RegionLine(const RegionReport& region) {
  if (!region.has_max_ulp()) return "none";
  return fmt::format("{:.6f} ULP at x = {}: {}, correct {}", region.max_ulp(), region.worst_input(),
                     region.worst_result(), region.worst_correct());
}

// The whole report of one function.
std::string ReportText(const ExhaustiveReport& report) {
  std::string text =
      fmt::format("{} against {} in {}, {} inputs ({}), {:.1f} s\n", report.function(), report.target(),
                  report.format(), report.inputs(), report.domain(), report.seconds());
  std::vector<std::vector<std::string>> rows = {
      {"level", report.level()},
      {"max error", report.has_max_ulp()
                        ? fmt::format("{:.6f} ULP at x = {}: {}, correct {}", report.max_ulp(),
                                      report.worst_input(), report.worst_result(), report.worst_correct())
                        : "no finite result"},
      {"  normal results", RegionLine(report.main())},
      {"  subnormal results", RegionLine(report.subnormal())},
      {"not correctly rounded", Count(report.misrounded(), report.first_misrounded())},
      {"wrong NaN or infinity", Count(report.wrong_specials(), report.first_wrong_special())},
      {"zero of wrong sign", Count(report.zero_signs(), report.first_zero_sign())},
      {"not monotone",
       report.monotonicity_violations() == 0
           ? "nowhere"
           : fmt::format("{} pairs of neighbours, worst f({}) = {}, f({}) = {}",
                         report.monotonicity_violations(), report.worst_violation().input(),
                         report.worst_violation().result(), report.worst_violation().next_input(),
                         report.worst_violation().next_result())}};
  if (report.monotonicity_undecided() != 0) {
    rows.push_back({"  undecided", fmt::format("{} pairs", report.monotonicity_undecided())});
  }
  for (const std::vector<std::string>& row : rows) text += fmt::format("{:<22}  {}\n", row[0], row[1]);
  text += "\n";
  std::vector<std::vector<std::string>> specials;
  for (const SpecialValue& value : report.special_values()) {
    specials.push_back({value.name(), value.input(), value.result(), value.correct(),
                        value.has_ulp() ? fmt::format("{:.4f}", value.ulp()) : "-",
                        value.ok() ? "ok" : "WRONG"});
  }
  return text + AlignedTable({"special input", "x", "result", "correct", ">ULP", ""}, specials);
}

std::string TableText(const ExhaustiveReports& reports) {
  std::vector<std::vector<std::string>> rows;
  for (const ExhaustiveReport& report : reports.functions()) {
    rows.push_back({report.function(), report.has_max_ulp() ? fmt::format("{:.4f}", report.max_ulp()) : "-",
                    report.worst_input(), fmt::format("{:.4f}", report.main().max_ulp()),
                    fmt::format("{}", report.misrounded()), fmt::format("{}", report.wrong_specials()),
                    fmt::format("{}", report.monotonicity_violations()),
                    fmt::format("{:.1f}", report.seconds())});
  }
  std::string text;
  if (!reports.functions().empty()) {
    const ExhaustiveReport& first = reports.functions(0);
    text = fmt::format("{} in {}, {} inputs each ({}), level {}\n", first.target(), first.format(),
                       first.inputs(), first.domain(), first.level()) +
           AlignedTable({"function", ">max ULP", "worst input", ">normal results", ">misrounded",
                         ">wrong NaN or inf", ">not monotone", ">seconds"},
                        rows);
  }
  for (const MissingPeer& missing : reports.missing()) {
    text += missing.reason() + "\n";
  }
  return text;
}

// One function that the user names has a report of its own.
bool IsOne(const FunctionOptions& options) {
  const bool run = options.paths.size() == 1 && IsRun(options.paths[0]) && !options.ops;
  return options.peers.empty() && !run && options.paths.size() + (options.library.empty() ? 0 : 1) == 1;
}

absl::Status Print(const ExhaustiveVerifyOptions& options, const ExhaustiveReports& reports) {
  if (!IsOne(options.functions)) {
    return WriteOutput(options.json ? FormatJson(reports) : TableText(reports));
  }
  if (reports.functions().empty()) return absl::OkStatus();
  const ExhaustiveReport& report = reports.functions(0);
  return WriteOutput(options.json ? FormatJson(report) : ReportText(report));
}

}  // namespace

absl::Status VerifyExhaustively(const ExhaustiveVerifyOptions& options) {
  const FloatFormat& format = *FindFloatFormat(options.functions.format);
  const ProgramLoader<float> interpret = [&](const std::string& name,
                                             const Program& program) -> absl::StatusOr<Callable<float>> {
    absl::StatusOr<ArrayFunction<float>> function = ProgramFunction(program, format);
    if (!function.ok()) return function.status();
    return Callable<float>(name, *std::move(function));
  };
  const absl::StatusOr<FunctionSet<float>> set = LoadFunctions<float>(options.functions, interpret);
  if (!set.ok()) return set.status();
  if (set->target == nullptr) {
    return absl::InvalidArgumentError("nothing says what the function computes; give --target");
  }
  if (!options.state_path.empty() && set->functions.size() != 1) {
    return absl::InvalidArgumentError(
        fmt::format("--state is for one function, not {}; choose one", set->functions.size()));
  }
  Checker checker(options, *set->target, set->domain);
  ExhaustiveReports reports;
  absl::Status status;
  for (const Callable<float>& function : set->functions) {
    absl::StatusOr<ExhaustiveReport> report = checker.Check(function);
    if (status = report.status(); !status.ok()) break;  // what is done is shown
    *reports.add_functions() = *std::move(report);
  }
  for (const MissingFunction& missing : set->missing) {
    MissingPeer* entry = reports.add_missing();
    entry->set_name(missing.name);
    entry->set_reason(missing.reason);
  }
  const absl::Status written = Print(options, reports);
  if (!written.ok() || !status.ok()) return written.ok() ? status : written;
  return set->functions.empty() ? absl::NotFoundError("none of the functions is there") : absl::OkStatus();
}

}  // namespace ulpforge
