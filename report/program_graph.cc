#include "report/program_graph.h"

#include "dsl/text.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

ReportOperand MakeOperand(const Program& program, Operand operand) {
  ReportOperand shown;
  switch (operand.source) {
    case Source::kInput:
      shown.set_node(0);
      break;
    case Source::kInstruction:
      shown.set_node(operand.index + 1u);
      break;
    case Source::kConstant:
      shown.set_constant(fmt::format("{:.6g}", program.constants[operand.index].hi));
      shown.set_exact(FormatConstant(program.constants[operand.index]));
      break;
    case Source::kInteger:
      shown.set_constant(fmt::format("{}", program.integers[operand.index]));
      shown.set_exact(fmt::format("{:#x}", static_cast<uint64_t>(program.integers[operand.index])));
      break;
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
    for (int k = 0; k < op.arity; ++k) *node->add_operands() = MakeOperand(program, instruction.args[k]);
  }
  // A program that is one constant has no node for it.
  if (const ReportOperand output = MakeOperand(program, program.output); output.has_node()) {
    shown->set_output(output.node());
  }
}

}  // namespace ulpforge
