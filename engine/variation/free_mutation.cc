#include "engine/variation/free_mutation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "engine/variation/free_operand.h"

namespace ulpforge {
namespace {

constexpr int kTries = 8;  // to find an op with the types that are wanted

bool HasRoom(const SearchSpace& space, const Draft& draft, int more) {
  return static_cast<int>(draft.size()) + more <= space.max_ops;
}

// How often an op is drawn: what good kernels are made of more often than the rest.
int Tickets(OpCode op) {
  switch (op) {
    case OpCode::kFma:
      return 6;
    case OpCode::kAdd:
    case OpCode::kMul:
    case OpCode::kIntAdd:
    case OpCode::kToInt:
    case OpCode::kBits:
    case OpCode::kFromBits:
      return 4;
    case OpCode::kSub:
    case OpCode::kIntSub:
    case OpCode::kFromInt:
    case OpCode::kShiftLeft:
    case OpCode::kShiftRight:
    case OpCode::kIntAnd:
      return 2;
    default:
      return 1;
  }
}

// A random op with this result that has an operand of this type.
std::optional<OpCode> RandomOpBetween(const SearchSpace& space, Type operand, Type result, Rng& rng) {
  std::vector<OpCode> fitting;
  for (const OpCode op : space.ops) {
    const auto begin = Info(op).operands.begin();
    if (Info(op).result == result &&
        std::find(begin, begin + Info(op).arity, operand) != begin + Info(op).arity)
      fitting.insert(fitting.end(), static_cast<size_t>(Tickets(op)), op);
  }
  if (fitting.empty()) return std::nullopt;
  return fitting[rng.Below(fitting.size())];
}

// A node for the place `at` with `value` as one of its operands, the others random.
// REQUIRES: the op has an operand of the type of the value.
DraftNode NodeOn(const Draft& draft, int at, OpCode op, const DraftOperand& value, Rng& rng) {
  DraftNode node{op, {}};
  const Type type = TypeOf(draft, value);
  std::vector<int> places;
  for (int a = 0; a < node.arity(); ++a) {
    node.args[a] = RandomTypedOperand(draft, at, Info(op).operands[a], rng);
    if (Info(op).operands[a] == type) places.push_back(a);
  }
  node.args[places[rng.Below(places.size())]] = value;
  return node;
}

void ReplaceUses(Draft& draft, size_t from, const DraftOperand& old, const DraftOperand& value) {
  for (size_t k = from; k < draft.size(); ++k) {
    for (DraftOperand& arg : draft[k].operands()) {
      if (arg.SamePlace(old)) arg = value;
    }
  }
}

// A value v of the draft before `at`, v being the output if `at` is the end.
DraftOperand ValueBefore(const Draft& draft, int at, Rng& rng) {
  if (at == 0) return DraftOperand::Input();
  if (at == static_cast<int>(draft.size()) || rng.Chance(0.6)) return DraftOperand::Node(at - 1);
  const int k = static_cast<int>(rng.Below(at + 1)) - 1;
  return k < 0 ? DraftOperand::Input() : DraftOperand::Node(k);
}

// Makes one later use of `value`, or all of them, a use of the node `at`.
void Redirect(Draft& draft, int at, const DraftOperand& value, Rng& rng) {
  std::vector<DraftOperand*> uses;
  for (size_t k = at + 1; k < draft.size(); ++k) {
    for (DraftOperand& arg : draft[k].operands()) {
      if (arg.SamePlace(value)) uses.push_back(&arg);
    }
  }
  if (uses.empty()) return;
  if (rng.Chance(0.5)) return ReplaceUses(draft, at + 1, value, DraftOperand::Node(at));
  *uses[rng.Below(uses.size())] = DraftOperand::Node(at);
}

bool Insert(const SearchSpace& space, Rng& rng, Draft& draft) {
  if (!HasRoom(space, draft, 1)) return false;
  const int at = static_cast<int>(rng.Below(draft.size() + 1));
  const DraftOperand value = ValueBefore(draft, at, rng);
  const Type type = TypeOf(draft, value);
  const std::optional<OpCode> op = RandomOpBetween(space, type, type, rng);
  if (!op) return false;
  const DraftNode node = NodeOn(draft, at, *op, value, rng);
  InsertNodes(draft, at, {&node, 1});
  Redirect(draft, at, value, rng);
  return true;
}

// A value v becomes frombits(op(bits v, w)), or toint and fromint in their place.
bool Detour(const SearchSpace& space, Rng& rng, Draft& draft) {
  if (!HasRoom(space, draft, 3)) return false;
  const int at = static_cast<int>(rng.Below(draft.size() + 1));
  const DraftOperand value = ValueBefore(draft, at, rng);
  const Type type = TypeOf(draft, value);
  const Type other = type == Type::kFloat ? Type::kInteger : Type::kFloat;
  const std::optional<OpCode> in = RandomOpBetween(space, type, other, rng);
  const std::optional<OpCode> middle = RandomOpBetween(space, other, other, rng);
  const std::optional<OpCode> out = RandomOpBetween(space, other, type, rng);
  if (!in || !middle || !out) return false;
  int place = at;
  DraftOperand last = value;
  for (const OpCode op : {*in, *middle, *out}) {
    const DraftNode node = NodeOn(draft, place, op, last, rng);
    InsertNodes(draft, place, {&node, 1});
    last = DraftOperand::Node(place++);
  }
  ReplaceUses(draft, place, value, last);
  return true;
}

// A value v becomes v o2 (c o1 w), which crosses gaps that no single edit crosses.
bool Motif(const SearchSpace& space, Rng& rng, Draft& draft) {
  if (!HasRoom(space, draft, 2)) return false;
  const int at = static_cast<int>(rng.Below(draft.size() + 1));
  const DraftOperand value = ValueBefore(draft, at, rng);
  const Type type = TypeOf(draft, value);
  const std::optional<OpCode> first = RandomOpBetween(space, type, type, rng);
  const std::optional<OpCode> second = RandomOpBetween(space, type, type, rng);
  if (!first || !second) return false;
  const DraftOperand w = rng.Chance(0.5) ? value : RandomValue(draft, at, type, rng);
  const DraftNode inner = NodeOn(draft, at, *first, w, rng);
  InsertNodes(draft, at, {&inner, 1});
  DraftNode outer = NodeOn(draft, at + 1, *second, value, rng);
  for (int a = 0; a < outer.arity(); ++a) {
    if (Info(outer.op).operands[a] != type || outer.args[a].SamePlace(value)) continue;
    outer.args[a] = DraftOperand::Node(at);
    break;
  }
  InsertNodes(draft, at + 1, {&outer, 1});
  ReplaceUses(draft, at + 2, value, DraftOperand::Node(at + 1));
  return true;
}

void Erase(Draft& draft, int at, const DraftOperand& replacement) {
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
}

// An op gives way to another value of its type: one of its operands, or any earlier one.
bool Remove(const SearchSpace&, Rng& rng, Draft& draft) {
  if (draft.size() < 2) return false;
  const int at = static_cast<int>(rng.Below(draft.size()));
  const Type type = Info(draft[at].op).result;
  std::vector<DraftOperand> candidates;
  for (const DraftOperand& arg : draft[at].operands()) {
    if (!arg.IsNumber() && Takes(type, draft, arg)) candidates.push_back(arg);
  }
  if (candidates.empty() || rng.Chance(0.25)) candidates.push_back(RandomValue(draft, at, type, rng));
  const DraftOperand replacement = candidates[rng.Below(candidates.size())];
  if (at + 1 < static_cast<int>(draft.size())) {
    Erase(draft, at, replacement);
    return true;
  }
  if (!replacement.IsNode()) return false;
  draft.resize(replacement.node + 1);
  return true;
}

// Another op with the same result; operands of the wrong type are replaced.
bool ChangeOp(const SearchSpace& space, Rng& rng, Draft& draft) {
  const int at = static_cast<int>(rng.Below(draft.size()));
  DraftNode& node = draft[at];
  const int arity = node.arity();
  for (int attempt = 0; attempt < kTries; ++attempt) {
    const OpCode op = RandomOp(space, rng);
    if (op == node.op || Info(op).result != Info(node.op).result) continue;
    node.op = op;
    for (int a = 0; a < node.arity(); ++a) {
      if (a < arity && Takes(Info(op).operands[a], draft, node.args[a])) continue;
      node.args[a] = RandomTypedOperand(draft, at, Info(op).operands[a], rng);
    }
    return true;
  }
  return false;
}

bool Rewire(const SearchSpace&, Rng& rng, Draft& draft) {
  const int at = static_cast<int>(rng.Below(draft.size()));
  const int a = static_cast<int>(rng.Below(draft[at].arity()));
  draft[at].args[a] = RandomTypedOperand(draft, at, Info(draft[at].op).operands[a], rng);
  return true;
}

// All uses of one value become uses of another.
bool Merge(const SearchSpace&, Rng& rng, Draft& draft) {
  if (draft.size() < 2) return false;
  const int at = static_cast<int>(rng.Below(draft.size() - 1));
  Erase(draft, at, RandomValue(draft, at, Info(draft[at].op).result, rng));
  return true;
}

bool Swap(const SearchSpace&, Rng& rng, Draft& draft) {
  DraftNode& node = draft[rng.Below(draft.size())];
  if (node.arity() < 2) return false;
  const int a = static_cast<int>(rng.Below(node.arity()));
  const int b = static_cast<int>(rng.Below(node.arity()));
  if (a == b || Info(node.op).operands[a] != Info(node.op).operands[b]) return false;
  std::swap(node.args[a], node.args[b]);
  return true;
}

bool Constant(const SearchSpace&, Rng& rng, Draft& draft) {
  struct Place {
    DraftOperand* operand;
    Type type;
  };
  std::vector<Place> places;
  for (DraftNode& node : draft) {
    for (int a = 0; a < node.arity(); ++a) {
      if (node.args[a].IsNumber()) places.push_back({&node.args[a], Info(node.op).operands[a]});
    }
  }
  if (places.empty()) return false;
  const Place place = places[rng.Below(places.size())];
  *place.operand = ChangedConstant(*place.operand, place.type, rng);
  return true;
}

constexpr auto kFreeMutations = std::to_array<Mutation>({
    {"insert", "a new op on a value, of the same type", 0.20, Insert},
    {"remove", "an op gives way to another value", 0.16, Remove},
    {"change-op", "another op with the same result", 0.14, ChangeOp},
    {"rewire", "an operand becomes a constant, the input or another value", 0.18, Rewire},
    {"merge", "the uses of a value become uses of an earlier one", 0.05, Merge},
    {"swap", "two operands of an op change places", 0.04, Swap},
    {"constant", "a constant moves, loses a bit or becomes another", 0.20, Constant},
    {"motif", "a value v becomes v o2 (c o1 w)", 0.12, Motif},
    {"detour", "a float is changed as an integer, or an integer as a float", 0.08, Detour},
});

}  // namespace

std::span<const Mutation> FreeMutations() { return kFreeMutations; }

Draft RandomFreeDraft(const SearchSpace& space, int ops, Rng& rng) {
  Draft draft;
  for (int k = 0; k < ops; ++k) {
    // Chained to what is there, so that little is dead code, and a float at the end.
    const DraftOperand last = k == 0 ? DraftOperand::Input() : DraftOperand::Node(k - 1);
    const Type result = k + 1 < ops && rng.Chance(0.5) ? Type::kInteger : Type::kFloat;
    const std::optional<OpCode> op = RandomOpBetween(space, TypeOf(draft, last), result, rng);
    if (op) draft.push_back(NodeOn(draft, k, *op, last, rng));
    if (!op) break;
  }
  return draft;
}

}  // namespace ulpforge
