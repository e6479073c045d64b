// The Refiner tunes a program for all inputs: on samples; then it scans the domain for the worst inputs of
// what came out, appends them to the samples, and tunes again. What a program was tuned on says little about
// the rest, so its error is that on validation samples, which grow with every scan.
//
// Thread safety: one Refiner per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "accuracy/reference/fast_reference.h"
#include "dsl/program.h"
#include "fitting/format/objective.h"
#include "fitting/format/scorer.h"
#include "fitting/format/tunable.h"
#include "fitting/format/tuner.h"

namespace ulpforge {

struct RefineOptions {
  TuneOptions tuning;
  int rounds = 3;
  // How many runs of 1024 consecutive floats each scan of a round looks at. A program that fails after one of
  // them is spared the next. Empty: the validation samples are all inputs.
  std::vector<size_t> scans;
  size_t worst_inputs = 96;  // of a scan, appended to the validation samples
  // Of the validation samples so many, the worst, are appended to the tuning samples after each round. All:
  // the tuning samples are the validation samples from the beginning.
  std::optional<size_t> appended = 256;
  // The first program is scanned before it is tuned.
  bool scans_first = false;
  // The rounds end when a scan makes the error less than this factor larger than it was where the program was
  // tuned.
  double converged = 0;
  // The last program is taken although an earlier one may be better on the validation samples.
  bool takes_last = false;
  uint64_t seed = 0;  // of the inputs that are scanned
  // The scans draw from one stream of random numbers, one after the other, not from one each.
  bool shares_stream = false;
};

struct Refined {
  Program program;
  Score score;  // on the validation samples
};

class Refiner {
 public:
  // All must outlive the refiner; the samples are of the objective.
  Refiner(const Objective& objective, const UlpSamples& tuning, const UlpSamples& validation,
          RefineOptions options);

  // `versions` differ in their numbers; the last one is tuned, the others may turn out better than what comes
  // out. Ends once a program keeps the contract with an error below `wanted`, if that is set, and once one is
  // not even that good where it was tuned. Depends on the arguments only. REQUIRES: there is a version.
  Refined Refine(std::vector<Program> versions, std::span<const TunableNumber> numbers,
                 std::optional<double> wanted);

 private:
  struct Samples {
    UlpSamples tuning, validation;
  };

  // The worst inputs of the program among those of so many runs.
  UlpSamples Scan(const Program& program, size_t runs, Rng& rng);
  // Scans until the program fails, and appends what was found to the validation samples. The score on them.
  Score ScanAndMeasure(const Program& program, size_t round, std::optional<double> wanted);
  void AppendWorst(const Program& program);
  const UlpSamples& tuning() const { return options_.appended ? samples_.tuning : samples_.validation; }

  const Objective& objective_;
  const UlpSamples& tuning_;
  const UlpSamples& validation_;
  RefineOptions options_;
  FastReference reference_;
  Scorer scorer_;
  Tuner tuner_;
  Samples samples_;  // of the refinement that runs
  Rng stream_;
};

}  // namespace ulpforge
