#include "engine/space/kernel_check.h"

#include "accuracy/exhaustive/contract_check.h"
#include "dsl/text.h"

namespace ulpforge {

absl::StatusOr<ExhaustiveReport> CheckKernel(const FloatSpace& space, const Program& program,
                                             const ArrayFunction<float>& function, int threads,
                                             const std::function<bool()>& go_on) {
  ExhaustiveOptions options;
  options.threads = threads;
  options.progress = [&](const ExhaustiveProgress&) { return go_on(); };
  options.function = Format(program);
  return CheckContract(
      space.target(), space.contract(), [&]() -> absl::StatusOr<ArrayFunction<float>> { return function; },
      options);
}

}  // namespace ulpforge
