#include "dsl/reads.h"

#include "dsl/op_table.h"

namespace ulpforge {

Reads FindReads(const Program& program) {
  Reads reads{.live = std::vector<bool>(program.instructions.size()),
              .constants = std::vector<bool>(program.constants.size())};
  const auto add = [&](Operand operand) {
    if (operand.source == Source::kInput) reads.input = true;
    if (operand.source == Source::kConstant) reads.constants[operand.index] = true;
    if (operand.source == Source::kInstruction) reads.live[operand.index] = true;
  };
  add(program.output);
  for (size_t k = reads.live.size(); k-- > 0;) {
    if (!reads.live[k]) continue;
    const Instruction& instruction = program.instructions[k];
    for (int i = 0; i < Info(instruction.op).arity; ++i) add(instruction.args[i]);
  }
  return reads;
}

}  // namespace ulpforge
