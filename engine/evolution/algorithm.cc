#include "engine/evolution/algorithm.h"

#include <array>

#include "engine/evolution/algorithms.h"

namespace ulpforge {
namespace {

constexpr auto kAlgorithms = std::to_array<AlgorithmRow>({
    {"niche-aging", "regularized evolution with one aging population per op count", CreateNicheAging},
    {"aging", "plain regularized evolution, one population ranked by error", CreateAging},
    {"nsga2", "NSGA-II on op count and error", CreateNsga2},
    {"random", "random programs, the baseline", CreateRandomSearch},
});

}  // namespace

std::span<const AlgorithmRow> Algorithms() { return kAlgorithms; }

std::unique_ptr<SearchAlgorithm> CreateAlgorithm(std::string_view name, const AlgorithmOptions& options) {
  for (const AlgorithmRow& row : kAlgorithms) {
    if (row.name != name) continue;
    return options.patience > 0 ? CreateRestarting(row.create, options) : row.create(options);
  }
  return nullptr;
}

}  // namespace ulpforge
