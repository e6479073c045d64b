#include "dsl/free_program.h"

#include <algorithm>

namespace ulpforge {
namespace {

bool IsConstant(Operand operand) {
  return operand.source == Source::kConstant || operand.source == Source::kInteger;
}

bool HasConstantOperandsOnly(const Instruction& instruction) {
  const auto end = instruction.args.begin() + Info(instruction.op).arity;
  return std::all_of(instruction.args.begin(), end, IsConstant);
}

}  // namespace

bool IsFreeProgram(const Program& program) {
  return program.output.source == Source::kInstruction &&
         std::none_of(program.instructions.begin(), program.instructions.end(), HasConstantOperandsOnly);
}

int WorkingOps(const Program& program) {
  const auto works = [](const Instruction& i) { return i.op != OpCode::kBits && i.op != OpCode::kFromBits; };
  const auto count = std::count_if(program.instructions.begin(), program.instructions.end(), works);
  return std::max(1, static_cast<int>(count));
}

}  // namespace ulpforge
