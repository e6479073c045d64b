#include "dsl/canonical.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "dsl/fold.h"

namespace ulpforge {
namespace {

// Programs of a search have at most a few dozen instructions: no allocation for them.
template <class T>
using Small = absl::InlinedVector<T, 64>;

// Work that breaking ties may do, in visited instructions.
constexpr size_t kTieBudget = size_t{1} << 23;
constexpr size_t kMaxConstants = size_t{std::numeric_limits<uint16_t>::max()} + 1;
constexpr int kUnnumbered = -1;

// The finaliser of splitmix64 (Steele, Lea, Flood, OOPSLA 2014), a bijection.
constexpr uint64_t Mix(uint64_t z) {
  z += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}
constexpr uint64_t Mix(uint64_t a, uint64_t b) { return Mix(a ^ std::rotl(Mix(b), 23)); }

// A colour says what a value is, however it is written. The top two bits are the kind of operand, so that
// instructions come first and constants late: x * 2, not 2 * x. The next bit is set unless the value was
// individualised, so that the one that was chosen to be first in a tie comes first.
constexpr uint64_t kNotIndividual = uint64_t{1} << 61;
constexpr uint64_t Colored(uint64_t kind, uint64_t hash) { return kind << 62 | kNotIndividual | hash >> 3; }
constexpr uint64_t Recolored(uint64_t color, uint64_t hash) { return color >> 61 << 61 | hash >> 3; }
constexpr uint64_t kInputColor = Colored(1, 0);
constexpr uint64_t kConstantColor = Colored(2, 0);
constexpr uint64_t IntegerColor(int64_t value) { return Colored(3, Mix(static_cast<uint64_t>(value))); }

constexpr uint64_t Pack(Operand operand) {
  return static_cast<uint64_t>(operand.source) << 16 | operand.index;
}

class Canonicalizer {
 public:
  explicit Canonicalizer(const Program& program) : in_(program) {}

  Program Run() {
    MarkLive();
    MergeIntegers();
    constants_.assign(in_.constants.begin(), in_.constants.end());
    NumberValues();
    CountUses();
    if (OrderOperands()) BreakTies();
    return Emit();
  }

 private:
  struct Node {
    OpCode op;
    uint8_t arity;
    bool commutative;
    bool lonely;  // the node and all below it, x and integers aside, have one use each
    uint16_t uses = 0;
    std::array<Operand, kMaxArity> args{};
    uint64_t color = 0;
  };
  struct Constant {
    uint16_t uses = 0;
    uint64_t color = kConstantColor;
  };

  void MarkLive();
  void MergeIntegers();
  void NumberValues();
  Operand NumberValue(const Instruction& instruction);
  bool FoldNode(const Node& node, Operand* folded);
  Operand Resolve(Operand operand) const;
  void CountUses();
  uint64_t ColorOf(Operand operand) const;
  uint64_t HashBelow(const Node& node) const;
  bool OrderOperands();
  bool Lonely(Operand operand) const;
  bool Tied(const Node& node) const;
  void BreakTies();
  size_t Refine();
  void Individualize(Operand operand, uint64_t round);
  Node* FirstTied();
  Program Emit() const;

  const Program& in_;
  Small<bool> live_;
  Small<uint16_t> integer_;  // the first integer of the same value
  Small<Operand> value_;     // of each instruction of in_: a node or a constant
  Small<Extended> constants_;
  Small<Node> nodes_;  // operands before their uses
  Small<Constant> constant_info_;
  Operand output_;

