#include "engine/variation/mutation.h"

#include <algorithm>
#include <array>
#include <deque>
#include <numeric>
#include <optional>
#include <utility>

#include "base/check.h"
#include "base/registry.h"
#include "fitting/real/fitter.h"
#include "fitting/real/scaling.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr std::array kMoreMutations = {0.4, 0.15};  // chances, each on its own
static_assert(1 + kMoreMutations.size() == AppliedMutations::kMost);
constexpr double kSelf = 0.2;  // of the inserted ops, as in v * v

DraftNode& RandomNode(Draft& draft, Rng& rng) { return draft[rng.Below(draft.size())]; }

DraftOperand& RandomOperandOf(DraftNode& node, Rng& rng) { return node.args[rng.Below(node.arity())]; }

// Constants near the neutral element of the op, if it has one, so that it begins as almost nothing.
void MakeNearlyNeutral(DraftNode& node, Rng& rng) {
  const std::optional<double> neutral = Info(node.op).neutral;
  if (!neutral) return;
  for (DraftOperand& arg : node.operands()) {
    if (arg.IsConstant()) arg.value = *neutral + (rng.Uniform() - 0.5) * 0x1p-6;
  }
}

bool Insert(const SearchSpace& space, Rng& rng, Draft& draft) {
  if (static_cast<int>(draft.size()) >= space.max_ops) return false;
  const int at = static_cast<int>(rng.Below(draft.size() + 1));
  DraftOperand from = DraftOperand::Input();
  if (at > 0) from = rng.Chance(0.6) ? DraftOperand::Node(at - 1) : RandomOperand(at, rng);
  if (from.IsConstant()) from = DraftOperand::Input();
  DraftNode node{RandomOp(space, rng), {}};
  for (DraftOperand& arg : node.operands()) arg = RandomOperand(at, rng);
  if (rng.Chance(kSelf)) {
    for (DraftOperand& arg : node.operands()) arg = from;
  }
  RandomOperandOf(node, rng) = from;
  if (rng.Chance(0.5)) MakeNearlyNeutral(node, rng);
  InsertNodes(draft, at, {&node, 1});
  if (at + 1 == static_cast<int>(draft.size())) return true;  // the new output
  // A later use of `from` becomes a use of the new node; if chance finds none, any operand does.
  for (size_t k = at + 1; k < draft.size(); ++k) {
    for (DraftOperand& arg : draft[k].operands()) {
      if (arg.SamePlace(from) && rng.Chance(0.7)) {
        arg = DraftOperand::Node(at);
        return true;
      }
    }
  }
  RandomOperandOf(draft[at + 1 + rng.Below(draft.size() - at - 1)], rng) = DraftOperand::Node(at);
  return true;
}

bool Remove(const SearchSpace&, Rng& rng, Draft& draft) {
  if (draft.size() < 2) return false;
  const int at = static_cast<int>(rng.Below(draft.size()));
  const DraftOperand replacement = RandomOperandOf(draft[at], rng);
  if (at + 1 == static_cast<int>(draft.size()) && !replacement.IsNode()) return false;
  draft.erase(draft.begin() + at);
  for (size_t k = at; k < draft.size(); ++k) {
    for (DraftOperand& arg : draft[k].operands()) {
      if (arg.IsNode(at)) {
        arg = replacement;
      } else if (arg.IsNode() && arg.node > at) {
        --arg.node;
      }
    }
  }
  return true;
}

bool ChangeOp(const SearchSpace& space, Rng& rng, Draft& draft) {
  const int at = static_cast<int>(rng.Below(draft.size()));
  const int arity = draft[at].arity();
  draft[at].op = RandomOp(space, rng);
  for (int a = arity; a < draft[at].arity(); ++a) draft[at].args[a] = RandomOperand(at, rng);
  return true;
}

bool Rewire(const SearchSpace&, Rng& rng, Draft& draft) {
  const int at = static_cast<int>(rng.Below(draft.size()));
  RandomOperandOf(draft[at], rng) = RandomOperand(at, rng);
  return true;
}

bool Swap(const SearchSpace&, Rng& rng, Draft& draft) {
  DraftNode& node = RandomNode(draft, rng);
  if (node.arity() < 2) return false;
  std::swap(node.args[0], node.args[1]);
  return true;
}

