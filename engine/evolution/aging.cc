#include <algorithm>
#include <utility>

#include "engine/evolution/aging_population.h"
#include "engine/evolution/algorithms.h"

namespace ulpforge {
namespace {

// Aging evolution with `niches` populations; a child belongs to that of its size, or to the only one.
class AgingEvolution : public SearchAlgorithm {
 public:
  AgingEvolution(size_t niches, const AlgorithmOptions& options)
      : tournament_(options.tournament), niches_(niches, AgingPopulation(options.population)) {}

  const Individual* Ask(Rng& rng) const override {
    // A niche that is still empty sends for a program from scratch, less and less often as they fill.
    const AgingPopulation& niche = niches_[LargeNiche(rng)];
    if (!niche.empty()) return &niche.Tournament(tournament_, rng);
    const AgingPopulation& other = niches_[rng.Below(niches_.size())];
    return other.empty() ? nullptr : &other.Tournament(tournament_, rng);
  }

  void Tell(Individual child) override {
    const size_t niche = niches_.size() == 1 ? 0 : static_cast<size_t>(child.size) - 1;
    niches_[niche].Add(std::move(child));
  }

  void ForEach(const std::function<void(const Individual&)>& visit) const override {
    for (const AgingPopulation& niche : niches_) std::ranges::for_each(niche.members(), visit);
  }

  AlgorithmState Save() const override {
    AlgorithmState state;
    for (const AgingPopulation& niche : niches_) *state.add_populations() = niche.Save();
    return state;
  }

  absl::Status Load(const AlgorithmState& state) override {
    if (state.populations_size() != static_cast<int>(niches_.size())) {
      return absl::DataLossError("wrong number of populations");
    }
    for (size_t k = 0; k < niches_.size(); ++k) {
      const absl::Status status = niches_[k].Load(state.populations(static_cast<int>(k)));
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

 private:
  // The larger of two random niches: small programs are soon explored.
  size_t LargeNiche(Rng& rng) const {
    const uint64_t first = rng.Below(niches_.size());
    return std::max(first, rng.Below(niches_.size()));
  }

  int tournament_;
  std::vector<AgingPopulation> niches_;
};

}  // namespace

std::unique_ptr<SearchAlgorithm> CreateNicheAging(const AlgorithmOptions& options) {
  return std::make_unique<AgingEvolution>(options.sizes, options);
}

std::unique_ptr<SearchAlgorithm> CreateAging(const AlgorithmOptions& options) {
  return std::make_unique<AgingEvolution>(1, options);
}

}  // namespace ulpforge
