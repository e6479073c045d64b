#include "engine/evolution/aging_population.h"

#include <bit>
#include <utility>

namespace ulpforge {
namespace {

// Errors that agree to about 2^-13 are of one class.
uint64_t ErrorClass(double error) { return std::bit_cast<uint64_t>(error) >> (52 - 13); }

}  // namespace

bool AgingPopulation::Add(Individual child) {
  const uint64_t error_class = ErrorClass(child.error);
  if (keys_.contains(child.key) || error_classes_.contains(error_class)) return false;
  keys_.insert(child.key);
  error_classes_.insert(error_class);
  members_.push_back(std::move(child));
  if (members_.size() > capacity_) {
    keys_.erase(members_.front().key);
    error_classes_.erase(ErrorClass(members_.front().error));
    members_.pop_front();
  }
  return true;
}

const Individual& AgingPopulation::Tournament(int size, Rng& rng) const {
  const Individual* best = &members_[rng.Below(members_.size())];
  for (int k = 1; k < size; ++k) {
    const Individual& other = members_[rng.Below(members_.size())];
    if (other.error < best->error) best = &other;
  }
  return *best;
}

PopulationState AgingPopulation::Save() const {
  PopulationState state;
  for (const Individual& member : members_) *state.add_individuals() = SaveIndividual(member);
  return state;
}

absl::Status AgingPopulation::Load(const PopulationState& state) {
  for (const IndividualState& saved : state.individuals()) {
    absl::StatusOr<Individual> member = LoadIndividual(saved);
    if (!member.ok()) return member.status();
    if (!Add(*std::move(member))) return absl::DataLossError("a population holds one function twice");
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
