#include "engine/run/search.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "base/check.h"
#include "dsl/text.h"
#include "engine/schema/config.h"

namespace ulpforge {
namespace {

constexpr uint64_t kAuditStream = uint64_t{1} << 63;  // apart from the streams of candidates

AlgorithmOptions MakeAlgorithmOptions(const SearchConfig& config, const Arithmetic& arithmetic) {
  return {.sizes = arithmetic.sizes(),
          .population = config.population(),
          .tournament = static_cast<int>(config.tournament()),
          .patience = config.patience()};
}

std::vector<Program> SeedPrograms(const SearchConfig& config) {
  std::vector<Program> programs;
  for (const std::string& text : config.seed_program()) {
    absl::StatusOr<Program> program = Parse(text);
    ULPFORGE_CHECK(program.ok());
    programs.push_back(*std::move(program));
  }
  return programs;
}

// The text form of a program, which checkpoints hold, does not tell a low part of -0 from one of 0.
std::vector<Extended> WithPositiveZeros(std::vector<Extended> constants) {
  for (Extended& constant : constants) constant.lo += 0.0;  // -0 + 0 is 0
  return constants;
}

}  // namespace

Search::Search(const SearchConfig& config, const Arithmetic& arithmetic, size_t threads)
    : config_(config),
      arithmetic_(arithmetic),
      forgetting_{.after = config.forget_after(), .factor = config.forget_factor()},
      proposer_(arithmetic.MakeVariation(), arithmetic, config.seed(), SeedPrograms(config)),
      pool_(threads),
      watches_(pool_.size()),
      algorithm_(CreateAlgorithm(config.algorithm(), MakeAlgorithmOptions(config, arithmetic))),
      cache_(config.cache_bytes()),
      front_(arithmetic.improvement()) {
  ULPFORGE_CHECK(algorithm_ != nullptr);
  for (size_t worker = 0; worker < pool_.size(); ++worker) {
    evaluators_.push_back(arithmetic.MakeEvaluator());
  }
}

void Search::RunBatch() {
  std::vector<Candidate> candidates(config_.batch());
  pool_.ParallelFor(candidates.size(), [&](size_t worker, size_t k) {
    candidates[k] = proposer_.Propose(*algorithm_, next_candidate_ + k, watches_[worker]);
  });

  watches_[0].Start();
  const std::vector<size_t> missing = FindMissing(candidates);
  watches_[0].Lap(Phase::kCache);
  std::vector<Evaluation> evaluations(candidates.size());
  pool_.ParallelFor(missing.size(), [&](size_t worker, size_t k) {
    const Candidate& candidate = candidates[missing[k]];
    evaluations[missing[k]] = evaluators_[worker]->Evaluate(candidate, front_, watches_[worker]);
  });

  size_t evaluated = 0;
  watches_[0].Start();
  for (size_t k = 0; k < candidates.size(); ++k) {
    statistics_.set_unchanged(statistics_.unchanged() + candidates[k].unchanged);
    statistics_.set_redundant(statistics_.redundant() + candidates[k].redundant);
    if (evaluated < missing.size() && missing[evaluated] == k) {
      ++evaluated;
      TellEvaluated(std::move(candidates[k]), std::move(evaluations[k]));
    } else if (candidates[k].made) {
      statistics_.set_cache_hits(statistics_.cache_hits() + 1);
      Audit(candidates[k]);
      TellKnown(std::move(candidates[k]));
    }
  }
  if (lineage_.IsDue()) lineage_.Prune(Living());
  watches_[0].Lap(Phase::kTell);
  next_candidate_ += candidates.size();
}

void Search::Remember(const Candidate& candidate, double error) {
  lineage_.Add(candidate.index, {.parent = candidate.parent,
                                 .mutations = candidate.mutations,
                                 .frame = static_cast<uint32_t>(candidate.frame),
                                 .error = error,
                                 .structure = PackStructure(candidate.program)});
}

std::vector<uint64_t> Search::Living() const {
  std::vector<uint64_t> living;
  for (const FrontMember* member : front_.Members()) living.push_back(member->found_at);
  algorithm_->ForEach([&](const Individual& individual) { living.push_back(individual.origin); });
  return living;
}

// Programs with steps may share a key without having the same constants.
bool Search::Fits(const CachedEvaluation& known, const Program& program) {
  return known.constants.size() == program.constants.size();
}

// A known function is evaluated again if this program computes it with fewer ops, and when it is due to be
// forgotten. The better of the two evaluations stays.
bool Search::IsWorthAnother(const Program& program, const CachedEvaluation& known) const {
  if (OpCount(program) < known.ops) return true;
  if (arithmetic_.KeysHoldConstants()) return false;
  return !Fits(known, program) || forgetting_.IsDue(known.hits);
}

std::vector<size_t> Search::FindMissing(const std::vector<Candidate>& candidates) {
  std::vector<size_t> missing;
  absl::flat_hash_set<FunctionKey> pending;
  for (size_t k = 0; k < candidates.size(); ++k) {
    if (!candidates[k].made) continue;
    if (config_.cache()) {
      if (pending.contains(candidates[k].key)) continue;
      const CachedEvaluation* known = cache_.Find(candidates[k].key);
      if (known != nullptr && !IsWorthAnother(candidates[k].program, *known)) continue;
      pending.insert(candidates[k].key);
      if (known == nullptr) {
        statistics_.set_cache_misses(statistics_.cache_misses() + 1);
      } else {
        statistics_.set_cache_refits(statistics_.cache_refits() + 1);
      }
    }
    missing.push_back(k);
  }
  return missing;
}

void Search::TellEvaluated(Candidate candidate, Evaluation evaluation) {
  statistics_.set_evaluated(statistics_.evaluated() + 1);
  if (evaluation.finished && front_.Offer(*std::move(evaluation.finished))) {
    Remember(candidate, evaluation.error);
  }
  if (evaluation.improved) TellImproved(candidate, *std::move(evaluation.improved));
  if (config_.cache()) {
    const CachedEvaluation* known = cache_.Peek(candidate.key);
    const uint32_t hits = known != nullptr ? known->hits : 0;
    if (known != nullptr && known->ops <= OpCount(candidate.program) &&
        (arithmetic_.KeysHoldConstants() || Fits(*known, candidate.program)) &&
        known->error <= evaluation.error) {
      return TellKnown(std::move(candidate));
    }
    cache_.Insert(candidate.key, {.error = evaluation.error,
                                  .ops = OpCount(candidate.program),
                                  .hits = hits,
                                  .constants = WithPositiveZeros(evaluation.constants),
                                  .program = PackStructure(candidate.program)});
  }
  watches_[0].Lap(Phase::kCache);
  Tell(std::move(candidate), evaluation.error, evaluation.constants);
}

void Search::TellKnown(Candidate candidate) {
  const CachedEvaluation* known = cache_.Peek(candidate.key);
  if (known == nullptr) return;  // evicted or replaced within the batch
  if (!arithmetic_.KeysHoldConstants() && !Fits(*known, candidate.program)) return;
  if (OpCount(candidate.program) > known->ops) return;  // there is a shorter program for it
  watches_[0].Lap(Phase::kCache);
  // Programs of one key are the same function only with the constants that they have, or with any.
  const std::vector<Extended> constants =
      arithmetic_.KeysHoldConstants() ? candidate.program.constants : known->constants;
  Tell(std::move(candidate), known->error, constants);
}

void Search::TellImproved(const Candidate& candidate, Improved improved) {
  const std::vector<Extended> constants = improved.program.constants;
  const FunctionKey key = arithmetic_.Key(improved.program, candidate.frame);
  Candidate changed = candidate;
  changed.program = std::move(improved.program);
  changed.key = key;
  Tell(std::move(changed), improved.error, constants);
}

void Search::Tell(Candidate candidate, double error, const std::vector<Extended>& constants) {
  if (!std::isfinite(error)) return;
  Remember(candidate, error);
  candidate.program.constants = WithPositiveZeros(constants);
  const int size = arithmetic_.Size(candidate.program, candidate.frame);
  algorithm_->Tell({.program = std::move(candidate.program),
                    .frame = candidate.frame,
                    .size = size,
                    .error = error,
                    .key = candidate.key,
                    .birth = candidate.index,
                    .origin = candidate.index});
  watches_[0].Lap(Phase::kTell);
}

void Search::Audit(const Candidate& candidate) {
  Rng rng(config_.seed(), kAuditStream + candidate.index);
  const CachedEvaluation* known = cache_.Peek(candidate.key);
  if (known == nullptr || !rng.Chance(config_.audit_rate())) return;
  statistics_.set_audited(statistics_.audited() + 1);
  Program program = UnpackStructure(known->program);
  program.constants = known->constants;
  if (arithmetic_.AreSame(candidate.program, program, rng.Next())) return;
  statistics_.set_false_merges(statistics_.false_merges() + 1);
}

PhaseSeconds Search::phase_seconds() const {
  PhaseSeconds seconds{};
  for (const Stopwatch& watch : watches_) watch.AddTo(seconds);
  return seconds;
}

Statistics Search::statistics() const {
  Statistics statistics = statistics_;
  statistics.set_candidates(next_candidate_);
  statistics.set_evaluated(statistics_.evaluated());  // set even if zero, so that JSON has every field
  statistics.set_unchanged(statistics_.unchanged());
  statistics.set_redundant(statistics_.redundant());
  statistics.set_audited(statistics_.audited());
  statistics.set_false_merges(statistics_.false_merges());
  statistics.set_cache_hits(statistics_.cache_hits());
  statistics.set_cache_misses(statistics_.cache_misses());
  statistics.set_cache_refits(statistics_.cache_refits());
  statistics.set_cache_evictions(cache_.evictions());
  statistics.set_cache_entries(cache_.size());
  statistics.set_cache_bytes(cache_.bytes());
  return statistics;
}

void Search::Save(Checkpoint* checkpoint) const {
  checkpoint->set_next_candidate(next_candidate_);
  *checkpoint->mutable_algorithm() = algorithm_->Save();
  cache_.ForEach([&](const FunctionKey& key, const CachedEvaluation& evaluation) {
    CacheEntryState* entry = checkpoint->mutable_cache()->add_entries();
    entry->set_key_low(key.low);
    entry->set_key_high(key.high);
    entry->set_error(evaluation.error);
    entry->set_ops(evaluation.ops);
    entry->set_hits(evaluation.hits);
    entry->set_program(evaluation.program);
    for (const Extended& constant : evaluation.constants) {
      entry->add_constants(constant.hi);
      entry->add_constants(constant.lo);
    }
  });
  for (const FrontMember* member : front_.Members()) {
    FrontState* state = checkpoint->add_front();
    state->set_program(Format(member->program));
    state->set_cost(member->cost);
    state->set_error(member->error);
    state->set_found_at(member->found_at);
    state->set_frame(member->frame);
    if (!member->core.instructions.empty()) state->set_core(Format(member->core));
  }
  *checkpoint->mutable_statistics() = statistics();
  *checkpoint->mutable_lineage() = lineage_.Save(Living());
}

absl::Status Search::Load(const Checkpoint& checkpoint) {
  next_candidate_ = checkpoint.next_candidate();
  statistics_ = checkpoint.statistics();
  if (absl::Status status = algorithm_->Load(checkpoint.algorithm()); !status.ok()) return status;
  for (const CacheEntryState& entry : checkpoint.cache().entries()) {
    CachedEvaluation evaluation{.error = entry.error(),
                                .ops = static_cast<int>(entry.ops()),
                                .hits = entry.hits(),
                                .program = entry.program()};
    for (int k = 0; k + 1 < entry.constants_size(); k += 2) {
      evaluation.constants.emplace_back(entry.constants(k), entry.constants(k + 1));
    }
    cache_.Insert({entry.key_low(), entry.key_high()}, std::move(evaluation));
  }
  if (absl::Status status = lineage_.Load(checkpoint.lineage()); !status.ok()) return status;
  cache_.set_evictions(statistics_.cache_evictions());
  for (const FrontState& state : checkpoint.front()) {
    absl::StatusOr<Program> program = Parse(state.program());
    if (!program.ok()) return absl::DataLossError(std::string(program.status().message()));
    absl::StatusOr<Program> core = state.has_core() ? Parse(state.core()) : Program();
    if (!core.ok()) return absl::DataLossError(std::string(core.status().message()));
    front_.Offer({.program = *std::move(program),
                  .cost = state.cost(),
                  .error = state.error(),
                  .found_at = state.found_at(),
                  .frame = static_cast<int>(state.frame()),
                  .core = *std::move(core)});
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