  // Open addressing by the packed op and operands, a power of two at least twice the instructions.
  Small<std::pair<uint64_t, Operand>> table_;
};

void Canonicalizer::MarkLive() {
  live_.assign(in_.instructions.size(), false);
  if (in_.output.source == Source::kInstruction) live_[in_.output.index] = true;
  for (size_t k = live_.size(); k-- > 0;) {
    if (!live_[k]) continue;
    const Instruction& instruction = in_.instructions[k];
    for (int i = 0; i < Info(instruction.op).arity; ++i) {
      if (instruction.args[i].source == Source::kInstruction) live_[instruction.args[i].index] = true;
    }
  }
}

void Canonicalizer::MergeIntegers() {
  const size_t count = in_.integers.size();
  if (count == 0) return;
  Small<uint16_t> order(count);
  for (size_t k = 0; k < count; ++k) order[k] = static_cast<uint16_t>(k);
  std::sort(order.begin(), order.end(), [&](uint16_t a, uint16_t b) {
    return std::pair(in_.integers[a], a) < std::pair(in_.integers[b], b);
  });
  integer_.resize(count);
  for (size_t k = 0; k < count; ++k) {
    const bool same = k > 0 && in_.integers[order[k]] == in_.integers[order[k - 1]];
    integer_[order[k]] = same ? integer_[order[k - 1]] : order[k];
  }
}

Operand Canonicalizer::Resolve(Operand operand) const {
  if (operand.source == Source::kInstruction) return value_[operand.index];
  if (operand.source == Source::kInteger) return IntegerOperand(integer_[operand.index]);
  return operand;
}

void Canonicalizer::NumberValues() {
  value_.resize(in_.instructions.size());
  nodes_.reserve(in_.instructions.size());
  table_.assign(std::bit_ceil(2 * in_.instructions.size() + 1), {0, Operand()});
  for (size_t k = 0; k < in_.instructions.size(); ++k) {
    if (live_[k]) value_[k] = NumberValue(in_.instructions[k]);
  }
  output_ = Resolve(in_.output);
}

// The value of an instruction: that of an equal one before it, a folded constant, or a new node.
Operand Canonicalizer::NumberValue(const Instruction& instruction) {
  const OpInfo& op = Info(instruction.op);
  Node node{.op = instruction.op,
            .arity = static_cast<uint8_t>(op.arity),
            .commutative = op.commutative,
            .lonely = false};
  for (int i = 0; i < op.arity; ++i) node.args[i] = Resolve(instruction.args[i]);
  // Any order that depends on the values alone will do to find equal instructions.
  if (node.commutative && Pack(node.args[1]) < Pack(node.args[0])) std::swap(node.args[0], node.args[1]);
  uint64_t key = static_cast<uint64_t>(node.op) + 1;  // 54 bits of operands and an op fit; never zero
  for (const Operand operand : node.args) key = key << 18 | Pack(operand);

  const size_t mask = table_.size() - 1;
  size_t slot = Mix(key) & mask;
  while (table_[slot].first != 0) {
    if (table_[slot].first == key) return table_[slot].second;
    slot = (slot + 1) & mask;
  }
  Operand value = InstructionOperand(nodes_.size());
  if (!FoldNode(node, &value)) {
    // The order in which the program was written, which decides between symmetric operands.
    for (int i = 0; i < op.arity; ++i) node.args[i] = Resolve(instruction.args[i]);
    node.color = Colored(0, HashBelow(node));
    nodes_.push_back(node);
  }
  table_[slot] = {key, value};
  return value;
}

bool Canonicalizer::FoldNode(const Node& node, Operand* folded) {
  std::array<Extended, kMaxArity> args;
  for (int i = 0; i < node.arity; ++i) {
    if (node.args[i].source != Source::kConstant) return false;
    args[i] = constants_[node.args[i].index];
  }
  if (constants_.size() == kMaxConstants) return false;
  const std::optional<double> value = FoldExact(node.op, args.data());
  if (!value) return false;
  *folded = ConstantOperand(constants_.size());
  constants_.push_back(*value);
  return true;
}

uint64_t Canonicalizer::ColorOf(Operand operand) const {
  switch (operand.source) {
    case Source::kInput:
      return kInputColor;
    case Source::kConstant:
      return constant_info_.empty() ? kConstantColor : constant_info_[operand.index].color;
    case Source::kInteger:
      return IntegerColor(in_.integers[operand.index]);
    case Source::kInstruction:
      return nodes_[operand.index].color;
  }
  return 0;
}

uint64_t Canonicalizer::HashBelow(const Node& node) const {
  uint64_t first = ColorOf(node.args[0]);
  uint64_t second = node.arity > 1 ? ColorOf(node.args[1]) : 0;
  if (node.commutative && second < first) std::swap(first, second);
  uint64_t hash = Mix(Mix(static_cast<uint64_t>(node.op) + 1, first), second);
  if (node.arity > 2) hash = Mix(hash, ColorOf(node.args[2]));
  return hash;
}

void Canonicalizer::CountUses() {
  constant_info_.resize(constants_.size());
  for (const Node& node : nodes_) {
    for (int i = 0; i < node.arity; ++i) {
      const Operand operand = node.args[i];
      if (operand.source == Source::kConstant) ++constant_info_[operand.index].uses;
      if (operand.source == Source::kInstruction) ++nodes_[operand.index].uses;
    }
  }
  for (Node& node : nodes_) {
    node.lonely = node.uses == 1;
    for (int i = 0; i < node.arity; ++i) node.lonely = node.lonely && Lonely(node.args[i]);
  }
}

bool Canonicalizer::Lonely(Operand operand) const {
  if (operand.source == Source::kConstant) return constant_info_[operand.index].uses == 1;
  return operand.source != Source::kInstruction || nodes_[operand.index].lonely;
}

// Exchanging operands that nothing else depends on changes no other part of the program, so that either
// order gives the same form.
bool Canonicalizer::Tied(const Node& node) const {
  if (!node.commutative || node.args[0] == node.args[1]) return false;
  if (ColorOf(node.args[0]) != ColorOf(node.args[1])) return false;
  return !(Lonely(node.args[0]) && Lonely(node.args[1]));
}

// Orders commuting operands by colour, keeping the order of equal ones; true if there are ties.
bool Canonicalizer::OrderOperands() {
  bool tied = false;
  for (Node& node : nodes_) {
    if (!node.commutative) continue;
    if (ColorOf(node.args[1]) < ColorOf(node.args[0])) std::swap(node.args[0], node.args[1]);
    tied = tied || Tied(node);
  }
  return tied;
}

void Canonicalizer::BreakTies() {
  const size_t size = nodes_.size() + constants_.size();
  size_t work = 0;
  for (uint64_t round = 1; work < kTieBudget; ++round) {
    work += Refine() * size;
    if (!OrderOperands()) return;
    Node* tied = FirstTied();
    if (tied == nullptr) return;
    Individualize(tied->args[0], round);
  }
}

// Makes colours depend on how values are used as well as on what they compute, until this splits no more
// classes. The number of passes.
size_t Canonicalizer::Refine() {
  Small<uint64_t> above(nodes_.size());
  Small<uint64_t> constants_above(constants_.size());
  Small<uint64_t> colors;
  size_t classes = 0;
  for (size_t passes = 1;; ++passes) {
    for (Node& node : nodes_) node.color = Recolored(node.color, Mix(node.color, HashBelow(node)));
    std::fill(above.begin(), above.end(), 0);
    std::fill(constants_above.begin(), constants_above.end(), 0);
    if (output_.source == Source::kInstruction) above[output_.index] = 1;
    for (size_t k = nodes_.size(); k-- > 0;) {
      Node& node = nodes_[k];
      node.color = Recolored(node.color, Mix(node.color, above[k]));
      for (int i = 0; i < node.arity; ++i) {
        const int role = node.commutative && i == 1 ? 0 : i;
        const uint64_t use = Mix(node.color, role);
        if (node.args[i].source == Source::kInstruction) above[node.args[i].index] += use;
        if (node.args[i].source == Source::kConstant) constants_above[node.args[i].index] += use;
      }
    }
    colors.clear();
    for (size_t k = 0; k < constants_.size(); ++k) {
      uint64_t& color = constant_info_[k].color;
      color = Recolored(color, Mix(color, constants_above[k]));
      colors.push_back(color);
    }
    for (const Node& node : nodes_) colors.push_back(node.color);
    std::sort(colors.begin(), colors.end());
    const size_t now = std::unique(colors.begin(), colors.end()) - colors.begin();
    if (now == classes) return passes;
    classes = now;
  }
}

void Canonicalizer::Individualize(Operand operand, uint64_t round) {
  uint64_t& color =
      operand.source == Source::kConstant ? constant_info_[operand.index].color : nodes_[operand.index].color;
  color = Recolored(color, Mix(color, round)) & ~kNotIndividual;
}

// The first in a depth-first walk from the output.
Canonicalizer::Node* Canonicalizer::FirstTied() {
  if (output_.source != Source::kInstruction) return nullptr;
  Small<bool> seen(nodes_.size(), false);
  Small<uint16_t> stack{output_.index};
  while (!stack.empty()) {
    const uint16_t index = stack.back();
    stack.pop_back();
    if (seen[index]) continue;
    seen[index] = true;
    Node& node = nodes_[index];
    if (Tied(node)) return &node;
    for (int i = node.arity; i-- > 0;) {
      if (node.args[i].source == Source::kInstruction) stack.push_back(node.args[i].index);
    }
  }
  return nullptr;
}

// Numbers nodes, constants and integers in the order of a depth-first walk, operands first.
class Emitter {
 public:
  Emitter(size_t nodes, size_t constants, size_t integers)
      : node_(nodes, kUnnumbered), constant_(constants, kUnnumbered), integer_(integers, kUnnumbered) {}

