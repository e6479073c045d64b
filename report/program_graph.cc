#include "report/program_graph.h"

#include <optional>

#include "dsl/text.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

ReportOperand MakeOperand(const Program& program, Operand operand) {
  ReportOperand shown;
  if (const std::optional<size_t> k = ConstantOf(operand)) {
    shown.set_constant(fmt::format("{:.6g}", program.constants[*k].hi));
    shown.set_exact(FormatConstant(program.constants[*k]));
  } else if (const std::optional<size_t> integer = IntegerOf(operand)) {
    shown.set_constant(fmt::format("{}", program.integers[*integer]));
    shown.set_exact(fmt::format("{:#x}", static_cast<uint64_t>(program.integers[*integer])));
  } else {
    const std::optional<size_t> instruction = InstructionOf(operand);
    shown.set_node(instruction ? static_cast<uint32_t>(*instruction) + 1 : 0);
  }
  return shown;
}

}  // namespace

void AddGraph(const Program& program, ReportProgram* shown) {
  shown->add_nodes()->set_op("x");
  for (const Instruction& instruction : program.instructions) {
    const OpInfo& op = Info(instruction.op);
    ReportNode* node = shown->add_nodes();
    node->set_op(std::string(op.name));
    for (const Operand operand : instruction.operands())
      *node->add_operands() = MakeOperand(program, operand);
  }
  // A program that is one constant has no node for it.
  if (const ReportOperand output = MakeOperand(program, program.output); output.has_node()) {
    shown->set_output(output.node());
  }
}

}  // namespace ulpforge
