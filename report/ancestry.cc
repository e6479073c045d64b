#include "report/ancestry.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "dsl/infix.h"
#include "hashing/structure.h"

namespace ulpforge {
namespace {

// Less is no progress.
constexpr double kProgress = 0.99;

using Ancestors = absl::flat_hash_map<uint64_t, const AncestorState*>;

// From the first to the candidate itself.
std::vector<const AncestorState*> LineOf(uint64_t candidate, const Ancestors& ancestors) {
  std::vector<const AncestorState*> line;
  for (auto found = ancestors.find(candidate); found != ancestors.end();) {
    const AncestorState& ancestor = *found->second;
    line.push_back(&ancestor);
    // A parent is older than its children.
    if (!ancestor.has_parent() || ancestor.parent() >= ancestor.candidate()) break;
    found = ancestors.find(ancestor.parent());
  }
  std::reverse(line.begin(), line.end());
  return line;
}

ReportAncestor Describe(const AncestorState& state, const LineageState& lineage,
                        const std::vector<std::string>& frames) {
  const Program program = UnpackStructure(state.structure());
  ReportAncestor ancestor;
  ancestor.set_candidate(state.candidate());
  ancestor.set_error(state.error());
  ancestor.set_ops(static_cast<uint32_t>(OpCount(program)));
  ancestor.set_formula(InfixOfStructure(program));
  if (state.frame() < frames.size()) ancestor.set_template_(frames[state.frame()]);
  for (const uint32_t mutation : state.mutations()) {
    if (static_cast<int>(mutation) >= lineage.mutations_size()) continue;
    ancestor.add_mutations(lineage.mutations(static_cast<int>(mutation)));
  }
  return ancestor;
}

}  // namespace

std::vector<ReportAncestor> Ancestry(const LineageState& lineage, const FrontReport& front,
                                     const std::vector<std::string>& frames) {
  Ancestors ancestors;
  for (const AncestorState& state : lineage.ancestors()) ancestors.emplace(state.candidate(), &state);
  std::map<uint64_t, ReportAncestor> kept;
  for (const FrontEntry& entry : front.front()) {
    const std::vector<const AncestorState*> line = LineOf(entry.found_at(), ancestors);
    double best = std::numeric_limits<double>::infinity();
    const AncestorState* parent = nullptr;
    uint32_t skipped = 0;
    for (const AncestorState* state : line) {
      const bool is_progress = state->error() < kProgress * best;
      if (!is_progress && state != line.front() && state != line.back()) {
        ++skipped;
        continue;
      }
      best = std::min(best, state->error());
      ReportAncestor ancestor = Describe(*state, lineage, frames);
      if (parent != nullptr) ancestor.set_parent(parent->candidate());
      ancestor.set_skipped(skipped);
      kept.emplace(state->candidate(), std::move(ancestor));
      parent = state;
      skipped = 0;
    }
  }
  std::vector<ReportAncestor> sorted;
  for (auto& [unused, ancestor] : kept) sorted.push_back(std::move(ancestor));
  return sorted;
}

}  // namespace ulpforge
