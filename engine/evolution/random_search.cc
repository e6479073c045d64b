#include "engine/evolution/algorithms.h"

namespace ulpforge {
namespace {

class RandomSearch : public SearchAlgorithm {
 public:
  const Individual* Ask(Rng&) const override { return nullptr; }
  void Tell(Individual) override {}
  void ForEach(const std::function<void(const Individual&)>&) const override {}
  AlgorithmState Save() const override { return {}; }
  absl::Status Load(const AlgorithmState& state) override {
    return state.populations().empty() ? absl::OkStatus()
                                       : absl::DataLossError("random search has no population");
  }
};

}  // namespace

std::unique_ptr<SearchAlgorithm> CreateRandomSearch(const AlgorithmOptions&) {
  return std::make_unique<RandomSearch>();
}

}  // namespace ulpforge
