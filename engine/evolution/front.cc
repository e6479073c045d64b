#include "engine/evolution/front.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.h"

namespace ulpforge {

double Front::Best(double cost, int frame) const {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  double best = kInfinity;
  const auto end = members_.upper_bound({frame, cost});
  for (auto member = members_.lower_bound({frame, -kInfinity}); member != end; ++member) {
    best = std::min(best, member->second.error * improvement_);
  }
  return best;
}

double Front::Best(double cost) const {
  double best = std::numeric_limits<double>::infinity();
  for (const auto& [key, member] : members_) {
    if (key.second <= cost) best = std::min(best, member.error * improvement_);
  }
  return best;
}

bool Front::Offer(FrontMember member) {
  if (!(member.error < Best(member.cost, member.frame))) return false;
  const Key key(member.frame, member.cost);
  auto next = members_.upper_bound(key);
  while (next != members_.end() && next->first.first == member.frame) {
    next = next->second.error >= member.error * improvement_ ? members_.erase(next) : std::next(next);
  }
  members_.insert_or_assign(key, std::move(member));
  return true;
}

std::vector<const FrontMember*> Front::Members() const {
  std::vector<const FrontMember*> members;
  for (const auto& [unused, member] : members_) members.push_back(&member);
  std::stable_sort(members.begin(), members.end(), [](const FrontMember* a, const FrontMember* b) {
    return a->cost != b->cost ? a->cost < b->cost : a->error < b->error;
  });
  return members;
}

std::vector<const FrontMember*> Front::Finalists(double slack) const {
  ULPFORGE_CHECK(slack >= 1);
  const std::vector<const FrontMember*> members = Members();
  std::vector<const FrontMember*> finalists;
  for (const FrontMember* member : members) {
    const auto cheapest = std::find_if(members.begin(), members.end(), [&](const FrontMember* other) {
      return other->error <= member->error;
    });
    if (member->cost <= slack * (*cheapest)->cost) finalists.push_back(member);
  }
  return finalists;
}

}  // namespace ulpforge
