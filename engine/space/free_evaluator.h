// The FreeEvaluator measures one free program: on few samples first, since most are hopeless, then on all. A
// little tuning tells what its constants are good for; what may belong on the front is tuned in earnest.
//
// Thread safety: one FreeEvaluator per thread.
#pragma once

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "engine/space/arithmetic.h"
#include "engine/space/float_space.h"
#include "fitting/format/refiner.h"
#include "fitting/format/scorer.h"
#include "fitting/format/tuner.h"

namespace ulpforge {

class FreeEvaluator : public Evaluator {
 public:
  // `space` must outlive the evaluator.
  FreeEvaluator(const FloatSpace& space, uint64_t seed);

  Evaluation Evaluate(const Candidate& candidate, const Front& front, Stopwatch& watch) override;

 private:
  std::optional<FrontMember> Finish(const Candidate& candidate, Program program, double error,
                                    const Front& front, Rng& rng);
  // The cost of the space, which depends on the structure alone and can take a millisecond to find.
  double Cost(const Program& program);

  const FloatSpace& space_;
  uint64_t seed_;
  UlpSamples few_;
  Scorer scorer_;
  Tuner tuner_;
  Refiner refiner_;
  absl::flat_hash_map<std::string, double> costs_;  // by structure
};

}  // namespace ulpforge
