#include "engine/free_polish.h"

#include <limits>
#include <utility>

#include "accuracy/hard_inputs.h"
#include "accuracy/relative_check.h"
#include "engine/free_tuner.h"
#include "engine/kernel_check.h"
#include "fmt/format.h"
#include "jit/compiler.h"

namespace ulpforge {
namespace {

constexpr size_t kRuns = 4096;       // of a scan
constexpr size_t kHardInputs = 256;  // taken from a scan
constexpr int kScans = 4;
constexpr double kConverged = 1.002;  // the error with the inputs of a scan against that without
constexpr uint64_t kScanSeed = 0x66726565;

// A multiple of 8 samples.
void Trim(UlpSamples& samples) {
  const size_t size = samples.size() / 8 * 8;
  samples.x.resize(size);
  samples.f.resize(size);
  samples.per_ulp.resize(size);
}

absl::Status TuneOnHardInputs(const FloatSpace& space, KernelCompiler& compiler, Program& program) {
  UlpSamples samples = space.samples();
  FastReference reference(space.target());
  FreeTuner tuner(space);
  FreeMeter meter(space);
  Rng rng(kScanSeed, 0);
  for (int scan = 0; scan < kScans; ++scan) {
    const absl::StatusOr<CompiledKernel<float>> compiled = compiler.Compile<float>(program);
    if (!compiled.ok()) return compiled.status();
    const std::vector<float> inputs =
        FindHardInputs(reference, space.domain(), compiled->function().array, kRuns, kHardInputs, rng);
    const double before = meter.Measure(program, samples).objective;
    samples.Append(space.Sample(inputs));
    Trim(samples);
    if (scan > 0 && meter.Measure(program, samples).objective < kConverged * before) break;
    tuner.Tune(samples, program);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PolishedProgram> PolishProgram(const FloatSpace& space, const Program& program, int threads,
                                              const std::function<bool()>& go_on) {
  absl::StatusOr<KernelCompiler> compiler = KernelCompiler::Create();
  if (!compiler.ok()) return compiler.status();
  PolishedProgram polished{.program = program};
  if (absl::Status status = TuneOnHardInputs(space, *compiler, polished.program); !status.ok()) return status;
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
