#include "dsl/program_builder.h"

#include <algorithm>

#include "base/check.h"

namespace ulpforge {

Operand ProgramBuilder::Constant(const Extended& value) {
  program_.constants.push_back(value);
  return ConstantOperand(program_.constants.size() - 1);
}

Operand ProgramBuilder::Integer(int64_t value) {
  program_.integers.push_back(value);
  return IntegerOperand(program_.integers.size() - 1);
}

Operand ProgramBuilder::Apply(OpCode op, std::span<const Operand> operands) {
  Instruction instruction{.op = op};
  ULPFORGE_CHECK(operands.size() == instruction.operands().size());
  std::ranges::copy(operands, instruction.args.begin());
  program_.instructions.push_back(instruction);
  return InstructionOperand(program_.instructions.size() - 1);
}

Splicer::Splicer(ProgramBuilder* into, const Program& from, Operand input)
    : into_(into),
      from_(from),
      input_(input),
      first_constant_(into->program().constants.size()),
      first_integer_(into->program().integers.size()) {
  for (const Extended& constant : from.constants) into->Constant(constant);
  for (const int64_t integer : from.integers) into->Integer(integer);
}

Instruction Splicer::Next() const {
  Instruction instruction = from_.instructions[values_.size()];
  for (Operand& operand : instruction.operands()) operand = Moved(operand);
  return instruction;
}

void Splicer::Append() {
  const Instruction instruction = Next();
  values_.push_back(into_->Apply(instruction.op, instruction.operands()));
}

Operand Splicer::Moved(Operand operand) const {
  switch (operand.source) {
    case Source::kInput:
      break;
    case Source::kConstant:
      return ConstantOperand(first_constant_ + operand.index);
    case Source::kInteger:
      return IntegerOperand(first_integer_ + operand.index);
    case Source::kInstruction:
      return values_[operand.index];
  }
  return input_;
}

}  // namespace ulpforge
