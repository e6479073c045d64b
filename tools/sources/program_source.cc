#include "tools/sources/program_source.h"

#include <algorithm>
#include <filesystem>
#include <limits>

#include "base/atomic_file.h"
#include "dsl/text.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "publish/c_file.h"

namespace ulpforge {
namespace {

absl::StatusOr<Program> ParseNamed(std::string_view text, std::string_view name) {
  absl::StatusOr<Program> program = Parse(text);
  if (program.ok()) return program;
  return absl::DataLossError(fmt::format("{}: {}", name, std::string(program.status().message())));
}

absl::StatusOr<ProgramSource> LoadFile(const SourceOptions& options) {
  if (options.ops || options.ulp)
    return absl::InvalidArgumentError("--ops and --ulp select from a run; a program file holds one program");
  const absl::StatusOr<std::string> text = ReadFile(options.path);
  if (!text.ok()) return text.status();
  absl::StatusOr<Program> program = ParseNamed(*text, options.path);
  if (!program.ok()) return program.status();
  ProgramSource source;
  source.programs.push_back({*std::move(program), std::nullopt});
  if (options.target.empty()) {
    if (options.domain.empty() && options.measure.empty()) return source;
    return absl::InvalidArgumentError("--domain and --measure need --target");
  }
  absl::StatusOr<Problem> problem = MakeProblem(options.target, options.domain, options.measure);
  if (!problem.ok()) return absl::InvalidArgumentError(std::string(problem.status().message()));
  source.problem = *problem;
  return source;
}

absl::Status NoSuchEntry(const SourceOptions& options, const FrontReport& report) {
  if (report.front().empty()) {
    return absl::NotFoundError(fmt::format("{} has found no program yet", options.path));
  }
  if (options.ulp) {
    double best = std::numeric_limits<double>::infinity();
    for (const FrontEntry& entry : report.front()) best = std::min(best, entry.error());
    return absl::InvalidArgumentError(fmt::format("{} has no kernel with at most {} ULP; the best has {:.4f}",
                                                  options.path, *options.ulp, best));
  }
  std::vector<uint32_t> sizes;
  for (const FrontEntry& entry : report.front()) sizes.push_back(entry.ops());
  return absl::InvalidArgumentError(fmt::format("{} has no program of {} ops; it has {}", options.path,
                                                *options.ops, fmt::join(sizes, ", ")));
}

absl::StatusOr<ProgramSource> LoadRun(const SourceOptions& options) {
  if (!options.target.empty() || !options.domain.empty() || !options.measure.empty()) {
    return absl::InvalidArgumentError(
        fmt::format("{} is a run and has its target, domain and measure; leave out --target, --domain and "
                    "--measure",
                    options.path));
  }
  absl::StatusOr<FrontReport> report = ReadRankedReport(options.path);
  if (!report.ok()) return report.status();
  const SearchConfig& config = report->config();
  absl::StatusOr<Problem> problem = ProblemOf(config);
  if (!problem.ok()) return problem.status();
  if (options.ulp && IsReal(config)) {
    return absl::InvalidArgumentError(
        fmt::format("--ulp is for runs of kernels; {} has real arithmetic", options.path));
  }
  ProgramSource source;
  source.problem = *problem;
  for (const FrontEntry& entry : report->front()) {
    if (options.ops && entry.ops() != *options.ops) continue;
    if (options.ulp && !(entry.error() <= *options.ulp)) continue;
    if (options.ulp && !source.programs.empty()) break;  // entries stand by rising cost
    absl::StatusOr<Program> program = ParseNamed(
        entry.program(), fmt::format("{}/front.json: program of {} ops", options.path, entry.ops()));
    if (!program.ok()) return program.status();
    source.programs.push_back({*std::move(program), entry});
  }
  if (source.programs.empty()) return NoSuchEntry(options, *report);
  source.report = *std::move(report);
  return source;
}

}  // namespace

void AddSourceOptions(CLI::App& app, SourceOptions* options) {
  app.add_option("SOURCE", options->path, "run directory, or file with one program")->required();
  app.add_option("--ops", options->ops, "take the program of this op count from the run")
      ->type_name("INTEGER");
  app.add_option("--ulp", options->ulp, "take the cheapest kernel with at most this error from the run")
      ->type_name("NUMBER");
  app.add_option("--target", options->target, "function that a program file approximates")->type_name("TEXT");
  app.add_option("--domain", options->domain, "domain of a program file (default: the target's)")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  app.add_option("--measure", options->measure,
                 "error measure of a program file: relative or absolute (default: the target's)")
      ->type_name("TEXT");
}

bool IsRun(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

bool IsKernelRun(const std::string& path) {
  if (!IsRun(path)) return false;
  const absl::StatusOr<FrontReport> report = ReadReport(path);
  return report.ok() && !IsReal(report->config());
}

std::string ProgramName(const std::string& path, const SourceProgram& program) {
  if (!program.entry) return path;
  if (program.entry->has_cost()) return fmt::format("{} cost {:.4f}", path, program.entry->cost());
  return fmt::format("{} {} ops", path, OpCount(program.program));
}

absl::StatusOr<ProgramSource> LoadPrograms(const SourceOptions& options) {
  return IsRun(options.path) ? LoadRun(options) : LoadFile(options);
}

}  // namespace ulpforge
