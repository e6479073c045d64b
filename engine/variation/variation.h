// A Variation makes programs of a search space: at random, and by changing others. What it makes is in the
// form in which programs are considered.
//
// Thread safety: immutable.
#pragma once

#include <memory>
#include <optional>

#include "base/rng.h"
#include "dsl/program.h"
#include "engine/schema/run.pb.h"
#include "engine/variation/mutation.h"

namespace ulpforge {

// The form in which programs over the reals are considered: constants folded and free, canonical.
// REQUIRES: Validate(program).ok().
Program Simplified(const Program& program);

class Variation {
 public:
  virtual ~Variation() = default;

  virtual int max_ops() const = 0;

  // REQUIRES: Validate(program).ok().
  virtual Program Simplify(const Program& program) const = 0;

  // A random program of about `ops` ops, or nothing if it is outside the search space.
  virtual std::optional<Program> Random(int ops, Rng& rng) const = 0;

  // One to three mutations of `parent`, which are named in `applied`; nothing if the result is outside the
  // search space.
  virtual std::optional<Program> Mutate(const Program& parent, Rng& rng, AppliedMutations* applied) const = 0;

  // The share of candidates that are made from scratch all through a search.
  virtual double fresh() const { return 0; }

  // Whether the program is not worth an evaluation because some constant can be traded for the others.
  virtual bool IsRedundant(const Program& program, Rng& rng) const = 0;
};

// The search space and mutation weights of a configuration. REQUIRES: ValidateConfig(config).ok().
Mutator MakeMutator(const SearchConfig& config);

// Programs over the reals. REQUIRES: as MakeMutator.
std::unique_ptr<Variation> MakeRealVariation(const SearchConfig& config);

// Cores of kernels. REQUIRES: as MakeMutator.
std::unique_ptr<Variation> MakeKernelVariation(const SearchConfig& config);

// Programs of integer and float ops with their constants. REQUIRES: as MakeMutator.
std::unique_ptr<Variation> MakeFreeVariation(const SearchConfig& config);

}  // namespace ulpforge
