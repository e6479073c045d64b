#include "tools/commands/verify_double.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accuracy/exhaustive/lane_check.h"
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
  if (set.target->samples != nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("no input can be checked but the {}; leave out --format", TitleOf(*set.target)));
  }
  if (!set.domain && set.target->expression != nullptr) {
    return absl::InvalidArgumentError(fmt::format(
        "{} has no domain of its own; give one with --domain, such as '[-1,1]'", TitleOf(*set.target)));
  }
  return DoublePoints::Create(*set.target, set.domain.value_or(set.target->domain),
                              {.points = options.points, .threads = static_cast<int>(ProcessorCount())});
}

void SetExample(const DoubleExample& example, ResultExample* to) {
  to->set_input(fmt::format("{:a}", example.input));
  to->set_result(fmt::format("{:a}", example.result));
  to->set_correct(fmt::format("{:a}", example.correct));
}

// Spread over all of them, and the last.
std::vector<double> SomeOf(const std::vector<double>& points) {
  constexpr size_t kSome = 2000;
  std::vector<double> some;
  for (size_t i = 0; i < points.size(); i += points.size() / kSome + 1) some.push_back(points[i]);
  some.push_back(points.back());
  return some;
}

VerifyEntry Check(const Callable<double>& function, const DoublePoints& points, ErrorMeasure measure) {
  const auto start = std::chrono::steady_clock::now();
  const DoubleResult result = CheckDouble(function.function().array, points, measure);
  VerifyEntry entry;
  entry.set_function(function.name());
  entry.set_error(result.error);
  entry.set_level(dense);
  entry.set_worst_input(result.worst.input);
  entry.set_worst_input_hex(fmt::format("{:a}", result.worst.input));
  SetExample(result.worst, entry.mutable_worst());
  entry.set_points(static_cast<uint32_t>(result.points));
  entry.set_binades(static_cast<uint32_t>(result.binades));
  entry.set_wrong_specials(static_cast<uint32_t>(result.wrong_specials));
  if (result.wrong_specials > 0) SetExample(result.first_special, entry.mutable_first_wrong_special());
  if (std::optional<LaneFault> fault = FindLaneFault<double>(function.function().array, SomeOf(points.x()))) {
    *entry.mutable_lane_fault() = *std::move(fault);
  }
  if (result.unknown > 0) entry.set_unknown(static_cast<uint32_t>(result.unknown));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  entry.set_seconds(seconds.count());
  return entry;
}

// What does not go into the table.
std::string Remarks(const VerifyEntry& entry) {
  std::string text;
  if (entry.wrong_specials() > 0) {
    const ResultExample& example = entry.first_wrong_special();
    text += fmt::format("{}: wrong NaN or infinity at {} of the points, first at x = {}: {}, correct {}\n",
                        entry.function(), entry.wrong_specials(), example.input(), example.result(),
                        example.correct());
  }
  if (entry.has_lane_fault()) {
    text +=
        fmt::format("{}: DEPENDS ON OTHER LANES: {}\n", entry.function(), LaneFaultText(entry.lane_fault()));
  }
  if (entry.unknown() > 0) {
    text += fmt::format("{}: value not known at {} of the points, which are not judged\n", entry.function(),
                        entry.unknown());
  }
  return text;
}

std::string Heading(std::string_view measure) {
  if (measure == NameOf(ErrorMeasure::kUlp)) return "error in ULP";
  if (measure == NameOf(ErrorMeasure::kMisrounded)) return "number of misrounded results";
  return fmt::format("{} error", measure);
}

std::string Table(const VerifyReport& report) {
  std::vector<std::vector<std::string>> rows;
  std::string remarks;
  for (const VerifyEntry& entry : report.programs()) {
    rows.push_back({entry.function(), fmt::format("{:.4g}", entry.error()), Level_Name(entry.level()),
                    entry.worst_input_hex(), entry.worst().result(), entry.worst().correct(),
                    fmt::format("{}", entry.points()), fmt::format("{}", entry.binades()),
                    fmt::format("{}", entry.wrong_specials()), fmt::format("{:.2f}", entry.seconds())});
    remarks += Remarks(entry);
  }
  return fmt::format("{} on {}, {}\n", report.target(), report.domain(), Heading(report.measure())) +
         AlignedTable({"function", ">error", "level", "worst input", "result", "correct", ">points",
                       ">binades", ">wrong NaN or inf", ">seconds"},
                      rows) +
         remarks;
}

}  // namespace

absl::Status VerifyDouble(const DoubleVerifyOptions& options) {
  const absl::StatusOr<FunctionSet<double>> set = LoadFunctions<double>(options.functions, RefuseProgram);
  if (!set.ok()) return set.status();
  const absl::StatusOr<DoublePoints> points = PointsOf(options, *set);
  if (!points.ok()) return points.status();
  const ErrorMeasure measure = options.measure.value_or(ErrorMeasureOf(points->target().measure));
  VerifyReport report;
  report.set_target(TitleOf(points->target()));
  report.set_domain(FormatInterval(points->domain()));
  report.set_measure(std::string(NameOf(measure)));
  for (const Callable<double>& function : set->functions) {
    *report.add_programs() = Check(function, *points, measure);
  }
  const absl::Status written = WriteOutput(options.json ? FormatJson(report) : Table(report));
  if (!written.ok()) return written;
  for (const VerifyEntry& entry : report.programs()) {
    if (!entry.has_lane_fault()) continue;
    return absl::FailedPreconditionError(fmt::format("{}: a result depends on the array around its input: {}",
                                                     entry.function(), LaneFaultText(entry.lane_fault())));
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
