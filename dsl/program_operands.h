// Walking and renaming the operands of a program. Whoever needs something for every operand keeps it in an
// OperandValues; whoever follows the flow of data asks InstructionOf (dsl/program.h). So a further kind of
// operand is known to the parts of a program alone: dsl/program*, dsl/text, dsl/canonical and the emitters.
//
// Thread safety: value types, pure functions.
#pragma once

#include <vector>

#include "dsl/program.h"

namespace ulpforge {

// Calls visit(operand) for the operands of all instructions, in order, and for the output.
template <class Visit>
void ForEachOperand(const Program& program, const Visit& visit) {
  for (const Instruction& instruction : program.instructions) {
    for (const Operand operand : instruction.operands()) visit(operand);
  }
  visit(program.output);
}

// Every such operand becomes rename(operand).
template <class Rename>
void RenameOperands(Program& program, const Rename& rename) {
  for (Instruction& instruction : program.instructions) {
    for (Operand& operand : instruction.operands()) operand = rename(operand);
  }
  program.output = rename(program.output);
}

// A value for everything that the operands of a program name. Whoever fills it may leave out what no operand
// of its programs names.
template <class V>
struct OperandValues {
  V input;
  std::vector<V> constants;
  std::vector<V> integers;
  std::vector<V> instructions;

  const V& operator[](Operand operand) const {
    switch (operand.source) {
      case Source::kInput:
        break;
      case Source::kConstant:
        return constants[operand.index];
      case Source::kInteger:
        return integers[operand.index];
      case Source::kInstruction:
        return instructions[operand.index];
    }
    return input;
  }
};

}  // namespace ulpforge
