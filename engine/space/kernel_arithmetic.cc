#include "engine/space/kernel_arithmetic.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "dsl/text.h"
#include "engine/schema/config.h"
#include "engine/space/kernel_evaluator.h"
#include "engine/space/verifier.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

// Errors in ULP that differ by less are worth no cycles.
constexpr double kImprovement = 0.97;
// Of the changes of frame, those to a frame whose core does the same job, where there is one.
constexpr double kAlike = 0.8;

FrontEntry Entry(const FrontMember& member, const Program& program, const KernelSpace& space) {
  FrontMember shown = member;
  shown.program = program;
  FrontEntry entry = SampledEntry(shown);
  entry.set_cost(member.cost);
  entry.set_template_(space.frames()[member.frame].name);
  entry.set_core(Format(member.core));
  return entry;
}

// The scans of a front member see some hundred times as many inputs as those of a candidate do.
RefineOptions Refinement() {
  return {.tuning = kTuneLastPlaces,
          .rounds = 4,
          .scans = {4096},
          .worst_inputs = 256,
          .appended = std::nullopt,
          .scans_first = true,
          .converged = 1.002,
          .takes_last = true,
          .seed = 0x7363616e,
          .shares_stream = true};
}

}  // namespace

KernelArithmetic::KernelArithmetic(const SearchConfig& config, KernelSpace space)
    : config_(config), space_(std::move(space)) {
  for (const KernelTemplate& frame : space_.frames()) {
    key_options_.push_back({.context = fmt::format("{:016x} {}", ConfigFingerprint(config), frame.name)});
  }
}

absl::StatusOr<std::unique_ptr<Arithmetic>> KernelArithmetic::Create(const SearchConfig& config) {
  absl::StatusOr<KernelSpace> space = KernelSpace::Create(config);
  if (!space.ok()) return space.status();
  return std::unique_ptr<Arithmetic>(new KernelArithmetic(config, *std::move(space)));
}

int KernelArithmetic::frames() const { return static_cast<int>(space_.frames().size()); }

int KernelArithmetic::OtherFrame(int frame, Rng& rng) const {
  std::vector<int> alike, other;
  for (int k = 0; k < frames(); ++k) {
    if (k != frame) (space_.AreAlike(frame, k) ? alike : other).push_back(k);
  }
  if (alike.empty() && other.empty()) return frame;
  const bool same_job = other.empty() || (!alike.empty() && rng.Chance(kAlike));
  const std::vector<int>& choice = same_job ? alike : other;
  return choice[rng.Below(choice.size())];
}

int KernelArithmetic::sizes() const {
  int extra = 0;
  for (int frame = 0; frame < frames(); ++frame) extra = std::max(extra, space_.ExtraOps(frame));
  return static_cast<int>(config_.max_ops()) + extra;
}

int KernelArithmetic::Size(const Program& program, int frame) const {
  return OpCount(program) + space_.ExtraOps(frame);
}

// Programs that are equal over the reals round differently, so only the same graph is the same candidate.
FunctionKey KernelArithmetic::Key(const Program& program, int frame) const {
  return StructureKey(program, key_options_[frame]);
}

std::unique_ptr<const Variation> KernelArithmetic::MakeVariation() const {
  return MakeKernelVariation(config_);
}

double KernelArithmetic::improvement() const { return kImprovement; }

double KernelArithmetic::slack() const { return kCostSlack; }

std::unique_ptr<Evaluator> KernelArithmetic::MakeEvaluator() const {
  const FitterOptions fitter{.fit_points = config_.fit_points(),
                             .starts = static_cast<int>(config_.starts())};
  return std::make_unique<KernelEvaluator>(space_, fitter, config_.seed());
}

void KernelArithmetic::Complete(SearchConfig* config) const {
  config->set_ops(fmt::format("{}", fmt::join(OpNames(config_), ",")));
  if (space_.contract().domain) config->set_domain(FormatInterval(*space_.contract().domain));
}

FrontEntry KernelArithmetic::Describe(const FrontMember& member) const {
  return Entry(member, member.program, space_);
}

absl::StatusOr<FrontMember> KernelArithmetic::MemberOf(const FrontEntry& entry) const {
  const absl::StatusOr<Program> program = Parse(entry.program()), core = Parse(entry.core());
  if (!program.ok()) return program.status();
  if (!core.ok()) return core.status();
  for (int frame = 0; frame < frames(); ++frame) {
    if (space_.frames()[frame].name != entry.template_()) continue;
    return FrontMember{.program = *program,
                       .cost = entry.cost(),
                       .error = entry.error(),
                       .found_at = entry.found_at(),
                       .frame = frame,
                       .core = *core};
  }
  return absl::DataLossError(fmt::format("template '{}' is not one of the search", entry.template_()));
}

absl::Status KernelArithmetic::Verify(const std::vector<const FrontMember*>& members,
                                      const VerifyControl& control, std::vector<FrontEntry>& entries) const {
  const auto numbers = [&](const FrontMember& m) { return space_.TunableConstants(m.core, m.frame); };
  const auto describe = [&](const FrontMember& m, const Program& p) { return Entry(m, p, space_); };
  return Verifier(space_, space_.Refinement(Refinement()), numbers, describe)
      .Verify(members, control, entries);
}

}  // namespace ulpforge
