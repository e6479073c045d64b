#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "CLI/CLI.hpp"
#include "accuracy/dense_check.h"
#include "dsl/text.h"
#include "engine/report.h"
#include "fmt/format.h"
#include "tools/command.h"
#include "tools/output.h"
#include "tools/program_source.h"
#include "tools/tables.h"

namespace ulpforge {
namespace {

// A claim is a maximum over fewer points; so much more is still the same maximum.
constexpr double kTolerance = 1.001;

// Other points than those that the claims of a run were made with.
constexpr uint64_t kPlan = 1;

struct Options {
  SourceOptions source;
  size_t points = DenseOptions().points;
  bool json = false;
};

absl::StatusOr<VerifyEntry> Verify(const SourceProgram& source, const Problem& problem,
                                   const DenseOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const absl::StatusOr<DenseResult> real = CheckReal(source.program, problem, options);
  if (!real.ok()) return real.status();
  const absl::StatusOr<DenseResult> in_double = CheckDouble(source.program, problem, options);
  if (!in_double.ok()) return in_double.status();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;

  VerifyEntry entry;
  entry.set_ops(static_cast<uint32_t>(OpCount(source.program)));
  if (source.entry) entry.set_claimed_error(source.entry->error());
  entry.set_error(real->error);
  entry.set_level(dense);
  entry.set_worst_input(real->worst_input);
  entry.set_worst_input_hex(fmt::format("{:a}", real->worst_input));
  entry.set_points(static_cast<uint32_t>(real->points));
  entry.set_seconds(seconds.count());
  entry.set_double_error(in_double->error);
  entry.set_holds(!entry.has_claimed_error() || entry.error() <= kTolerance * entry.claimed_error());
  entry.set_program(Format(source.program));
  return entry;
}

std::string VerifyTable(const VerifyReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (const VerifyEntry& entry : report.programs()) {
    rows.push_back({fmt::format("{}", entry.ops()),
                    entry.has_claimed_error() ? fmt::format("{:.4g}", entry.claimed_error()) : "-",
                    fmt::format("{:.4g}", entry.error()), Level_Name(entry.level()),
                    fmt::format("{:.4g}", entry.double_error()), entry.worst_input_hex(),
                    fmt::format("{:.17g}", entry.worst_input()), fmt::format("{}", entry.points()),
                    fmt::format("{:.2f}", entry.seconds()), entry.holds() ? "" : "EXCEEDS THE CLAIM"});
  }
  return fmt::format("{} on {}, {} error\n", report.target(), report.domain(), report.measure()) +
         AlignedTable({">ops", ">claimed", ">verified", "level", ">as double code", "worst input (hex)",
                       "worst input", ">points", ">seconds", ""},
                      rows);
}

absl::Status CheckClaims(const VerifyReport& report) {
  for (const VerifyEntry& entry : report.programs()) {
    if (entry.holds()) continue;
    return absl::FailedPreconditionError(fmt::format(
        "the program of {} ops claims an error of {:.6g}, but it is {:.6g} at x = {} ({:.17g})", entry.ops(),
        entry.claimed_error(), entry.error(), entry.worst_input_hex(), entry.worst_input()));
  }
  return absl::OkStatus();
}

absl::Status VerifyAll(const Options& options) {
  const absl::StatusOr<ProgramSource> source = LoadPrograms(options.source);
  if (!source.ok()) return source.status();
  if (!source->problem) {
    return absl::InvalidArgumentError(
        fmt::format("{} does not say what it approximates; give --target", options.source.path));
  }
  VerifyReport report;
  report.set_target(std::string(source->problem->target->name));
  report.set_domain(FormatInterval(source->problem->domain));
  report.set_measure(std::string(FormatMeasure(source->problem->measure)));
  DenseOptions dense_options;
  dense_options.points = options.points;
  dense_options.plan = kPlan;
  for (const SourceProgram& program : source->programs) {
    absl::StatusOr<VerifyEntry> entry = Verify(program, *source->problem, dense_options);
    if (!entry.ok()) return entry.status();
    *report.add_programs() = *std::move(entry);
  }
  const absl::Status written = WriteOutput(options.json ? FormatJson(report) : VerifyTable(report));
  return written.ok() ? CheckClaims(report) : written;
}

}  // namespace

Action DefineVerify(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  AddSourceOptions(app, &options->source);
  app.add_option("--points", options->points, "points to check, besides those where the error is largest")
      ->type_name("INTEGER")
      ->check(CLI::Range(size_t{1}, size_t{100000000}))
      ->capture_default_str();
  app.add_flag("--json", options->json, "print one JSON object");
  return [options] { return VerifyAll(*options); };
}

}  // namespace ulpforge
