// A Search is the whole state of a search and one operation on it, the batch: ask and mutate in parallel,
// look up in the cache in order, evaluate what is missing in parallel, tell in order. It knows
// nothing of files, and times itself without regard to it. Its state after n candidates is a function of the
// configuration alone.
//
// Thread safety: driven by one thread; batches run on the workers it was given.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "base/worker_pool.h"
#include "engine/evolution/algorithm.h"
#include "engine/evolution/front.h"
#include "engine/evolution/lineage.h"
#include "engine/run/proposer.h"
#include "engine/schema/run.pb.h"
#include "engine/space/arithmetic.h"
#include "engine/space/profile.h"
#include "hashing/evaluation_cache.h"
#include "hashing/forgetting.h"

namespace ulpforge {

class Search {
 public:
  // `arithmetic` must outlive the search. REQUIRES: ValidateConfig(config).ok().
  Search(const SearchConfig& config, const Arithmetic& arithmetic, size_t threads);

  // Considers the next config.batch() candidates.
  void RunBatch();

  uint64_t candidates() const { return next_candidate_; }
  const Front& front() const { return front_; }
  Statistics statistics() const;
  PhaseSeconds phase_seconds() const;   // since the construction, all workers
  WorkerPool& pool() { return pool_; }  // idle between batches
  Stopwatch& watch(size_t worker) { return watches_[worker]; }

  // The state without the configuration. Batches are the unit of determinism, so a Search that was
  // loaded goes on exactly as the one that was saved.
  void Save(Checkpoint* checkpoint) const;
  absl::Status Load(const Checkpoint& checkpoint);

 private:
  // The candidates that the cache cannot answer; of several with one key, the first.
  std::vector<size_t> FindMissing(const std::vector<Candidate>& candidates);
  bool IsWorthAnother(const Program& program, const CachedEvaluation& known) const;
  static bool Fits(const CachedEvaluation& known, const Program& program);
  void TellEvaluated(Candidate candidate, Evaluation evaluation);
  void TellKnown(Candidate candidate);
  void TellImproved(const Candidate& candidate, Improved improved);
  void Tell(Candidate candidate, double error, const std::vector<Extended>& constants);
  void Audit(const Candidate& candidate);
  void Remember(const Candidate& candidate, double error);
  std::vector<uint64_t> Living() const;  // candidates that are on the front or may be asked for

  SearchConfig config_;
  const Arithmetic& arithmetic_;
  Forgetting forgetting_;
  Proposer proposer_;
  WorkerPool pool_;
  std::vector<std::unique_ptr<Evaluator>> evaluators_;  // one per worker
  std::vector<Stopwatch> watches_;                      // one per worker; the first also of what is in order
  std::unique_ptr<SearchAlgorithm> algorithm_;
  EvaluationCache cache_;
  Front front_;
  Lineage lineage_;
  uint64_t next_candidate_ = 0;
  Statistics statistics_;
};

}  // namespace ulpforge
