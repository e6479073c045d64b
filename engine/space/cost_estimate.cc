#include "engine/space/cost_estimate.h"

#include <algorithm>
#include <vector>

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
    for (int a = 0; a < Info(instruction.op).arity; ++a) {
      const Operand arg = instruction.args[a];
      if (arg.source != Source::kInstruction || length[arg.index] <= length[k]) continue;
      length[k] = length[arg.index];
      counts[k] = counts[arg.index];
    }
    length[k] += Info(instruction.op).weight;
    Count(instruction.op, counts[k]);
  }
  return core.output.source == Source::kInstruction ? counts[core.output.index] : OpCounts{};
}

// Each op takes the one before, the input and a constant, in this order.
Program Chain(const OpCounts& counts) {
  Program chain;
  Operand last = InputOperand();
  for (const OpInfo& op : AllOps()) {
    for (int k = 0; k < counts[static_cast<size_t>(op.code)]; ++k) {
      chain.constants.emplace_back(1 + 0.0625 * static_cast<double>(chain.constants.size()));
      const Operand constant = ConstantOperand(chain.constants.size() - 1);
      Instruction instruction{op.code, {last, op.arity == 2 ? constant : InputOperand(), constant}};
      if (op.arity < 3) instruction.args[2] = {};
      if (op.arity < 2) instruction.args[1] = {}, chain.constants.pop_back();
      chain.instructions.push_back(instruction);
      last = InstructionOperand(chain.instructions.size() - 1);
    }
  }
  chain.output = last;
  return chain;
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
