#include "kernels/plain_template.h"

#include <fmt/format.h>

#include <string>

#include "targets/problem.h"

namespace ulpforge {

absl::StatusOr<KernelTemplate> PlainTemplate(const Target& target, std::string_view domain) {
  if (domain.empty()) {
    return absl::InvalidArgumentError(
        fmt::format("the template {} has no domain of its own; give one with --domain, such as '[-1,1]'",
                    kPlainTemplate));
  }
  absl::StatusOr<Problem> problem = MakeProblem(target.name, domain, FormatMeasure(Measure::kRelative));
  if (!problem.ok()) problem = MakeProblem(target.name, domain, FormatMeasure(Measure::kAbsolute));
  if (!problem.ok()) return problem.status();
  return ParseTemplate(fmt::format(R"(ulpforge template v1
name {}
target {}
about the core is the kernel
variant finite
domain {}
reduced {} on {} {}
  p = core x
  return p
kernel
  p = core x
  return p
)",
                                   kPlainTemplate, target.name, FormatInterval(problem->domain), target.name,
                                   FormatInterval(problem->domain), FormatMeasure(problem->measure)));
}

}  // namespace ulpforge
