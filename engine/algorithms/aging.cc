#include <utility>

#include "engine/algorithms/aging_population.h"
#include "engine/algorithms/algorithms.h"

namespace ulpforge {
namespace {

// Aging evolution with `niches` populations; a child belongs to that of its op count, or to the only one.
class AgingEvolution : public SearchAlgorithm {
 public:
  AgingEvolution(size_t niches, const AlgorithmOptions& options)
      : tournament_(options.tournament), niches_(niches, AgingPopulation(options.population)) {}

  const Individual* Ask(Rng& rng) const override {
    // A niche that is still empty sends for a program from scratch, less and less often as they fill.
    const AgingPopulation& niche = niches_[rng.Below(niches_.size())];
    if (!niche.empty()) return &niche.Tournament(tournament_, rng);
    const AgingPopulation& other = niches_[rng.Below(niches_.size())];
    return other.empty() ? nullptr : &other.Tournament(tournament_, rng);
  }

  void Tell(Individual child) override {
    const size_t niche = niches_.size() == 1 ? 0 : static_cast<size_t>(child.ops()) - 1;
    niches_[niche].Add(std::move(child));
  }

  std::vector<PopulationState> Save() const override {
    std::vector<PopulationState> states;
    for (const AgingPopulation& niche : niches_) states.push_back(niche.Save());
    return states;
  }

  absl::Status Load(std::span<const PopulationState> states) override {
    if (states.size() != niches_.size()) return absl::DataLossError("wrong number of populations");
    for (size_t k = 0; k < niches_.size(); ++k) {
      const absl::Status status = niches_[k].Load(states[k]);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

 private:
  int tournament_;
  std::vector<AgingPopulation> niches_;
};

}  // namespace

std::unique_ptr<SearchAlgorithm> CreateNicheAging(const AlgorithmOptions& options) {
  return std::make_unique<AgingEvolution>(options.max_ops, options);
}

std::unique_ptr<SearchAlgorithm> CreateAging(const AlgorithmOptions& options) {
  return std::make_unique<AgingEvolution>(1, options);
}

}  // namespace ulpforge
