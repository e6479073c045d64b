#include "engine/space/kernel_polish.h"

#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

#include "accuracy/samples/hard_inputs.h"
#include "engine/space/kernel_check.h"
#include "fitting/format/float_tuner.h"
#include "jit/compile/compiler.h"

namespace ulpforge {
namespace {

constexpr size_t kRuns = 4096;       // of a scan
constexpr size_t kHardInputs = 256;  // taken from a scan
constexpr int kScans = 4;
constexpr double kConverged = 1.002;  // the error of a scan against that which was tuned for
constexpr uint64_t kScanSeed = 0x7363616e;

// Tunes on the samples, scans for harder inputs, adds them, and again; the constants of the best scan stay.
absl::Status TuneOnHardInputs(const KernelSpace& space, const std::vector<size_t>& tunable,
                              KernelCompiler& compiler, Program& program) {
  UlpSamples samples = space.more_samples();
  FastReference reference(space.target());
  Rng rng(kScanSeed, 0);
  for (int scan = 0; scan < kScans; ++scan) {
    const absl::StatusOr<CompiledKernel<float>> compiled = compiler.Compile<float>(program);
    if (!compiled.ok()) return compiled.status();
    const std::vector<float> inputs =
        FindHardInputs(reference, space.domain(), compiled->function().array, kRuns, kHardInputs, rng);
    const UlpSamples hard = SampleUlps(reference, inputs);
    FloatMeter meter(&space.points());
    const double before = meter.Measure(program, samples).ulp;
    samples.Append(hard);
    if (scan > 0 && meter.Measure(program, samples).ulp < kConverged * before) break;
    TuneConstants(samples, &space.points(), tunable, {}, program);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PolishedKernel> PolishKernel(const KernelSpace& space, const FrontMember& member, int threads,
                                            const std::function<bool()>& go_on) {
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create();
  if (!compiler.ok()) return compiler.status();
  PolishedKernel polished{.program = member.program};
  const std::vector<size_t> tunable = space.TunableConstants(member.core, member.frame);
  if (absl::Status status = TuneOnHardInputs(space, tunable, *compiler, polished.program); !status.ok())
    return status;
  const absl::StatusOr<CompiledKernel<float>> compiled = compiler->Compile<float>(polished.program);
  if (!compiled.ok()) return compiled.status();
  absl::StatusOr<ExhaustiveReport> report =
      CheckKernel(space, polished.program, compiled->function().array, threads, go_on);
  if (!report.ok()) return report.status();
  polished.report = *std::move(report);
  return polished;
}

}  // namespace ulpforge
