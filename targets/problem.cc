#include "targets/problem.h"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "base/nearest_name.h"
#include "targets/function_check.h"

namespace ulpforge {
namespace {

absl::Status UnknownTarget(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Target& target : Targets()) names.push_back(target.name);
  const std::string_view nearest = NearestName(name, names);
  if (nearest.empty()) {
    return absl::NotFoundError(
        fmt::format("unknown target '{}'; expected one of {}", name, fmt::join(names, ", ")));
  }
  return absl::NotFoundError(fmt::format("unknown target '{}'; did you mean '{}'?", name, nearest));
}

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
  problem.target = FindTarget(target);
  if (problem.target == nullptr) return UnknownTarget(target);

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

std::string_view FormatMeasure(Measure measure) {
  return measure == Measure::kRelative ? "relative" : "absolute";
}

}  // namespace ulpforge
