#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "engine/evolution/algorithms.h"

namespace ulpforge {
namespace {

// An error must shrink by this factor to count as progress.
constexpr double kProgress = 0.99;

class Restarting : public SearchAlgorithm {
 public:
  Restarting(AlgorithmFactory create, const AlgorithmOptions& options)
      : create_(create), options_(options), elites_(options.sizes + 1), best_(options.sizes + 1) {
    Begin(0);
  }

  const Individual* Ask(Rng& rng) const override { return inner_->Ask(rng); }

  void Tell(Individual child) override {
    const uint64_t now = child.birth;
    std::optional<Individual>& elite = elites_[child.size];
    if (!elite || child.error < elite->error) elite = child;
    Note(child);
    inner_->Tell(std::move(child));
    if (now - last_progress_ <= std::max(options_.patience, last_progress_ - begin_)) return;
    ++restarts_;
    Begin(now);
    if (restarts_ % 2 == 0) return;
    for (const std::optional<Individual>& seed : elites_) {
      if (seed) TellSeed(*seed, now);
    }
  }

  void ForEach(const std::function<void(const Individual&)>& visit) const override {
    inner_->ForEach(visit);
    for (const std::optional<Individual>& elite : elites_) {
      if (elite) visit(*elite);
    }
  }

  AlgorithmState Save() const override {
    AlgorithmState state = inner_->Save();
    RestartState* restart = state.mutable_restart();
    restart->set_restarts(restarts_);
    restart->set_begin(begin_);
    restart->set_last_progress(last_progress_);
    for (const double best : best_) restart->add_best(best);
    for (const std::optional<Individual>& elite : elites_) {
      if (elite) *restart->mutable_elites()->add_individuals() = SaveIndividual(*elite);
    }
    return state;
  }

  absl::Status Load(const AlgorithmState& state) override {
    const RestartState& restart = state.restart();
    if (restart.best_size() != static_cast<int>(best_.size())) {
      return absl::DataLossError("wrong number of best errors");
    }
    restarts_ = restart.restarts();
    begin_ = restart.begin();
    last_progress_ = restart.last_progress();
    std::copy(restart.best().begin(), restart.best().end(), best_.begin());
    for (const IndividualState& saved : restart.elites().individuals()) {
      absl::StatusOr<Individual> elite = LoadIndividual(saved);
      if (!elite.ok()) return elite.status();
      if (elite->size > options_.sizes) return absl::DataLossError("an elite is too large");
      elites_[elite->size] = *std::move(elite);
    }
    AlgorithmState inner = state;
    inner.clear_restart();
    return inner_->Load(inner);
  }

 private:
  void Begin(uint64_t now) {
    inner_ = create_(options_);
    begin_ = last_progress_ = now;
    std::fill(best_.begin(), best_.end(), std::numeric_limits<double>::infinity());
  }

  // Progress is what no program of this epoch with its size or less comes near to.
  void Note(const Individual& child) {
    const double best = *std::min_element(best_.begin(), best_.begin() + child.size + 1);
    if (!(child.error < kProgress * best)) return;
    best_[child.size] = child.error;
    last_progress_ = child.birth;
  }

  void TellSeed(const Individual& seed, uint64_t now) {
    Individual child = seed;
    child.birth = now;
    Note(child);
    inner_->Tell(std::move(child));
  }

  AlgorithmFactory create_;
  AlgorithmOptions options_;
  std::unique_ptr<SearchAlgorithm> inner_;
  std::vector<std::optional<Individual>> elites_;  // by size, the best of all epochs
  std::vector<double> best_;                       // by size, of this epoch
  uint64_t restarts_ = 0;
  uint64_t begin_ = 0;
  uint64_t last_progress_ = 0;
};

}  // namespace

std::unique_ptr<SearchAlgorithm> CreateRestarting(AlgorithmFactory create, const AlgorithmOptions& options) {
  return std::make_unique<Restarting>(create, options);
}

}  // namespace ulpforge
