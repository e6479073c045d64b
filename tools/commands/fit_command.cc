#include <algorithm>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "accuracy/dense/dense_check.h"
#include "base/worker_pool.h"
#include "dsl/canonical.h"
#include "dsl/text.h"
#include "fitting/real/finisher.h"
#include "fitting/real/fitter.h"
#include "fmt/format.h"
#include "targets/function_target.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/sources/program_source.h"

namespace ulpforge {
namespace {

struct Options {
  SourceOptions source;
  std::string constants = "f64";
  int starts = 64;
  uint64_t seed = 1;
};

// The program with fitted constants and the error of the fit, kNoFit if there is none.
double Fit(const Options& options, const Problem& problem, Program& program) {
  Rng rng(options.seed);
  Fitter fitter(problem, {.starts = options.starts});
  const double error = fitter.Fit(rng, program);
  const bool extended = options.constants == "extended";
  const ConstantFormat format = extended ? ConstantFormat::kExtended : ConstantFormat::kDouble;
  return error < kNoFit ? Finisher(problem).Finish(format, program) : error;
}

// The conversion to an unsigned number would let a negative one wrap around.
std::string RefuseSign(const std::string& text) {
  return text.starts_with('-') ? fmt::format("'{}' is negative; use a whole number", text) : "";
}

absl::Status FitOne(const Options& options) {
  const absl::StatusOr<ProgramSource> source = LoadPrograms(options.source);
  if (!source.ok()) return source.status();
  const std::string& path = options.source.path;
  if (!source->problem) {
    return absl::InvalidArgumentError(
        fmt::format("{} does not say what it approximates; give --target", path));
  }
  if (source->programs.size() != 1) {
    return absl::InvalidArgumentError(fmt::format("{} has several programs; choose one with --ops", path));
  }
  Program program = Canonicalize(FoldConstants(source->programs[0].program));
  if (!Tape::Accepts(program)) {
    return absl::InvalidArgumentError(
        fmt::format("{} cannot be fitted: it needs 1 to {} real ops and at most {} constants", path,
                    kMaxTapeSteps, kMaxTapeConstants));
  }
  const Problem& problem = *source->problem;
  const double error = Fit(options, problem, program);
  if (!(error < kNoFit)) {
    return absl::FailedPreconditionError(fmt::format(
        "{} has no constants for {} on {} that give a finite, useful result from any of {} starts", path,
        TitleOf(*problem.target), FormatInterval(problem.domain), options.starts));
  }
  const absl::StatusOr<DenseResult> dense =
      CheckReal(program, problem, {.threads = static_cast<int>(ProcessorCount())});
  if (!dense.ok()) return dense.status();
  return WriteOutput(fmt::format("# {} on {}: {} error {:.6g} (dense: {} points in {} binades), {} ops\n{}",
                                 TitleOf(*problem.target), FormatInterval(problem.domain),
                                 FormatMeasure(problem.measure), std::max(error, dense->error), dense->points,
                                 dense->binades, OpCount(program), Format(program)));
}

}  // namespace

Action DefineFit(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  AddSourceOptions(app, &options->source);
  app.add_option("--constants", options->constants,
                 "how constants are stored: f64 or extended (default: f64)")
      ->type_name("TEXT")
      ->check(CLI::IsMember({"f64", "extended"}).description(""));
  app.add_option("--starts", options->starts,
                 "starting points: the constants of the file, perturbed ones and random ones in turn")
      ->type_name("INTEGER")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  app.add_option("--seed", options->seed, "seed of the random numbers")
      ->type_name("INTEGER")
      ->check(CLI::Validator(&RefuseSign, ""))
      ->capture_default_str();
  return [options] { return FitOne(*options); };
}

}  // namespace ulpforge
