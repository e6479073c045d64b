#include "dsl/free_program.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "dsl/numbers/round_to.h"

namespace ulpforge {
namespace {

bool IsConstant(Operand operand) {
  return operand.source == Source::kConstant || operand.source == Source::kInteger;
}

bool HasConstantOperandsOnly(const Instruction& instruction) {
  const auto end = instruction.args.begin() + Info(instruction.op).arity;
  return std::all_of(instruction.args.begin(), end, IsConstant);
}

// Floats in the order of their values, -0 before +0.
int64_t ToPlace(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  return (bits >> 31) == 0 ? int64_t{bits} : -1 - int64_t{bits & 0x7fffffff};
}

float FromPlace(int64_t place) {
  if (place >= 0) return std::bit_cast<float>(static_cast<uint32_t>(place));
  return std::bit_cast<float>(static_cast<uint32_t>(-1 - place) | 0x80000000);
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

std::vector<FreeNumber> FreeNumbers(const Program& program) {
  std::vector<bool> is_amount(program.integers.size());
  for (const Instruction& instruction : program.instructions) {
    const OpInfo& op = Info(instruction.op);
    for (int i = 0; i < op.arity; ++i) {
      if (op.operands[i] == Type::kIntegerAmount) is_amount[instruction.args[i].index] = true;
    }
  }
  std::vector<FreeNumber> numbers;
  for (size_t k = 0; k < program.constants.size(); ++k) numbers.push_back({false, k});
  for (size_t k = 0; k < program.integers.size(); ++k) {
    if (!is_amount[k]) numbers.push_back({true, k});
  }
  return numbers;
}

int64_t Place(const Program& program, const FreeNumber& number) {
  if (number.is_integer) return static_cast<int32_t>(program.integers[number.index]);
  return ToPlace(RoundTo<float>(program.constants[number.index]));
}

void SetPlace(const FreeNumber& number, int64_t place, Program& program) {
  if (number.is_integer) {
    program.integers[number.index] =
        std::clamp<int64_t>(place, std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max());
    return;
  }
  const int64_t last = ToPlace(std::numeric_limits<float>::max());
  program.constants[number.index] = FromPlace(std::clamp(place, -1 - last, last));
}

}  // namespace ulpforge
