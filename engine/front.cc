#include "engine/front.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ulpforge {

double Front::Best(double cost) const {
  double best = std::numeric_limits<double>::infinity();
  for (auto member = members_.begin(); member != members_.upper_bound(cost); ++member) {
    best = std::min(best, member->second.error * improvement_);
  }
  return best;
}

bool Front::Offer(FrontMember member) {
  if (!(member.error < Best(member.cost))) return false;
  auto next = members_.upper_bound(member.cost);
  while (next != members_.end()) {
    next = next->second.error >= member.error * improvement_ ? members_.erase(next) : std::next(next);
  }
  const double cost = member.cost;
  members_.insert_or_assign(cost, std::move(member));
  return true;
}

std::vector<const FrontMember*> Front::Members() const {
  std::vector<const FrontMember*> members;
  for (const auto& [unused, member] : members_) members.push_back(&member);
  return members;
}

}  // namespace ulpforge
