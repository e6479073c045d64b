#include "targets/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/status/status.h"
#include "targets/function_check.h"
#include "targets/function_target.h"
#include "targets/sample_table.h"

namespace ulpforge {
namespace {

absl::StatusOr<Measure> ParseMeasure(std::string_view text) {
  if (text == FormatMeasure(Measure::kRelative)) return Measure::kRelative;
  if (text == FormatMeasure(Measure::kAbsolute)) return Measure::kAbsolute;
  return absl::InvalidArgumentError(fmt::format("unknown measure '{}'; expected relative or absolute", text));
}

// Sampling plans consist of different doubles, the nearest to an end 2^-24 of the width away from it.
bool IsTooNarrow(const Interval& domain) {
  const double size = std::fmax(std::fabs(domain.lo), std::fabs(domain.hi));
  const double width = domain.hi / 2 - domain.lo / 2;
  return width < size * 0x1p-27 || width < 0x1p-960;
}

}  // namespace

absl::StatusOr<Problem> MakeProblem(std::string_view target, std::string_view domain,
                                    std::string_view measure) {
  Problem problem;
  const absl::StatusOr<const Target*> resolved = ResolveTarget(target);
  if (!resolved.ok()) return resolved.status();
  problem.target = *resolved;
  if (problem.target->expression != nullptr && domain.empty()) {
    return absl::InvalidArgumentError(fmt::format(
        "{} has no domain of its own; give one with --domain, such as '[-1,1]'", TitleOf(*problem.target)));
  }

  problem.domain = problem.target->domain;
  if (!domain.empty()) {
    const absl::StatusOr<Interval> interval = ParseInterval(domain);
    if (!interval.ok()) return interval.status();
    problem.domain = *interval;
  }
  if (IsTooNarrow(problem.domain)) {
    return absl::InvalidArgumentError(
        fmt::format("domain '{}' is too narrow to be sampled in double precision; its width must be at least "
                    "2^-26 of its larger end",
                    FormatInterval(problem.domain)));
  }

  problem.measure = problem.target->measure;
  if (!measure.empty()) {
    const absl::StatusOr<Measure> parsed = ParseMeasure(measure);
    if (!parsed.ok()) return parsed.status();
    problem.measure = *parsed;
  }

  if (absl::Status status = CheckFunction(problem); !status.ok()) return status;
  return problem;
}

absl::StatusOr<Problem> MakeSampleProblem(std::string_view samples, std::string_view measure) {
  const absl::StatusOr<SampleTable> table = SampleTable::Parse(samples);
  if (!table.ok()) return table.status();
  Problem problem;
  problem.target = SampleTarget(*table);
  problem.domain = problem.target->domain;
  problem.measure = problem.target->measure;
  if (!measure.empty()) {
    const absl::StatusOr<Measure> parsed = ParseMeasure(measure);
    if (!parsed.ok()) return parsed.status();
    problem.measure = *parsed;
  }
  const auto zero = std::ranges::find(table->y(), 0.0);
  if (problem.measure == Measure::kRelative && zero != table->y().end()) {
    return absl::InvalidArgumentError(fmt::format(
        "samples: the value at x = {} is zero, where relative error has no meaning; use --measure "
        "absolute",
        table->x()[static_cast<size_t>(zero - table->y().begin())]));
  }
  return problem;
}

std::string_view FormatMeasure(Measure measure) {
  return measure == Measure::kRelative ? "relative" : "absolute";
}

}  // namespace ulpforge
