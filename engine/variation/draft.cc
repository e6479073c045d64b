#include "engine/variation/draft.h"

#include <optional>
#include <utility>

#include "base/check.h"
#include "dsl/program_builder.h"
#include "fitting/real/fitter.h"

namespace ulpforge {
namespace {

constexpr double kConstantShare = 0.3;
constexpr double kInputShare = 0.2;
constexpr double kNearestShare = 0.6;  // of the node operands

}  // namespace

Draft ToDraft(const Program& program) {
  ULPFORGE_CHECK(program.output == InstructionOperand(program.instructions.size() - 1));
  Draft draft;
  draft.reserve(program.instructions.size());
  for (const Instruction& instruction : program.instructions) {
    DraftNode node{instruction.op, {}};
    for (int a = 0; a < node.arity(); ++a) {
      const Operand arg = instruction.args[a];
      if (const std::optional<size_t> k = ConstantOf(arg))
        node.args[a] = DraftOperand::Constant(program.constants[*k]);
      if (const std::optional<size_t> k = IntegerOf(arg))
        node.args[a] = DraftOperand::Integer(program.integers[*k]);
      if (const std::optional<size_t> k = InstructionOf(arg))
        node.args[a] = DraftOperand::Node(static_cast<int>(*k));
    }
    draft.push_back(node);
  }
  return draft;
}

Program ToProgram(const Draft& draft) {
  ProgramBuilder builder;
  Operand last;
  for (const DraftNode& node : draft) {
    Instruction instruction{node.op, {}};
    for (int a = 0; a < node.arity(); ++a) {
      const DraftOperand& arg = node.args[a];
      if (arg.IsNode()) instruction.args[a] = InstructionOperand(arg.node);
      if (arg.IsConstant()) instruction.args[a] = builder.Constant(arg.value);
      if (arg.IsInteger()) instruction.args[a] = builder.Integer(arg.integer);
    }
    last = builder.Apply(node.op, instruction.operands());
  }
  return std::move(builder).Build(last);
}

void InsertNodes(Draft& draft, int at, std::span<const DraftNode> nodes) {
  const int count = static_cast<int>(nodes.size());
  for (size_t k = at; k < draft.size(); ++k) {
    for (DraftOperand& arg : draft[k].operands()) {
      if (arg.IsNode() && arg.node >= at) arg.node += count;
    }
  }
  draft.insert(draft.begin() + at, nodes.begin(), nodes.end());
}

DraftOperand RandomOperand(int at, Rng& rng) {
  const double u = rng.Uniform();
  if (u < kConstantShare) return DraftOperand::Constant(Fitter::RandomConstant(rng));
  if (at == 0 || u < kConstantShare + kInputShare) return DraftOperand::Input();
  return DraftOperand::Node(rng.Chance(kNearestShare) ? at - 1 : static_cast<int>(rng.Below(at)));
}

OpCode RandomOp(const SearchSpace& space, Rng& rng) { return space.ops[rng.Below(space.ops.size())]; }

Draft RandomDraft(const SearchSpace& space, int ops, Rng& rng) {
  Draft draft;
  for (int k = 0; k < ops; ++k) {
    DraftNode node{RandomOp(space, rng), {}};
    for (DraftOperand& arg : node.operands()) arg = RandomOperand(k, rng);
    // Chain to what is there, so that little is dead code.
    const DraftOperand last = k == 0 ? DraftOperand::Input() : DraftOperand::Node(k - 1);
    node.args[rng.Below(node.arity())] = last;
    draft.push_back(node);
  }
  return draft;
}

}  // namespace ulpforge