bool Perturb(const SearchSpace&, Rng& rng, Draft& draft) {
  bool changed = false;
  for (DraftNode& node : draft) {
    for (DraftOperand& arg : node.operands()) {
      if (!arg.IsConstant() || !rng.Chance(0.5)) continue;
      const Extended before = arg.value;
      arg.value = before.hi * (0.4 + 2 * rng.Uniform());
      changed |= !(arg.value == before);
    }
  }
  return changed;
}

// Replaces a value v by v o2 (c o1 v), which crosses gaps that no single edit crosses.
bool Motif(const SearchSpace& space, Rng& rng, Draft& draft) {
  if (static_cast<int>(draft.size()) + 2 > space.max_ops) return false;
  const int at = static_cast<int>(rng.Below(draft.size() + 1));
  const DraftOperand v = at == 0 ? DraftOperand::Input() : DraftOperand::Node(at - 1);
  const DraftOperand c = DraftOperand::Constant(Fitter::RandomConstant(rng));
  std::array<DraftNode, 2> nodes = {DraftNode{RandomOp(space, rng), {c, v, v}},
                                    DraftNode{RandomOp(space, rng), {v, DraftOperand::Node(at), v}}};
  for (DraftNode& node : nodes) {
    if (rng.Chance(0.5)) std::swap(node.args[0], node.args[1]);
  }
  InsertNodes(draft, at, nodes);
  for (size_t k = at + 2; k < draft.size(); ++k) {
    for (DraftOperand& arg : draft[k].operands()) {
      if (arg.SamePlace(v) && (at > 0 || rng.Chance(0.5))) arg = DraftOperand::Node(at + 1);
    }
  }
  return true;
}

// Replaces a value v by v o2 (c o1 (w o3 d)) with another value w: one more level of a continued fraction,
// one more term of a sum or a product.
bool Graft(const SearchSpace& space, Rng& rng, Draft& draft) {
  if (static_cast<int>(draft.size()) + 3 > space.max_ops || draft.empty()) return false;
  const int at = 1 + static_cast<int>(rng.Below(draft.size()));
  const DraftOperand v = DraftOperand::Node(at - 1);
  const int other = static_cast<int>(rng.Below(at)) - 1;
  const DraftOperand w = other < 0 ? DraftOperand::Input() : DraftOperand::Node(other);
  const DraftOperand c = DraftOperand::Constant(Fitter::RandomConstant(rng));
  const DraftOperand d = DraftOperand::Constant(Fitter::RandomConstant(rng));
  std::array<DraftNode, 3> nodes = {DraftNode{RandomOp(space, rng), {w, d, w}},
                                    DraftNode{RandomOp(space, rng), {c, DraftOperand::Node(at), c}},
                                    DraftNode{RandomOp(space, rng), {v, DraftOperand::Node(at + 1), v}}};
  InsertNodes(draft, at, nodes);
  for (size_t k = at + 3; k < draft.size(); ++k) {
    for (DraftOperand& arg : draft[k].operands()) {
      if (arg.SamePlace(v)) arg = DraftOperand::Node(at + 2);
    }
  }
  return true;
}

// Multiplies the constants of a program by what turns p(x) into amplitude * p(x / 2) with an amplitude of
// 2^(halves / 2). False if no constants do.
bool StretchAndScale(int halves, Program& program) {
  const auto stretch = ScalingWeights(program), scale = ScalingWeights(program, {.input = 0, .output = 1});
  if (!stretch || (halves != 0 && !scale)) return false;
  const std::vector<double> factors = ScalingFactors(*stretch, 1);
  for (size_t k = 0; k < factors.size(); ++k) program.constants[k] *= factors[k];
  if (halves == 0) return true;
  const std::vector<double> amplitudes = ScalingFactors(*scale, halves / 2.0);
  for (size_t k = 0; k < amplitudes.size(); ++k) program.constants[k] *= amplitudes[k];
  return true;
}

// Squares the output, as in f(x) = a f(x / 2)^2 + c, the constants stretched to match; c and the root of a,
// which the constants take up as well, are random.
bool Square(const SearchSpace& space, Rng& rng, Draft& draft) {
  const bool adds = rng.Chance(0.5);
  const auto has = [&](OpCode op) { return std::ranges::find(space.ops, op) != space.ops.end(); };
  if (static_cast<int>(draft.size()) + (adds ? 2 : 1) > space.max_ops || draft.empty()) return false;
  if (!has(OpCode::kMul) || (adds && !has(OpCode::kAdd))) return false;
  Program program = ToProgram(draft);
  if (!StretchAndScale(adds ? static_cast<int>(rng.Below(3)) : 0, program)) return false;
  draft = ToDraft(program);
  const DraftOperand v = DraftOperand::Node(static_cast<int>(draft.size()) - 1);
  draft.push_back({OpCode::kMul, {v, v}});
  if (!adds) return true;
  const DraftOperand c = DraftOperand::Constant(rng.Chance(0.5) ? -1.0 : Fitter::RandomConstant(rng));
  draft.push_back({OpCode::kAdd, {DraftOperand::Node(static_cast<int>(draft.size()) - 1), c}});
  return true;
}

