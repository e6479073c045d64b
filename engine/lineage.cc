#include "engine/lineage.h"

#include <algorithm>
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
  for (const Mutation& mutation : Mutations()) state.add_mutations(std::string(mutation.name));
  for (const uint64_t candidate : WithAncestors(living)) {
    const Ancestor& ancestor = ancestors_.find(candidate)->second;
    AncestorState* saved = state.add_ancestors();
    saved->set_candidate(candidate);
    if (ancestor.parent != kNoParent) saved->set_parent(ancestor.parent);
    for (const uint8_t row : ancestor.mutations) saved->add_mutations(row);
    saved->set_frame(ancestor.frame);
    saved->set_error(ancestor.error);
    saved->set_structure(ancestor.structure);
  }
  return state;
}

absl::Status Lineage::Load(const LineageState& state) {
  std::vector<uint8_t> rows;  // of this program's table
  for (const std::string& name : state.mutations()) {
    const auto table = Mutations();
    const auto row =
        std::find_if(table.begin(), table.end(), [&](const Mutation& m) { return m.name == name; });
    if (row == table.end()) return absl::DataLossError(fmt::format("unknown mutation '{}'", name));
    rows.push_back(static_cast<uint8_t>(row - table.begin()));
  }
  for (const AncestorState& saved : state.ancestors()) {
    Ancestor ancestor{.parent = saved.has_parent() ? saved.parent() : kNoParent,
                      .frame = saved.frame(),
                      .error = saved.error(),
                      .structure = saved.structure()};
    for (const uint32_t mutation : saved.mutations()) {
      if (mutation >= rows.size() || ancestor.mutations.full()) {
        return absl::DataLossError(fmt::format("bad mutations of candidate {}", saved.candidate()));
      }
      ancestor.mutations.Add(rows[mutation]);
    }
    Add(saved.candidate(), std::move(ancestor));
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