  bool Numbered(Operand operand) const {
    return operand.source != Source::kInstruction || node_[operand.index] != kUnnumbered;
  }
  void Number(size_t node, size_t k) { node_[node] = static_cast<int>(k); }

  template <class Constants>
  Operand Renumber(Operand operand, const Program& in, const Constants& constants, Program& out) {
    switch (operand.source) {
      case Source::kInput:
        return operand;
      case Source::kInstruction:
        return InstructionOperand(node_[operand.index]);
      case Source::kConstant:
        return ConstantOperand(Slot(constant_[operand.index], constants[operand.index], out.constants));
      case Source::kInteger:
        return IntegerOperand(Slot(integer_[operand.index], in.integers[operand.index], out.integers));
    }
    return operand;
  }

 private:
  template <class T>
  static int Slot(int& slot, const T& value, std::vector<T>& values) {
    if (slot == kUnnumbered) {
      slot = static_cast<int>(values.size());
      values.push_back(value);
    }
    return slot;
  }

  Small<int> node_;
  Small<int> constant_;
  Small<int> integer_;
};

Program Canonicalizer::Emit() const {
  Program out;
  out.instructions.reserve(nodes_.size());
  out.constants.reserve(std::min(constants_.size(), nodes_.size() * kMaxArity + 1));
  Emitter emitter(nodes_.size(), constants_.size(), in_.integers.size());
  Small<uint16_t> stack;
  if (output_.source == Source::kInstruction) stack.push_back(output_.index);
  while (!stack.empty()) {
    const uint16_t index = stack.back();
    const Node& node = nodes_[index];
    int next = 0;
    while (next < node.arity && emitter.Numbered(node.args[next])) ++next;
    if (next < node.arity) {
      stack.push_back(node.args[next].index);
      continue;
    }
    stack.pop_back();
    Instruction instruction{.op = node.op};
    for (int i = 0; i < node.arity; ++i) {
      instruction.args[i] = emitter.Renumber(node.args[i], in_, constants_, out);
    }
    emitter.Number(index, out.instructions.size());
    out.instructions.push_back(instruction);
  }
  out.output = emitter.Renumber(output_, in_, constants_, out);
  return out;
}

}  // namespace

Program Canonicalize(const Program& program) { return Canonicalizer(program).Run(); }

}  // namespace ulpforge
