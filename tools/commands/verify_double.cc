#include "tools/commands/verify_double.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "base/worker_pool.h"
#include "engine/run/report.h"
#include "engine/schema/run.pb.h"
#include "fmt/format.h"
#include "targets/function_target.h"
#include "tools/display/output.h"
#include "tools/display/tables.h"

namespace ulpforge {
namespace {

// The error of a program as double code is part of its check in real arithmetic.
absl::StatusOr<Callable<double>> RefuseProgram(const std::string& name, const Program&) {
  return absl::InvalidArgumentError(
      fmt::format("{} is checked as double code without --format float64", name));
}

absl::StatusOr<DoublePoints> PointsOf(const DoubleVerifyOptions& options, const FunctionSet<double>& set) {
  if (set.target == nullptr) {
    return absl::InvalidArgumentError("nothing says what the function computes; give --target");
  }
  if (options.functions.domain == "all") {
    return absl::InvalidArgumentError("--domain all is for the exhaustive check; give an interval");
  }
  const std::string domain = set.domain ? FormatInterval(*set.domain) : "";
  if (set.target->samples != nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("no input can be checked but the {}; leave out --format", TitleOf(*set.target)));
  }
  const absl::StatusOr<Problem> problem = MakeProblem(set.target->name, domain, options.measure);
  if (!problem.ok()) return absl::InvalidArgumentError(std::string(problem.status().message()));
  return DoublePoints::Create(*problem,
                              {.points = options.points, .threads = static_cast<int>(ProcessorCount())});
}

VerifyEntry Check(const Callable<double>& function, const DoublePoints& points) {
  const auto start = std::chrono::steady_clock::now();
  const DenseResult result = CheckDouble(function.function().array, points);
  VerifyEntry entry;
  entry.set_function(function.name());
  entry.set_error(result.error);
  entry.set_level(dense);
  entry.set_worst_input(result.worst_input);
  entry.set_worst_input_hex(fmt::format("{:a}", result.worst_input));
  entry.set_points(static_cast<uint32_t>(result.points));
  entry.set_binades(static_cast<uint32_t>(result.binades));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  entry.set_seconds(seconds.count());
  return entry;
}

std::string Table(const VerifyReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (const VerifyEntry& entry : report.programs()) {
    rows.push_back({entry.function(), fmt::format("{:.4g}", entry.error()), Level_Name(entry.level()),
                    entry.worst_input_hex(), fmt::format("{:.17g}", entry.worst_input()),
                    fmt::format("{}", entry.points()), fmt::format("{}", entry.binades()),
                    fmt::format("{:.2f}", entry.seconds())});
  }
  return fmt::format("{} on {}, {} error\n", report.target(), report.domain(), report.measure()) +
         AlignedTable({"function", ">error", "level", "worst input (hex)", "worst input", ">points",
                       ">binades", ">seconds"},
                      rows);
}

}  // namespace

absl::Status VerifyDouble(const DoubleVerifyOptions& options) {
  const absl::StatusOr<FunctionSet<double>> set = LoadFunctions<double>(options.functions, RefuseProgram);
  if (!set.ok()) return set.status();
  const absl::StatusOr<DoublePoints> points = PointsOf(options, *set);
  if (!points.ok()) return points.status();
  VerifyReport report;
  report.set_target(TitleOf(*points->problem().target));
  report.set_domain(FormatInterval(points->problem().domain));
  report.set_measure(std::string(FormatMeasure(points->problem().measure)));
  for (const Callable<double>& function : set->functions) *report.add_programs() = Check(function, *points);
  return WriteOutput(options.json ? FormatJson(report) : Table(report));
}

}  // namespace ulpforge
