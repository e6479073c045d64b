#include "tools/commands/verify_real.h"

#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accuracy/dense/double_check.h"
#include "accuracy/proof/certified_bound.h"
#include "base/worker_pool.h"
#include "dsl/text.h"
#include "engine/run/report.h"
#include "fmt/format.h"
#include "publish/real_claims.h"
#include "targets/function_target.h"
#include "tools/display/output.h"
#include "tools/display/tables.h"

namespace ulpforge {
namespace {

// A claim is a maximum over fewer points; so much more is still the same maximum. A certified claim is a
// bound, which nothing exceeds but the rounding of what it is compared with.
constexpr double kTolerance = 1.001;
constexpr double kCertifiedTolerance = 1 + 0x1p-40;

// A claim above so many times what the points attain is worth a word.
constexpr double kFarBelow = 0.5;

// Other points than those that the claims of a run were made with.
constexpr uint64_t kPlan = 1;

void SetAttained(double error, double worst_input, VerifyEntry* entry) {
  entry->set_attained(error);
  entry->set_worst_input(worst_input);
  entry->set_worst_input_hex(fmt::format("{:a}", worst_input));
}

// Fills in what is proved, or why nothing is; a bound, or that there is none, takes the place of the dense
// error.
void AddProof(const Program& program, const Problem& problem, VerifyEntry* entry) {
  const absl::StatusOr<CertifiedBound> result = Certify(program, problem);
  if (!result.ok()) {
    entry->set_obstacle(std::string(result.status().message()));
    return;
  }
  entry->set_boxes(static_cast<uint32_t>(result->boxes));
  for (const Enclosure& point : result->continued) {
    PointEnclosure* continued = entry->add_continued_at();
    continued->set_lo(point.lo);
    continued->set_hi(point.hi);
  }
  if (result->outcome != CertifyOutcome::kProved) entry->set_obstacle(DescribeFailure(*result));
  if (result->outcome == CertifyOutcome::kUndecided) return;
  entry->set_error(result->bound);
  entry->set_level(certified);
  if (result->outcome != CertifyOutcome::kProved) {
    SetAttained(result->bound, result->place.lo, entry);
    return;
  }
  // The dense check takes the program as written, infinite where the bound is that of the limit.
  const bool at_limit = std::isinf(entry->attained()) && !result->continued.empty();
  if (at_limit || result->sampled > entry->attained()) {
    SetAttained(result->sampled, result->worst_input, entry);
  }
  entry->set_bound(result->bound);
  entry->set_sampled(result->sampled);
  entry->set_bound_ratio(result->bound / result->sampled);
  entry->set_covers(FormatInterval(problem.domain));
}

// What is attained refutes a claim; a bound that is a little looser does not.
bool ClaimHolds(const SourceProgram& source, double attained) {
  if (!source.entry) return true;
  const double tolerance = source.entry->level() == certified ? kCertifiedTolerance : kTolerance;
  return attained <= tolerance * source.entry->error();
}

absl::StatusOr<VerifyEntry> Verify(const SourceProgram& source, const DensePoints& points,
                                   const DoublePoints& doubles, bool certify) {
  const auto start = std::chrono::steady_clock::now();
  const absl::StatusOr<DenseResult> real = CheckReal(source.program, points);
  if (!real.ok()) return real.status();
  const absl::StatusOr<DoubleResult> in_double =
      CheckDouble(source.program, doubles, ErrorMeasureOf(points.problem().measure), {{real->worst_input}});
  if (!in_double.ok()) return in_double.status();

  VerifyEntry entry;
  entry.set_ops(static_cast<uint32_t>(OpCount(source.program)));
  if (source.entry) entry.set_claimed_error(source.entry->error());
  entry.set_error(real->error);
  entry.set_level(points.problem().target->samples == nullptr ? dense : sampled);
  SetAttained(real->error, real->worst_input, &entry);
  entry.set_points(static_cast<uint32_t>(real->points));
  entry.set_binades(static_cast<uint32_t>(real->binades));
  entry.set_double_error(in_double->ErrorWithSpecials());
  entry.set_program(Format(source.program));
  if (certify) AddProof(source.program, points.problem(), &entry);
  entry.set_holds(ClaimHolds(source, entry.attained()));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  entry.set_seconds(seconds.count());
  return entry;
}

std::string Heading(const VerifyReport& report) {
  return fmt::format("{} on {}, {} error\n", report.target(), report.domain(), report.measure());
}

// What a reader must not overlook beside two figures that differ.
std::string Remark(const VerifyEntry& entry) {
  if (!entry.holds()) return "EXCEEDS THE CLAIM";
  const bool far_below = entry.has_claimed_error() && entry.attained() < kFarBelow * entry.claimed_error();
  return far_below ? "no point attains what is claimed" : "";
}

std::string VerifyTable(const VerifyReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (const VerifyEntry& entry : report.programs()) {
    rows.push_back({fmt::format("{}", entry.ops()),
                    entry.has_claimed_error() ? fmt::format("{:.4g}", entry.claimed_error()) : "-",
                    fmt::format("{:.4g}", entry.error()), Level_Name(entry.level()),
                    fmt::format("{:.4g}", entry.double_error()), entry.worst_input_hex(),
                    fmt::format("{:.17g}", entry.worst_input()), fmt::format("{}", entry.points()),
                    fmt::format("{}", entry.binades()), fmt::format("{:.2f}", entry.seconds()),
                    Remark(entry)});
  }
  return Heading(report) +
         AlignedTable({">ops", ">claimed", ">verified", "level", ">as double code", "worst input (hex)",
                       "worst input", ">points", ">binades", ">seconds", ""},
                      rows);
}

// A zero that is a double is known, others only enclosed, and beside square roots and the like perhaps none.
std::string ContinuedText(uint32_t ops, const PointEnclosure& point) {
  if (point.lo() == point.hi()) {
    return fmt::format(
        "{} ops: divides by zero at x = {:a} ({:.17g}); there the bound is that of its limit.\n", ops,
        point.lo(), point.lo());
  }
  return fmt::format(
      "{} ops: may divide by zero between x = {:a} and {:a} ({:.17g}); where it does, the bound is that of "
      "its "
      "limit.\n",
      ops, point.lo(), point.hi(), point.lo());
}

// What a bound covers, beside the domain.
std::string Coverage(const VerifyReport& report) {
  std::string text;
  for (const VerifyEntry& entry : report.programs()) {
    if (entry.has_bound() && text.empty()) {
      text = fmt::format("A bound holds at every real x in {}.\n", entry.covers());
    }
  }
  for (const VerifyEntry& entry : report.programs()) {
    for (const PointEnclosure& point : entry.continued_at()) {
      if (!entry.has_bound()) break;
      text += ContinuedText(entry.ops(), point);
    }
  }
  return text;
}

std::string CertifyTable(const VerifyReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (const VerifyEntry& entry : report.programs()) {
    const bool proved = entry.has_bound();
    rows.push_back({fmt::format("{}", entry.ops()),
                    entry.has_claimed_error() ? fmt::format("{:.4g}", entry.claimed_error()) : "-",
                    proved ? FormatBound(entry.bound()) : "-", Level_Name(entry.level()),
                    proved ? fmt::format("{:.4g}", entry.attained()) : "-",
                    proved ? fmt::format("1 + {:.1e}", entry.bound() / entry.attained() - 1) : "-",
                    fmt::format("{:.4g}", entry.double_error()), entry.worst_input_hex(),
                    fmt::format("{}", entry.boxes()), fmt::format("{:.2f}", entry.seconds()),
                    entry.has_obstacle() && entry.holds() ? entry.obstacle() : Remark(entry)});
  }
  return Heading(report) +
         AlignedTable({">ops", ">claimed", ">bound", "level", ">attained", ">bound / attained",
                       ">as double code", "worst input (hex)", ">boxes", ">seconds", ""},
                      rows) +
         Coverage(report);
}

absl::Status CheckClaims(const VerifyReport& report) {
  for (const VerifyEntry& entry : report.programs()) {
    if (entry.has_obstacle()) {
      return absl::FailedPreconditionError(
          fmt::format("the program of {} ops has no certified bound: {}", entry.ops(), entry.obstacle()));
    }
    if (entry.holds()) continue;
    return absl::FailedPreconditionError(fmt::format(
        "the program of {} ops claims an error of {:.6g}, but it is {:.6g} at x = {} ({:.17g})", entry.ops(),
        entry.claimed_error(), entry.attained(), entry.worst_input_hex(), entry.worst_input()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status VerifyReal(const RealVerifyOptions& options) {
  const absl::StatusOr<ProgramSource> source = LoadPrograms(options.source);
  if (!source.ok()) return source.status();
  if (!source->problem) {
    return absl::InvalidArgumentError(
        fmt::format("{} does not say what it approximates; give --target", options.source.path));
  }
  VerifyReport report;
  report.set_target(TitleOf(*source->problem->target));
  report.set_domain(FormatInterval(source->problem->domain));
  report.set_measure(std::string(FormatMeasure(source->problem->measure)));
  DenseOptions dense_options;
  dense_options.points = options.points;
  dense_options.plan = kPlan;
  dense_options.threads = static_cast<int>(ProcessorCount());
  const absl::StatusOr<DensePoints> points = DensePoints::Create(*source->problem, dense_options);
  if (!points.ok()) return points.status();
  const absl::StatusOr<DoublePoints> doubles =
      DoublePoints::Create(*source->problem->target, source->problem->domain, dense_options);
  if (!doubles.ok()) return doubles.status();
  for (const SourceProgram& program : source->programs) {
    absl::StatusOr<VerifyEntry> entry = Verify(program, *points, *doubles, options.certify);
    if (!entry.ok()) return entry.status();
    *report.add_programs() = *std::move(entry);
  }
  const std::string table = options.certify ? CertifyTable(report) : VerifyTable(report);
  const absl::Status written = WriteOutput(options.json ? FormatJson(report) : table);
  return written.ok() ? CheckClaims(report) : written;
}

}  // namespace ulpforge
