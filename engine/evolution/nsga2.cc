#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "engine/evolution/algorithms.h"

namespace ulpforge {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool Dominates(const Individual& a, const Individual& b) {
  if (a.size > b.size || a.error > b.error) return false;
  return a.size < b.size || a.error < b.error;
}

// The binary digits of an error; crowding is measured in them, because errors span many decades.
double Digits(double error) {
  int exponent;
  const double mantissa = std::frexp(error, &exponent);
  return exponent + 2 * mantissa;
}

class Nsga2 : public SearchAlgorithm {
 public:
  explicit Nsga2(const AlgorithmOptions& options)
      : capacity_(options.population), tournament_(options.tournament) {}

  const Individual* Ask(Rng& rng) const override {
    if (parents_.empty()) return nullptr;
    size_t best = rng.Below(parents_.size());
    for (int k = 1; k < tournament_; ++k)
      best = std::min(best, static_cast<size_t>(rng.Below(parents_.size())));
    return &parents_[best];  // parents stand best first
  }

  void Tell(Individual child) override {
    if (!keys_.insert(child.key).second) return;
    offspring_.push_back(std::move(child));
    if (offspring_.size() >= capacity_) Select();
  }

  void ForEach(const std::function<void(const Individual&)>& visit) const override {
    std::ranges::for_each(parents_, visit);
    std::ranges::for_each(offspring_, visit);
  }

  AlgorithmState Save() const override {
    AlgorithmState state;
    for (const std::vector<Individual>* individuals : {&parents_, &offspring_}) {
      PopulationState& population = *state.add_populations();
      for (const Individual& individual : *individuals) {
        *population.add_individuals() = SaveIndividual(individual);
      }
    }
    return state;
  }

  absl::Status Load(const AlgorithmState& state) override {
    if (state.populations_size() != 2) return absl::DataLossError("NSGA-II has two populations");
    for (int k = 0; k < 2; ++k) {
      for (const IndividualState& saved : state.populations(k).individuals()) {
        absl::StatusOr<Individual> individual = LoadIndividual(saved);
        if (!individual.ok()) return individual.status();
        keys_.insert(individual->key);
        (k == 0 ? parents_ : offspring_).push_back(*std::move(individual));
      }
    }
    return absl::OkStatus();
  }

 private:
  // The best `capacity_` of parents and offspring, by front and then by crowding distance.
  void Select() {
    std::vector<Individual> all = std::move(parents_);
    std::move(offspring_.begin(), offspring_.end(), std::back_inserter(all));
    offspring_.clear();
    parents_.clear();
    while (parents_.size() < capacity_ && !all.empty()) {
      std::vector<Individual> front = TakeFront(all);
      SortByCrowding(front);
      const size_t room = capacity_ - parents_.size();
      if (front.size() > room) front.resize(room);
      std::move(front.begin(), front.end(), std::back_inserter(parents_));
    }
    keys_.clear();
    for (const Individual& parent : parents_) keys_.insert(parent.key);
  }

  static std::vector<Individual> TakeFront(std::vector<Individual>& all) {
    std::stable_sort(all.begin(), all.end(), [](const Individual& a, const Individual& b) {
      return std::pair(a.size, a.error) < std::pair(b.size, b.error);
    });
    // In this order an individual is dominated exactly if an earlier one of the front dominates it.
    std::vector<Individual> front, rest;
    for (Individual& individual : all) {
      const bool dominated = !front.empty() && Dominates(front.back(), individual);
      (dominated ? rest : front).push_back(std::move(individual));
    }
    all = std::move(rest);
    return front;
  }

  // A front has its sizes in rising and its errors in falling order.
  static void SortByCrowding(std::vector<Individual>& front) {
    const size_t n = front.size();
    std::vector<std::pair<double, size_t>> distance(n);
    const double size_range = std::max(1, front.back().size - front.front().size);
    const double digits_range = std::max(1.0, Digits(front.front().error) - Digits(front.back().error));
    for (size_t k = 0; k < n; ++k) {
      distance[k] = {kInfinity, k};
      if (k == 0 || k + 1 == n) continue;
      distance[k].first = (front[k + 1].size - front[k - 1].size) / size_range +
                          (Digits(front[k - 1].error) - Digits(front[k + 1].error)) / digits_range;
    }
    std::stable_sort(distance.begin(), distance.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Individual> sorted;
    sorted.reserve(n);
    for (const auto& [unused, k] : distance) sorted.push_back(std::move(front[k]));
    front = std::move(sorted);
  }

  size_t capacity_;
  int tournament_;
  std::vector<Individual> parents_;  // best first
  std::vector<Individual> offspring_;
  absl::flat_hash_set<FunctionKey> keys_;
};

}  // namespace

std::unique_ptr<SearchAlgorithm> CreateNsga2(const AlgorithmOptions& options) {
  return std::make_unique<Nsga2>(options);
}

}  // namespace ulpforge
