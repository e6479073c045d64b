#include "kernels/kernel_template.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.h"
#include "dsl/program_builder.h"

namespace ulpforge {
namespace {

Program Expand(const HoledProgram& holed, const Program& core) {
  constexpr size_t kMost = size_t{std::numeric_limits<uint16_t>::max()} + 1;
  const Program& around = holed.program;
  ULPFORGE_CHECK(around.constants.size() + core.constants.size() <= kMost);
  ULPFORGE_CHECK(around.integers.size() + core.integers.size() <= kMost);
  ULPFORGE_CHECK(around.instructions.size() + core.instructions.size() <= kMost);

  ProgramBuilder result;
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
  return std::move(result).Build(outer.Moved(around.output));
}

}  // namespace

Program ExpandKernel(const KernelTemplate& kernel_template, const Program& core) {
  return Expand(kernel_template.kernel, core);
}

Program ExpandReduced(const KernelTemplate& kernel_template, const Program& core) {
  return Expand(kernel_template.reduced, core);
}

}  // namespace ulpforge
