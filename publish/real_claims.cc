#include "publish/real_claims.h"

#include <cmath>
#include <cstdlib>
#include <utility>

#include "accuracy/dense/dense_check.h"
#include "accuracy/dense/double_check.h"
#include "accuracy/proof/certified_bound.h"
#include "base/worker_pool.h"
#include "fmt/format.h"
#include "targets/function_target.h"

namespace ulpforge {
namespace {

DenseOptions OnAllProcessors() { return {.threads = static_cast<int>(ProcessorCount())}; }

// Of an error that was attained at `worst`.
std::string ErrorText(const Problem& problem, double error, double worst, size_t points, size_t in_binades) {
  const std::string_view level = problem.target->samples == nullptr ? "dense" : "sampled";
  const std::string_view reference = problem.target->samples == nullptr ? " against MPFR" : "";
  const std::string binades = in_binades == 0 ? "" : fmt::format(" in {} binades", in_binades);
  return fmt::format("{:.4g} {} (level: {}, {} points{}{}), worst at x = {:a} ({:.17g})", error,
                     FormatMeasure(problem.measure), level, points, binades, reference, worst, worst);
}

}  // namespace

std::string FormatBound(double bound) {
  const std::string nearest = fmt::format("{:.3e}", bound);
  if (!std::isfinite(bound) || std::strtod(nearest.c_str(), nullptr) >= bound) return nearest;
  const std::string half_unit = "0.0005" + nearest.substr(nearest.find('e'));
  return fmt::format("{:.3e}", bound + std::strtod(half_unit.c_str(), nullptr));
}

absl::StatusOr<RealClaims> MakeRealClaims(const Program& program, const Problem& problem) {
  std::vector<std::string> lines = {
      fmt::format("Computes: {} on {}", ValueTextOf(*problem.target), FormatInterval(problem.domain))};
  const absl::StatusOr<CertifiedBound> proved = Certify(program, problem);
  if (!proved.ok() || proved->outcome != CertifyOutcome::kProved) {
    const absl::StatusOr<DenseResult> real = CheckReal(program, problem, OnAllProcessors());
    if (!real.ok()) return real.status();
    lines.push_back(fmt::format("Error over the reals: {}", ErrorText(problem, real->error, real->worst_input,
                                                                      real->points, real->binades)));
    return RealClaims{std::move(lines), real->worst_input};
  }
  lines.push_back(fmt::format(
      "Error over the reals: at most {} {} at every x of the domain (level: certified), worst at "
      "x = {:a} ({:.17g})",
      FormatBound(proved->bound), FormatMeasure(problem.measure), proved->worst_input, proved->worst_input));
  for (const Enclosure& point : proved->continued) {
    lines.push_back(fmt::format("  where a division by zero near x = {:.17g} counts as its limit", point.lo));
  }
  return RealClaims{std::move(lines), proved->worst_input};
}

absl::StatusOr<std::string> DoubleClaimLine(const Program& program, const Problem& problem,
                                            double worst_input) {
  const absl::StatusOr<DoublePoints> points =
      DoublePoints::Create(*problem.target, problem.domain, OnAllProcessors());
  if (!points.ok()) return points.status();
  const absl::StatusOr<DoubleResult> in_double =
      CheckDouble(program, *points, ErrorMeasureOf(problem.measure), {{worst_input}});
  if (!in_double.ok()) return in_double.status();
  const bool special = in_double->wrong_specials > 0;
  return fmt::format("Error of this code: {}",
                     ErrorText(problem, in_double->ErrorWithSpecials(),
                               special ? in_double->first_special.input : in_double->worst.input,
                               in_double->points, in_double->binades));
}

}  // namespace ulpforge
