#include "kernels/kernel_template.h"

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace ulpforge {
namespace {

// Appends `from` with its input bound to `input`, except for instruction `skip`, which stands for `replaced`.
class Splicer {
 public:
  Splicer(Program* into, const Program& from, Operand input)
      : into_(into),
        from_(from),
        input_(input),
        first_constant_(into->constants.size()),
        first_integer_(into->integers.size()) {
    into->constants.insert(into->constants.end(), from.constants.begin(), from.constants.end());
    into->integers.insert(into->integers.end(), from.integers.begin(), from.integers.end());
  }

  // Appends the next instruction of `from`.
  void Append() {
    Instruction instruction = from_.instructions[values_.size()];
    for (int k = 0; k < Info(instruction.op).arity; ++k) instruction.args[k] = Moved(instruction.args[k]);
    values_.push_back(InstructionOperand(into_->instructions.size()));
    into_->instructions.push_back(instruction);
  }

  // The next instruction of `from` has the value `operand` of the program that is built.
  void Replace(Operand operand) { values_.push_back(operand); }

  // What an operand of `from` is in the program that is built.
  Operand Moved(Operand operand) const {
    switch (operand.source) {
      case Source::kInput:
        return input_;
      case Source::kConstant:
        return ConstantOperand(first_constant_ + operand.index);
      case Source::kInteger:
        return IntegerOperand(first_integer_ + operand.index);
      case Source::kInstruction:
        break;
    }
    return values_[operand.index];
  }

 private:
  Program* into_;
  const Program& from_;
  Operand input_;
  size_t first_constant_;
  size_t first_integer_;
  std::vector<Operand> values_;  // of the instructions of `from` so far
};

Program Expand(const HoledProgram& holed, const Program& core) {
  constexpr size_t kMost = size_t{std::numeric_limits<uint16_t>::max()} + 1;
  const Program& around = holed.program;
  ULPFORGE_CHECK(around.constants.size() + core.constants.size() <= kMost);
  ULPFORGE_CHECK(around.integers.size() + core.integers.size() <= kMost);
  ULPFORGE_CHECK(around.instructions.size() + core.instructions.size() <= kMost);

  Program result;
  Splicer outer(&result, around, InputOperand());
  for (size_t k = 0; k < around.instructions.size(); ++k) {
    if (k != holed.hole) {
      outer.Append();
      continue;
    }
    Splicer inner(&result, core, outer.Moved(around.instructions[k].args[0]));
    for (size_t i = 0; i < core.instructions.size(); ++i) inner.Append();
    outer.Replace(inner.Moved(core.output));
  }
  result.output = outer.Moved(around.output);
  return result;
}

}  // namespace

std::string_view FormatVariant(Variant variant) { return variant == Variant::kFull ? "full" : "finite"; }

Program ExpandKernel(const KernelTemplate& kernel_template, const Program& core) {
  return Expand(kernel_template.kernel, core);
}

Program ExpandReduced(const KernelTemplate& kernel_template, const Program& core) {
  return Expand(kernel_template.reduced, core);
}

}  // namespace ulpforge
