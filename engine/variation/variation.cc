#include "engine/variation/variation.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "dsl/canonical.h"
#include "dsl/free_program.h"
#include "engine/schema/config.h"
#include "engine/variation/free_mutation.h"
#include "fitting/real/tape.h"
#include "hashing/function_key.h"

namespace ulpforge {
namespace {

constexpr double kFresh = 0.1;             // of free programs
constexpr double kRedundantKernels = 0.2;  // of the kernels with a redundant constant

class DraftVariation : public Variation {
 public:
  explicit DraftVariation(Mutator mutator) : mutator_(std::move(mutator)) {}

  int max_ops() const override { return mutator_.space().max_ops; }

  std::optional<Program> Random(int ops, Rng& rng) const override {
    return Accept(RandomDraft(mutator_.space(), ops, rng));
  }

  std::optional<Program> Mutate(const Program& parent, Rng& rng, AppliedMutations* applied) const override {
    return Accept(mutator_.Mutate(ToDraft(parent), rng, applied));
  }

 private:
  virtual Draft RandomDraft(const SearchSpace& space, int ops, Rng& rng) const = 0;
  virtual bool HasForm(const Program& simplified) const = 0;

  std::optional<Program> Accept(const Draft& draft) const {
    const SearchSpace& space = mutator_.space();
    if (draft.empty() || Info(draft.back().op).result != Type::kFloat) return std::nullopt;
    Program program = Simplify(ToProgram(draft));
    if (!HasForm(program) || OpCount(program) > space.max_ops) return std::nullopt;
    if (static_cast<int>(program.constants.size() + program.integers.size()) > space.max_constants)
      return std::nullopt;
    return program;
  }

  Mutator mutator_;
};

class RealVariation : public DraftVariation {
 public:
  using DraftVariation::DraftVariation;

  Program Simplify(const Program& program) const override { return Simplified(program); }

  // There is nearly always a program with fewer ops for the same functions, as for (x + a) + b. Only told of
  // smooth programs; where a program has steps, derivatives say nothing.
  bool IsRedundant(const Program& program, Rng&) const override {
    const bool smooth =
        std::none_of(program.instructions.begin(), program.instructions.end(),
                     [](const Instruction& i) { return Info(i.op).algebra == Algebra::kPiecewise; });
    return smooth && ConstantRank(program) < static_cast<int>(program.constants.size());
  }

 private:
  Draft RandomDraft(const SearchSpace& space, int ops, Rng& rng) const override {
    return ulpforge::RandomDraft(space, ops, rng);
  }
  bool HasForm(const Program& simplified) const override { return Tape::Accepts(simplified); }
};

class KernelVariation : public RealVariation {
 public:
  using RealVariation::RealVariation;

  // What is redundant over the reals can make up for a rounding, as the low part of a constant does.
  bool IsRedundant(const Program& program, Rng& rng) const override {
    return RealVariation::IsRedundant(program, rng) && !rng.Chance(kRedundantKernels);
  }
};

// Nothing may change the value of a program that computes in float32.
class FreeVariation : public DraftVariation {
 public:
  using DraftVariation::DraftVariation;

  Program Simplify(const Program& program) const override { return Canonicalize(program); }
  bool IsRedundant(const Program&, Rng&) const override { return false; }

  // No small steps lead from arithmetic to tricks with bits.
  double fresh() const override { return kFresh; }

 private:
  Draft RandomDraft(const SearchSpace& space, int ops, Rng& rng) const override {
    return RandomFreeDraft(space, ops, rng);
  }
  bool HasForm(const Program& simplified) const override { return IsFreeProgram(simplified); }
};

}  // namespace

Program Simplified(const Program& program) {
  return Canonicalize(NormalizeFreeConstants(FoldConstants(program)));
}

Mutator MakeMutator(const SearchConfig& config) {
  SearchSpace space{.max_ops = static_cast<int>(config.max_ops()),
                    .max_constants = static_cast<int>(config.max_constants())};
  for (const std::string_view name : OpNames(config)) space.ops.push_back(*FindOp(name));
  const std::span<const Mutation> table = config.free() ? FreeMutations() : Mutations();
  std::vector<double> weights;
  for (const Mutation& mutation : table) weights.push_back(mutation.weight);
  for (const std::string& text : config.mutation()) {
    const absl::StatusOr<MutationWeight> choice = ParseMutationWeight(text);
    ULPFORGE_CHECK(choice.ok());
    for (size_t k = 0; k < weights.size(); ++k) {
      if (table[k].name == choice->name) weights[k] = choice->weight;
    }
  }
  return Mutator(std::move(space), std::move(weights), table);
}

std::unique_ptr<Variation> MakeRealVariation(const SearchConfig& config) {
  return std::make_unique<RealVariation>(MakeMutator(config));
}

std::unique_ptr<Variation> MakeKernelVariation(const SearchConfig& config) {
  return std::make_unique<KernelVariation>(MakeMutator(config));
}

std::unique_ptr<Variation> MakeFreeVariation(const SearchConfig& config) {
  return std::make_unique<FreeVariation>(MakeMutator(config));
}

}  // namespace ulpforge
