#include "engine/space/free_refiner.h"

#include <cmath>
#include <utility>
#include <vector>

#include "accuracy/samples/hard_inputs.h"
#include "base/check.h"
#include "dsl/program_function.h"
#include "fitting/format/float_tuner.h"

namespace ulpforge {
namespace {

constexpr size_t kHardSamples = 256;  // added for each round; a multiple of 8
constexpr uint64_t kScanSeed = 0x667363616e;

}  // namespace

UlpSamples FreeRefiner::Scan(const Program& program, uint64_t scan) {
  const absl::StatusOr<ArrayFunction<float>> function = ProgramFunction(program, kFloat32);
  ULPFORGE_CHECK(function.ok());
  Rng rng(kScanSeed, scan);
  return space_.Sample(
      FindHardInputs(reference_, space_.domain(), *function, options_.runs, options_.hard_inputs, rng));
}

UlpSamples FreeRefiner::Hardest(const Program& program, const UlpSamples& samples) {
  meter_.Measure(program, samples);
  std::vector<double> errors = meter_.Residuals(samples);
  for (double& error : errors) error = std::fabs(error);
  return HardestSamples(samples, errors, kHardSamples);
}

Refined FreeRefiner::Refine(std::vector<Program> versions, double wanted) {
  ULPFORGE_CHECK(!versions.empty());
  UlpSamples judges = space_.more_samples();
  judges.Append(Scan(versions.front(), 0));
  UlpSamples samples = space_.samples();
  samples.Append(Hardest(versions.back(), judges));
  for (int round = 1; round <= options_.rounds; ++round) {
    Program tuned = versions.back();
    tuner_.Tune(samples, tuned);
    judges.Append(Scan(tuned, static_cast<uint64_t>(round)));
    samples.Append(Hardest(tuned, judges));
    versions.push_back(std::move(tuned));
    const FreeScore score = meter_.Measure(versions.back(), judges);
    if (score.violations == 0 && score.error < wanted) break;
  }
  Refined best{.program = versions[0], .score = meter_.Measure(versions[0], judges)};
  for (const Program& version : versions) {
    const FreeScore score = meter_.Measure(version, judges);
    if (score.objective < best.score.objective) best = {version, score};
  }
  return best;
}

}  // namespace ulpforge