// Moves an operand of one node to another, so that two places exchange what they use.
bool Exchange(const SearchSpace&, Rng& rng, Draft& draft) {
  if (draft.size() < 2) return false;
  const int later = 1 + static_cast<int>(rng.Below(draft.size() - 1));
  const int earlier = static_cast<int>(rng.Below(later));
  DraftOperand& a = RandomOperandOf(draft[earlier], rng);
  DraftOperand& b = RandomOperandOf(draft[later], rng);
  if (b.IsNode() && b.node >= earlier) return false;
  std::swap(a, b);
  return true;
}

constexpr auto kMutations = std::to_array<Mutation>({
    {"insert", "a new op on an edge, half of the time as almost the identity", 0.30, Insert},
    {"remove", "an op gives way to one of its operands", 0.13, Remove},
    {"change-op", "another op on the same operands", 0.13, ChangeOp},
    {"rewire", "an operand becomes a constant, the input or another value", 0.22, Rewire},
    {"exchange", "two ops exchange an operand", 0.05, Exchange},
    {"swap", "the first two operands of an op change places", 0.04, Swap},
    {"perturb", "new values near the old for half of the constants", 0.02, Perturb},
    {"motif", "a value v becomes v o2 (c o1 v)", 0.12, Motif},
    {"square", "the output becomes its square (plus a constant), the argument halved", 0.03, Square},
    {"graft", "a value v becomes v o2 (c o1 (w o3 d))", 0.20, Graft},
});

Registry<Mutation>& Rows() {
  static auto* const kRows = new Registry<Mutation>(kMutations);
  return *kRows;
}

}  // namespace

std::span<const Mutation> Mutations() { return Rows().rows(); }

absl::Status RegisterMutation(const CustomMutation& mutation) {
  const auto invalid = [&](std::string_view text) {
    return absl::InvalidArgumentError(fmt::format("mutation '{}': {}", mutation.name, text));
  };
  if (!IsRegistryName(mutation.name, "-"))
    return invalid("a name has lower-case letters, digits and -, a letter first");
  if (Rows().Find(mutation.name) != nullptr)
    return invalid("there is a mutation of this name; choose another");
  if (mutation.apply == nullptr) return invalid("it has no function");
  if (Rows().full()) {
    return absl::ResourceExhaustedError(fmt::format("mutation '{}': no more than {} can be registered",
                                                    mutation.name, Registry<Mutation>::kMostAdded));
  }
  static auto* const kTexts = new std::deque<CustomMutation>;  // what the rows point into
  const CustomMutation& kept = kTexts->emplace_back(mutation);
  Rows().AddByName({kept.name, kept.description, 0, kept.apply});
  return absl::OkStatus();
}

Mutator::Mutator(SearchSpace space, std::vector<double> weights, std::span<const Mutation> table)
    : space_(std::move(space)),
      weights_(std::move(weights)),
      table_(table),
      total_(std::accumulate(weights_.begin(), weights_.end(), 0.0)) {
  ULPFORGE_CHECK(weights_.size() == table_.size() && total_ > 0 && !space_.ops.empty());
}

size_t Mutator::Pick(Rng& rng) const {
  double u = rng.Uniform() * total_;
  size_t last = 0;
  for (size_t k = 0; k < weights_.size(); ++k) {
    if (weights_[k] == 0) continue;
    if (u < weights_[k]) return k;
    u -= weights_[k];
    last = k;
  }
  return last;  // rounding of the sum
}

Draft Mutator::Mutate(const Draft& parent, Rng& rng, AppliedMutations* applied) const {
  Draft draft = parent;
  int times = 1;
  for (const double probability : kMoreMutations) times += rng.Chance(probability);
  if (applied != nullptr) *applied = {};
  for (int done = 0; done < times; ++done) {
    const size_t row = Pick(rng);
    const bool is_applied = table_[row].apply(space_, rng, draft);
    if (is_applied && applied != nullptr) applied->Add(table_[row].name);
  }
  return draft;
}

}  // namespace ulpforge
