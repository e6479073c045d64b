#include "fitting/format/refiner.h"

#include <utility>

#include "accuracy/samples/hard_inputs.h"
#include "base/check.h"
#include "dsl/program_function.h"

namespace ulpforge {
namespace {

bool IsGood(const Score& score, double wanted) { return score.violations == 0 && score.error < wanted; }

}  // namespace

Refiner::Refiner(const Objective& objective, const UlpSamples& tuning, const UlpSamples& validation,
                 RefineOptions options)
    : objective_(objective),
      tuning_(tuning),
      validation_(validation),
      options_(std::move(options)),
      reference_(*objective.target),
      scorer_(objective),
      tuner_(objective),
      stream_(options_.seed) {}

UlpSamples Refiner::Scan(const Program& program, size_t runs, Rng& rng) {
  const absl::StatusOr<ArrayFunction<float>> function =
      ProgramFunction(program, *objective_.compute, *objective_.result);
  ULPFORGE_CHECK(function.ok());
  const std::vector<float> inputs =
      FindHardInputs(reference_, objective_.domain, *function, runs, options_.worst_inputs, rng,
                     {.measure = Info(objective_.measure).error, .format = objective_.result});
  return SamplesAt(objective_, reference_, inputs);
}

Score Refiner::ScanAndMeasure(const Program& program, size_t round, std::optional<double> wanted) {
  Score score;
  if (options_.scans.empty()) score = scorer_.Measure(program, samples_.validation);
  for (size_t k = 0; k < options_.scans.size(); ++k) {
    Rng own(options_.seed, options_.scans.size() * round + k);
    Rng& rng = options_.shares_stream ? stream_ : own;
    samples_.validation.Append(Scan(program, options_.scans[k], rng));
    score = scorer_.Measure(program, samples_.validation);
    if (wanted && !IsGood(score, *wanted)) break;
  }
  return score;
}

void Refiner::AppendWorst(const Program& program) {
  if (!options_.appended) return;
  scorer_.Measure(program, samples_.validation);
  samples_.tuning.Append(scorer_.WorstSamples(samples_.validation, *options_.appended));
}

Refined Refiner::Refine(std::vector<Program> versions, std::span<const TunableNumber> numbers,
                        std::optional<double> wanted) {
  ULPFORGE_CHECK(!versions.empty());
  samples_ = {.tuning = tuning_, .validation = validation_};
  stream_ = Rng(options_.seed);
  size_t round = 0;
  Score score;
  if (options_.scans_first) {
    score = ScanAndMeasure(versions.front(), round++, wanted);
    AppendWorst(versions.back());
  }
  for (int left = options_.rounds; left > 0; --left) {
    Program tuned = versions.back();
    const Score here = tuner_.Tune(tuning(), numbers, options_.tuning, tuned);
    versions.push_back(std::move(tuned));
    score = here;
    if (wanted ? !(here.error < *wanted) : left == 1 && options_.takes_last) break;
    score = ScanAndMeasure(versions.back(), round++, wanted);
    if (wanted && IsGood(score, *wanted)) break;
    if (score.error < options_.converged * here.error) break;
    AppendWorst(versions.back());
  }
  if (options_.takes_last) return {std::move(versions.back()), score};
  Refined best{.program = versions.front(), .score = scorer_.Measure(versions.front(), samples_.validation)};
  for (const Program& version : versions) {
    const Score other = scorer_.Measure(version, samples_.validation);
    if (other.IsBetterThan(best.score)) best = {version, other};
  }
  return best;
}

}  // namespace ulpforge
