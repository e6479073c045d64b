#include "engine/space/real_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "accuracy/proof/certified_bound.h"
#include "base/check.h"
#include "engine/schema/config.h"
#include "engine/space/real_evaluator.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

// What is less is noise: constants that round a little differently, and the fit stopping 2^-24 beside an open
// end, where the error is still some 1e-5 short of its limit.
constexpr double kImprovement = 1 - 2e-5;

Problem ProblemOf(const SearchConfig& config) {
  absl::StatusOr<Problem> problem = RealProblem(config);
  ULPFORGE_CHECK(problem.ok());
  return *problem;
}

const KeyRow& KeyOf(const SearchConfig& config) {
  const auto rows = RealKeys();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const KeyRow& r) { return r.name == config.cache_key(); });
  ULPFORGE_CHECK(row != rows.end());
  return *row;
}

void CheckDensely(const Program& program, const DensePoints& points, FrontEntry* entry) {
  const absl::StatusOr<DenseResult> dense = CheckReal(program, points);
  if (!dense.ok()) return;
  entry->set_error(std::max(dense->error, entry->error()));
  entry->set_worst_input(dense->worst_input);
  entry->set_level(points.problem().target->samples == nullptr ? Level::dense : Level::sampled);
}

// A bound that is looser than wanted, or none, leaves the entry as it is; a proved pole is an infinite error.
// A bound takes the program in lowest terms; where that says more than the program as written, which divides
// zero by zero somewhere, the entry is left too unless `in_lowest_terms`.
void CertifyEntry(const Program& program, const Problem& problem, bool in_lowest_terms, FrontEntry* entry) {
  if (!std::isfinite(entry->error())) return;
  const absl::StatusOr<CertifiedBound> result = Certify(program, problem);
  if (!result.ok()) return;
  if (IsRefuted(*result)) {
    entry->set_error(std::numeric_limits<double>::infinity());
    entry->set_worst_input(result->place.lo);
    entry->set_level(Level::dense);
  } else if (result->outcome == CertifyOutcome::kProved && result->is_tight &&
             (in_lowest_terms || result->continued.empty())) {
    entry->set_error(result->bound);
    entry->mutable_bound()->set_number_value(result->bound);
    entry->set_worst_input(result->worst_input);
    entry->set_level(Level::certified);
  }
}

}  // namespace

RealArithmetic::RealArithmetic(const SearchConfig& config)
    : config_(config),
      problem_(ProblemOf(config)),
      key_(KeyOf(config)),
      key_options_{.context = fmt::format("{:016x}", ConfigFingerprint(config)),
                   .mantissa_bits = static_cast<int>(config.mantissa_bits())},
      pole_points_(RealEvaluator::PolePoints(problem_)) {}

int RealArithmetic::sizes() const { return static_cast<int>(config_.max_ops()); }

int RealArithmetic::Size(const Program& program, int) const { return OpCount(program); }

FunctionKey RealArithmetic::Key(const Program& program, int) const { return key_.key(program, key_options_); }

std::unique_ptr<const Variation> RealArithmetic::MakeVariation() const { return MakeRealVariation(config_); }

double RealArithmetic::improvement() const { return kImprovement; }

std::unique_ptr<Evaluator> RealArithmetic::MakeEvaluator() const {
  return std::make_unique<RealEvaluator>(
      pole_points_,
      RealEvaluatorOptions{
          .fitter = {.fit_points = config_.fit_points(), .starts = static_cast<int>(config_.starts())},
          .constants =
              config_.constants() == "extended" ? ConstantFormat::kExtended : ConstantFormat::kDouble,
          .seed = config_.seed()});
}

void RealArithmetic::Complete(SearchConfig* config) const {
  config->set_ops(fmt::format("{}", fmt::join(OpNames(config_), ",")));
  if (problem_.target->samples == nullptr) config->set_domain(FormatInterval(problem_.domain));
  config->set_measure(std::string(FormatMeasure(problem_.measure)));
}

FrontEntry RealArithmetic::Describe(const FrontMember& member) const { return SampledEntry(member); }

absl::Status RealArithmetic::Verify(const std::vector<const FrontMember*>& members,
                                    const VerifyControl& control, std::vector<FrontEntry>& entries) const {
  control.pool.ParallelFor(members.size(), [&](size_t worker, size_t k) {
    control.watch(worker).Start();
    if (entries[k].level() < Level::certified)
      CertifyEntry(members[k]->program, problem_, false, &entries[k]);
    control.watch(worker).Lap(Phase::kVerify);
  });
  // The points, which are many, are for what has no proof, and for what a proof does not see.
  std::vector<size_t> open;
  for (size_t k = 0; k < entries.size(); ++k) {
    if (entries[k].level() < Level::dense) open.push_back(k);
  }
  if (open.empty()) return absl::OkStatus();
  const absl::StatusOr<DensePoints> points =
      DensePoints::Create(problem_, {.threads = static_cast<int>(control.pool.size())});
  if (!points.ok()) return points.status();
  control.pool.ParallelFor(open.size(), [&](size_t worker, size_t i) {
    control.watch(worker).Start();
    FrontEntry& entry = entries[open[i]];
    CheckDensely(members[open[i]]->program, *points, &entry);
    if (entry.level() == Level::dense) CertifyEntry(members[open[i]]->program, problem_, true, &entry);
    control.watch(worker).Lap(Phase::kVerify);
  });
  return absl::OkStatus();
}

}  // namespace ulpforge
