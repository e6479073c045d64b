#include "engine/space/cost_estimate.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "dsl/program_builder.h"

namespace ulpforge {
namespace {

using OpCounts = std::array<uint8_t, kMaxOps>;

void Count(OpCode op, OpCounts& counts) { ++counts[static_cast<size_t>(op)]; }

OpCounts CountsOf(const Program& core) {
  OpCounts counts{};
  for (const Instruction& instruction : core.instructions) Count(instruction.op, counts);
  return counts;
}

// The ops of the path from the input or a constant to the output that has the largest sum of weights.
OpCounts OpsOfLongestPath(const Program& core) {
  std::vector<double> length(core.instructions.size());
  std::vector<OpCounts> counts(core.instructions.size());
  for (size_t k = 0; k < core.instructions.size(); ++k) {
    const Instruction& instruction = core.instructions[k];
    for (const Operand operand : instruction.operands()) {
      const std::optional<size_t> from = InstructionOf(operand);
      if (!from || length[*from] <= length[k]) continue;
      length[k] = length[*from];
      counts[k] = counts[*from];
    }
    length[k] += Info(instruction.op).weight;
    Count(instruction.op, counts[k]);
  }
  const std::optional<size_t> last = InstructionOf(core.output);
  return last ? counts[*last] : OpCounts{};
}

// Each op takes the one before, the input and a constant, in this order.
Program Chain(const OpCounts& counts) {
  ProgramBuilder chain;
  const auto next_constant = [&] {
    return chain.Constant(1 + 0.0625 * static_cast<double>(chain.program().constants.size()));
  };
  Operand last = InputOperand();
  for (const OpInfo& op : AllOps()) {
    for (int k = 0; k < counts[static_cast<size_t>(op.code)]; ++k) {
      if (op.arity == 1) last = chain.Apply(op.code, {last});
      if (op.arity == 2) last = chain.Apply(op.code, {last, next_constant()});
      if (op.arity == 3) last = chain.Apply(op.code, {last, InputOperand(), next_constant()});
    }
  }
  return std::move(chain).Build(last);
}

}  // namespace

double CostEstimate::operator()(const Program& core, int frame) {
  if (!space_.cost_is_simulated()) return space_.Cost(space_.Kernel(core, frame));
  const OpCounts counts = space_.costs_latency() ? OpsOfLongestPath(core) : CountsOf(core);
  const auto [entry, is_new] = known_.try_emplace({frame, counts}, 0);
  if (is_new) entry->second = space_.Cost(space_.Kernel(Chain(counts), frame));
  return entry->second;
}

}  // namespace ulpforge
