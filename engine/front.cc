#include "engine/front.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.h"

namespace ulpforge {

double Front::Best(int ops) const {
  double best = std::numeric_limits<double>::infinity();
  for (int k = 0; k <= ops; ++k) {
    if (members_[k]) best = std::min(best, members_[k]->error * kImprovement);
  }
  return best;
}

bool Front::Offer(FrontMember member) {
  const int ops = OpCount(member.program);
  ULPFORGE_CHECK(ops < static_cast<int>(members_.size()));
  if (!(member.error < Best(ops))) return false;
  for (size_t k = ops + 1; k < members_.size(); ++k) {
    if (members_[k] && members_[k]->error >= member.error * kImprovement) members_[k].reset();
  }
  members_[ops] = std::move(member);
  return true;
}

std::vector<const FrontMember*> Front::Members() const {
  std::vector<const FrontMember*> members;
  for (const std::optional<FrontMember>& member : members_) {
    if (member) members.push_back(&*member);
  }
  return members;
}

}  // namespace ulpforge
