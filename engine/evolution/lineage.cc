#include "engine/evolution/lineage.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "fmt/format.h"

namespace ulpforge {

std::vector<uint64_t> Lineage::WithAncestors(const std::vector<uint64_t>& living) const {
  absl::flat_hash_set<uint64_t> kept;
  for (uint64_t candidate : living) {
    while (candidate != kNoParent) {
      const auto ancestor = ancestors_.find(candidate);
      if (ancestor == ancestors_.end() || !kept.insert(candidate).second) break;
      candidate = ancestor->second.parent;
    }
  }
  std::vector<uint64_t> sorted(kept.begin(), kept.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

void Lineage::Prune(const std::vector<uint64_t>& living) {
  absl::flat_hash_map<uint64_t, Ancestor> kept;
  for (const uint64_t candidate : WithAncestors(living)) {
    kept.emplace(candidate, std::move(ancestors_.find(candidate)->second));
  }
  ancestors_ = std::move(kept);
  limit_ = 2 * ancestors_.size() + kRoom;
}

LineageState Lineage::Save(const std::vector<uint64_t>& living) const {
  LineageState state;
  absl::flat_hash_map<std::string_view, uint32_t> numbers;  // of the names, as they come
  for (const uint64_t candidate : WithAncestors(living)) {
    const Ancestor& ancestor = ancestors_.find(candidate)->second;
    AncestorState* saved = state.add_ancestors();
    saved->set_candidate(candidate);
    if (ancestor.parent != kNoParent) saved->set_parent(ancestor.parent);
    for (const std::string_view name : ancestor.mutations) {
      const auto [number, is_new] = numbers.emplace(name, static_cast<uint32_t>(numbers.size()));
      if (is_new) state.add_mutations(std::string(name));
      saved->add_mutations(number->second);
    }
    saved->set_frame(ancestor.frame);
    saved->set_error(ancestor.error);
    saved->set_structure(ancestor.structure);
  }
  return state;
}

absl::Status Lineage::Load(const LineageState& state) {
  for (const AncestorState& saved : state.ancestors()) {
    Ancestor ancestor{.parent = saved.has_parent() ? saved.parent() : kNoParent,
                      .frame = saved.frame(),
                      .error = saved.error(),
                      .structure = saved.structure()};
    for (const uint32_t mutation : saved.mutations()) {
      if (mutation >= static_cast<uint32_t>(state.mutations_size()) || ancestor.mutations.full()) {
        return absl::DataLossError(fmt::format("bad mutations of candidate {}", saved.candidate()));
      }
      ancestor.mutations.Add(*names_.insert(state.mutations(static_cast<int>(mutation))).first);
    }
    Add(saved.candidate(), std::move(ancestor));
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
