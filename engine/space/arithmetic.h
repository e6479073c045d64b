// An Arithmetic is what a search has to know about the numbers it works in: how candidates are known again,
// measured, priced and verified. Over the reals candidates are programs, errors are those of exact arithmetic
// and the cost is the op count; in float32 they are kernels, errors are ULPs and the cost is that of a cost
// model. The search itself knows of neither.
//
// Thread safety: immutable; const members are safe to call concurrently.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "base/rng.h"
#include "base/worker_pool.h"
#include "engine/evolution/candidate.h"
#include "engine/evolution/front.h"
#include "engine/schema/run.pb.h"
#include "engine/space/profile.h"
#include "engine/variation/variation.h"
#include "hashing/same_family.h"

namespace ulpforge {

// A candidate with other constants, and integers, that is better.
struct Improved {
  Program program;  // canonical
  double error = 0;
};

struct Evaluation {
  double error = 0;                     // with fitted constants; infinite if there is no fit
  std::vector<Extended> constants;      // fitted
  std::optional<Improved> improved;     // if constants are not fitted but part of the candidate
  std::optional<FrontMember> finished;  // set if the program beats the front as it was given
};

// Measures candidates: fits the constants, and if the result may belong on the front, finishes it.
//
// Thread safety: one Evaluator per thread. The result depends on the arguments only.
class Evaluator {
 public:
  virtual ~Evaluator() = default;

  // Adds the time to `watch`.
  virtual Evaluation Evaluate(const Candidate& candidate, const Front& front, Stopwatch& watch) = 0;
};

// How a verification is watched and ended.
struct VerifyControl {
  WorkerPool& pool;
  std::function<Stopwatch&(size_t)> watch;  // of each worker
  // Called several times per second if the verification takes that long, by one thread at a time, with the
  // share of it that is done: 0.4 when all of five entries are checked at 40% of their inputs.
  std::function<void(double share)> progress;
  const std::atomic<bool>& stop;  // once it is true, entries that are not done stay as they are
};

class Arithmetic {
 public:
  virtual ~Arithmetic() = default;

  // Templates that a program can be plugged into; 1 over the reals.
  virtual int frames() const { return 1; }

  // Another frame for a program of this one; the same if there is no other.
  virtual int OtherFrame(int frame, Rng&) const { return frame; }

  // What niches are made by, from 1 to sizes(): the op count over the reals.
  virtual int sizes() const = 0;
  virtual int Size(const Program& program, int frame) const = 0;

  virtual FunctionKey Key(const Program& program, int frame) const = 0;

  // Whether programs with one key compute the same with the constants that they have, not with free ones.
  virtual bool KeysHoldConstants() const { return false; }

  // Whether two programs with one key are the same, decided without the key; `seed` for random numbers.
  virtual bool AreSame(const Program& a, const Program& b, uint64_t seed) const {
    return SameFamily(a, b, seed);
  }

  virtual std::unique_ptr<const Variation> MakeVariation() const = 0;

  // Errors of front members must differ by this factor, see Front.
  virtual double improvement() const = 0;

  // By what factor the cost may err between frames: members that cost so much more than others of the same
  // error are finalists, see Front::Finalists().
  virtual double slack() const { return 1; }

  virtual std::unique_ptr<Evaluator> MakeEvaluator() const = 0;

  // Sets the keys of a reported configuration that have defaults which depend on the others.
  virtual void Complete(SearchConfig* config) const = 0;

  // A front member as it is reported before it is verified.
  virtual FrontEntry Describe(const FrontMember& member) const = 0;

  // The member that Describe() gave this entry for. Unimplemented where slack() is 1.
  virtual absl::StatusOr<FrontMember> MemberOf(const FrontEntry& entry) const;

  // Raises the level of the entries, which describe `members`, as far as it goes. An entry may get other
  // constants, and an infinite error if the program turned out to be wrong.
  virtual absl::Status Verify(const std::vector<const FrontMember*>& members, const VerifyControl& control,
                              std::vector<FrontEntry>& entries) const = 0;
};

// What is known of a front member of any arithmetic, level sampled.
FrontEntry SampledEntry(const FrontMember& member);

// The arithmetic of a configuration. REQUIRES: ValidateConfig(config).ok().
absl::StatusOr<std::unique_ptr<Arithmetic>> CreateArithmetic(const SearchConfig& config);

}  // namespace ulpforge
