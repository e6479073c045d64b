#include "dsl/free_program.h"

#include <algorithm>

namespace ulpforge {
namespace {

bool HasNumbersOnly(const Instruction& instruction) {
  return std::ranges::all_of(instruction.operands(), IsNumber);
}

}  // namespace

bool IsFreeProgram(const Program& program) {
  return InstructionOf(program.output) && std::ranges::none_of(program.instructions, HasNumbersOnly);
}

int WorkingOps(const Program& program) {
  const auto works = [](const Instruction& i) { return i.op != OpCode::kBits && i.op != OpCode::kFromBits; };
  const auto count = std::count_if(program.instructions.begin(), program.instructions.end(), works);
  return std::max(1, static_cast<int>(count));
}

}  // namespace ulpforge
