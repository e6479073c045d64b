#include "engine/space/free_polish.h"

#include <limits>
#include <utility>

#include "accuracy/exhaustive/relative_check.h"
#include "engine/space/free_refiner.h"
#include "engine/space/kernel_check.h"
#include "fmt/format.h"
#include "jit/compile/compiler.h"

namespace ulpforge {
namespace {

constexpr RefinerOptions kWide{.rounds = 4, .runs = 4096, .hard_inputs = 256};

}  // namespace

absl::StatusOr<PolishedProgram> PolishProgram(const FloatSpace& space, const Program& program, int threads,
                                              const std::function<bool()>& go_on) {
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create();
  if (!compiler.ok()) return compiler.status();
  PolishedProgram polished{.program = FreeRefiner(space, kWide).Refine({program}, 0).program};
  const absl::StatusOr<CompiledKernel<float>> compiled = compiler->Compile<float>(polished.program);
  if (!compiled.ok()) return compiled.status();
  const ArrayFunction<float> function = compiled->function().array;
  const absl::StatusOr<ExhaustiveReport> report =
      CheckKernel(space, polished.program, function, threads, go_on);
  if (!report.ok()) return report.status();
  for (const ClauseReport& clause : report->contract().clauses()) {
    if (!clause.holds()) polished.broken.push_back(clause.clause());
  }
  polished.error = report->max_ulp();
  polished.worst_input = report->worst_input();
  if (space.is_relative()) {
    const absl::StatusOr<RelativeReport> relative =
        CheckRelative(space.target(), space.domain(), function, threads, go_on);
    if (!relative.ok()) return relative.status();
    polished.error = relative->error;
    polished.worst_input = fmt::format("{:a}", relative->worst_input);
  }
  if (!polished.broken.empty()) polished.error = std::numeric_limits<double>::infinity();
  return polished;
}

}  // namespace ulpforge
