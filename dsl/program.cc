#include "dsl/program.h"

#include <algorithm>

#include "fmt/format.h"

namespace ulpforge {
namespace {

bool Exists(const Program& program, Operand operand, size_t instructions_before) {
  switch (operand.source) {
    case Source::kInput:
      return operand.index == 0;
    case Source::kConstant:
      return operand.index < program.constants.size();
    case Source::kInteger:
      return operand.index < program.integers.size();
    case Source::kInstruction:
      return operand.index < instructions_before;
  }
  return false;
}

}  // namespace

bool Accepts(Type wanted, Operand operand, Type type) {
  if (wanted == Type::kIntegerAmount) return operand.source == Source::kInteger;
  return wanted == type;
}

double WeightedOpCount(const Program& program) {
  double weight = 0;
  for (const Instruction& instruction : program.instructions) weight += Info(instruction.op).weight;
  return weight;
}

Type TypeOf(const Program& program, Operand operand) {
  switch (operand.source) {
    case Source::kInput:
    case Source::kConstant:
      return Type::kFloat;
    case Source::kInteger:
      return Type::kInteger;
    case Source::kInstruction:
      return Info(program.instructions[operand.index].op).result;
  }
  return Type::kFloat;
}

absl::Status Validate(const Program& program) {
  for (size_t k = 0; k < program.instructions.size(); ++k) {
    const Instruction& instruction = program.instructions[k];
    const OpInfo& op = Info(instruction.op);
    for (int i = 0; i < op.arity; ++i) {
      if (!Exists(program, instruction.args[i], k)) {
        return absl::InvalidArgumentError(
            fmt::format("v{}: operand {} of {} does not exist before its use", k, i + 1, op.name));
      }
      if (!Accepts(op.operands[i], instruction.args[i], TypeOf(program, instruction.args[i]))) {
        return absl::InvalidArgumentError(
            fmt::format("v{}: operand {} of {} has the wrong type", k, i + 1, op.name));
      }
    }
  }
  if (!Exists(program, program.output, program.instructions.size())) {
    return absl::InvalidArgumentError("the output does not exist");
  }
  if (TypeOf(program, program.output) != Type::kFloat) {
    return absl::InvalidArgumentError("the output is an integer, it must be an F value");
  }
  return absl::OkStatus();
}

bool HasDoubleConstants(const Program& program) {
  return std::all_of(program.constants.begin(), program.constants.end(),
                     [](const Extended& c) { return c.lo == 0; });
}

}  // namespace ulpforge
