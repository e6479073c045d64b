#include "engine/space/free_arithmetic.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "base/check.h"
#include "dsl/free_program.h"
#include "dsl/interpreter.h"
#include "engine/schema/config.h"
#include "engine/space/free_evaluator.h"
#include "engine/space/verifier.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "hashing/bits_key.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

// Errors that differ by less are worth no cycles; crude ones are only wanted roughly.
constexpr double kImprovement = 0.98;
constexpr double kCrudeImprovement = 0.95;
constexpr size_t kAuditInputs = 256;

// The scans of a front member see some twenty times as many inputs as those of a candidate do.
RefineOptions Refinement() {
  return {.tuning = kTuneFromAfar,
          .rounds = 4,
          .scans = {4096},
          .worst_inputs = 256,
          .appended = 256,
          .scans_first = true,
          .seed = 0x667363616e};
}

FrontEntry Entry(const FrontMember& member, const Program& program) {
  FrontMember shown = member;
  shown.program = program;
  FrontEntry entry = SampledEntry(shown);
  entry.set_cost(member.cost);
  return entry;
}

// How often each op occurs.
std::string OpCounts(const Program& program) {
  std::string counts(AllOps().size(), '\0');
  for (const Instruction& instruction : program.instructions) ++counts[static_cast<size_t>(instruction.op)];
  return counts;
}

bool SameBits(float a, float b) {
  return (std::isnan(a) && std::isnan(b)) || std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b);
}

}  // namespace

FreeArithmetic::FreeArithmetic(const SearchConfig& config, FloatSpace space)
    : config_(config),
      space_(std::move(space)),
      context_(fmt::format("{:016x} ", ConfigFingerprint(config))) {}

absl::StatusOr<std::unique_ptr<Arithmetic>> FreeArithmetic::Create(const SearchConfig& config) {
  absl::StatusOr<FloatSpace> space = FloatSpace::Create(config, ContractKeys(config));
  if (!space.ok()) return space.status();
  return std::unique_ptr<Arithmetic>(new FreeArithmetic(config, *std::move(space)));
}

int FreeArithmetic::sizes() const { return static_cast<int>(config_.max_ops()); }

int FreeArithmetic::Size(const Program& program, int) const { return WorkingOps(program); }

FunctionKey FreeArithmetic::Key(const Program& program, int) const {
  return BitsKey<float>(program, context_ + OpCounts(program));
}

bool FreeArithmetic::AreSame(const Program& a, const Program& b, uint64_t seed) const {
  Rng rng(seed);
  const std::vector<float> x = RandomInputs(space_.domain(), kAuditInputs, rng);
  std::vector<float> y_a(x.size()), y_b(x.size());
  absl::StatusOr<Interpreter<float>> run_a = Interpreter<float>::Create(a);
  absl::StatusOr<Interpreter<float>> run_b = Interpreter<float>::Create(b);
  ULPFORGE_CHECK(run_a.ok() && run_b.ok());
  run_a->Run(x, y_a);
  run_b->Run(x, y_b);
  return std::ranges::equal(y_a, y_b, SameBits);
}

std::unique_ptr<const Variation> FreeArithmetic::MakeVariation() const { return MakeFreeVariation(config_); }

double FreeArithmetic::improvement() const {
  return space_.measure().measure == ErrorMeasure::kUlp ? kImprovement : kCrudeImprovement;
}

std::unique_ptr<Evaluator> FreeArithmetic::MakeEvaluator() const {
  return std::make_unique<FreeEvaluator>(space_, config_.seed());
}

void FreeArithmetic::Complete(SearchConfig* config) const {
  config->set_ops(fmt::format("{}", fmt::join(OpNames(config_), ",")));
  config->set_measure(std::string(space_.measure().name));
  if (space_.contract().domain) config->set_domain(FormatInterval(*space_.contract().domain));
}

FrontEntry FreeArithmetic::Describe(const FrontMember& member) const { return Entry(member, member.program); }

absl::Status FreeArithmetic::Verify(const std::vector<const FrontMember*>& members,
                                    const VerifyControl& control, std::vector<FrontEntry>& entries) const {
  const auto numbers = [](const FrontMember& m) { return TunableNumbers(m.program); };
  return Verifier(space_, space_.Refinement(Refinement()), numbers, Entry).Verify(members, control, entries);
}

}  // namespace ulpforge
