#include "dsl/reads.h"

#include <optional>

namespace ulpforge {

Reads FindReads(const Program& program) {
  Reads reads{.live = std::vector<bool>(program.instructions.size()),
              .constants = std::vector<bool>(program.constants.size())};
  const auto add = [&](Operand operand) {
    if (operand == InputOperand()) reads.input = true;
    if (const std::optional<size_t> k = ConstantOf(operand)) reads.constants[*k] = true;
    if (const std::optional<size_t> k = InstructionOf(operand)) reads.live[*k] = true;
  };
  add(program.output);
  for (size_t k = reads.live.size(); k-- > 0;) {
    if (!reads.live[k]) continue;
    for (const Operand operand : program.instructions[k].operands()) add(operand);
  }
  return reads;
}

}  // namespace ulpforge
