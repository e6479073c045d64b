#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "CLI/CLI.hpp"
#include "dsl/numbers/float_format.h"
#include "fmt/format.h"
#include "publish/asked_contract.h"
#include "targets/error_measure.h"
#include "tools/commands/command.h"
#include "tools/commands/verify_double.h"
#include "tools/commands/verify_exhaustive.h"
#include "tools/commands/verify_real.h"
#include "tools/sources/contract_flags.h"
#include "tools/sources/program_source.h"

namespace ulpforge {
namespace {

constexpr std::string_view kDouble = "float64";

struct Options {
  RealVerifyOptions real;
  ExhaustiveVerifyOptions exhaustive;
  bool is_exhaustive = false;
  bool json = false;
};

// Compiled functions are black boxes, and kernels round: only all inputs say how wrong they are.
bool WantsExhaustive(const Options& options) {
  const FunctionOptions& functions = options.exhaustive.functions;
  return options.is_exhaustive || !functions.library.empty() || !functions.peers.empty() ||
         std::any_of(functions.paths.begin(), functions.paths.end(), IsCFile) ||
         std::any_of(functions.paths.begin(), functions.paths.end(), IsKernelRun);
}

// What a verification is, by what is asked of it.
enum Mode { kReal = 1, kSampledDouble = 2, kEveryInput = 4 };

Mode ModeOf(const Options& options) {
  if (options.exhaustive.functions.format == kDouble) return kSampledDouble;
  return WantsExhaustive(options) ? kEveryInput : kReal;
}

// The flags that not every verification looks at: of which it does, and what to do elsewhere.
struct FlagUse {
  const char* flag;
  int modes;
  std::string_view mend;
};

constexpr FlagUse kFlagUses[] = {
    {"--points", kReal | kSampledDouble, "the exhaustive check takes every input; leave it out"},
    {"--certify", kReal, "it is for programs in real arithmetic: a run or a program file"},
    {"--state", kEveryInput, "it is for the exhaustive check; give --exhaustive"},
    {"--threads", kEveryInput, "it is for the exhaustive check; give --exhaustive or leave it out"},
    {"--cc", kSampledDouble | kEveryInput,
     "nothing is compiled for a program over the reals; give --exhaustive"},
    {"--cpu", kSampledDouble | kEveryInput,
     "nothing is compiled for a program over the reals; give --exhaustive"},
    {"--in-flight", kEveryInput, "it is for the C of programs in the exhaustive check; leave it out"},
};

absl::Status CheckFlagUses(const CLI::App& app, Mode mode) {
  for (const FlagUse& use : kFlagUses) {
    if ((use.modes & mode) != 0 || app.count(use.flag) == 0) continue;
    return absl::InvalidArgumentError(fmt::format("{}: {}", use.flag, use.mend));
  }
  return absl::OkStatus();
}

// In which measure, by its name; those of number formats say nothing about exact arithmetic.
absl::StatusOr<ErrorMeasure> MeasureOf(const std::string& name, Mode mode) {
  const size_t index = std::ranges::find(kErrorMeasureNames, name) - kErrorMeasureNames.begin();
  const auto measure = static_cast<ErrorMeasure>(index);
  const bool rounds = measure == ErrorMeasure::kUlp || measure == ErrorMeasure::kMisrounded;
  if (mode != kReal || !rounds) return measure;
  return absl::InvalidArgumentError(fmt::format(
      "--measure {}: a program over the reals has relative and absolute errors; take one of them, or "
      "--exhaustive or --format",
      name));
}

absl::Status CheckFlushFlag(const Options& options) {
  const FunctionOptions& functions = options.exhaustive.functions;
  if (!options.exhaustive.contract.flush_mode) return absl::OkStatus();
  for (const std::string& format : {functions.format, ResolveResult(functions)}) {
    if (format == kFloat32.name) continue;
    return absl::InvalidArgumentError(
        fmt::format("--flush is for code that computes in float32, not {}; leave it out", format));
  }
  if (WantsExhaustive(options)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "--flush is for the exhaustive check, not for programs over the reals; give --exhaustive");
}

absl::Status CheckResultFlag(const Options& options) {
  const FunctionOptions& functions = options.exhaustive.functions;
  if (functions.result.empty()) return absl::OkStatus();
  if (functions.format != kFloat32.name) {
    return absl::InvalidArgumentError(fmt::format(
        "--result {} is for functions of float32; leave it out or give --format float32 instead of {}",
        functions.result, functions.format));
  }
  if (WantsExhaustive(options)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      fmt::format("--result {} is for the exhaustive check; give --exhaustive", functions.result));
}

absl::Status CheckComputeFlag(const Options& options) {
  const FunctionOptions& functions = options.exhaustive.functions;
  const std::string& compute = options.exhaustive.compute;
  if (compute.empty() || compute == functions.format || compute == kFloat32.name) {
    const bool has_programs = std::ranges::any_of(functions.paths, [](const auto& p) { return !IsCFile(p); });
    if (compute.empty() || (WantsExhaustive(options) && has_programs)) return absl::OkStatus();
    return absl::InvalidArgumentError(
        fmt::format("--compute {} is for exhaustive checks of programs; leave it out", compute));
  }
  return absl::InvalidArgumentError(fmt::format("--compute {}: programs of {} compute in float32 or in {}",
                                                compute, functions.format, functions.format));
}

absl::Status Verify(const CLI::App& app, Options options) {
  FunctionOptions& functions = options.exhaustive.functions;
  options.is_exhaustive |= !functions.format.empty() && functions.format != kDouble;
  functions.format = ResolveFormat(functions);
  if (absl::Status status = CheckFlushFlag(options); !status.ok()) return status;
  if (absl::Status status = CheckResultFlag(options); !status.ok()) return status;
  functions.result = ResolveResult(functions);
  if (absl::Status status = CheckComputeFlag(options); !status.ok()) return status;
  if (options.exhaustive.compute.empty()) options.exhaustive.compute = ResolveCompute(functions);
  if (options.exhaustive.compute != kFloat32.name && !functions.compilers.empty()) {
    return absl::InvalidArgumentError(fmt::format(
        "--cc is for programs that compute in float32, not in {}; leave it out", options.exhaustive.compute));
  }
  if (absl::Status status = CheckFlagUses(app, ModeOf(options)); !status.ok()) return status;
  std::optional<ErrorMeasure> measure;
  if (!options.real.source.measure.empty()) {
    const absl::StatusOr<ErrorMeasure> named = MeasureOf(options.real.source.measure, ModeOf(options));
    if (!named.ok()) return named.status();
    measure = *named;
  }
  if (AsksForContract(options.exhaustive.contract) &&
      !(WantsExhaustive(options) && functions.format != kDouble)) {
    return absl::InvalidArgumentError(functions.format == kDouble
                                          ? "contracts are proved at every input, and float64 has too many; "
                                            "leave out the flags of contracts"
                                          : "contracts are for the exhaustive check; give --exhaustive");
  }
  if (functions.format == kDouble) {
    if (options.is_exhaustive) {
      return absl::InvalidArgumentError(
          "--exhaustive: nobody can check 2^64 inputs; leave it out for float64");
    }
    return VerifyDouble(
        {.functions = functions, .measure = measure, .points = options.real.points, .json = options.json});
  }
  if (WantsExhaustive(options)) {
    options.exhaustive.measure = measure.value_or(ErrorMeasure::kUlp);
    options.exhaustive.json = options.json;
    return VerifyExhaustively(options.exhaustive);
  }
  if (functions.paths.size() != 1) {
    return absl::InvalidArgumentError("give one run or program file, or --exhaustive to check functions");
  }
  options.real.source.path = functions.paths[0];
  options.real.source.ops = functions.ops;
  options.real.source.target = functions.target;
  options.real.source.domain = functions.domain;
  options.real.json = options.json;
  return VerifyReal(options.real);
}

std::vector<std::string> ComputeNames() {
  std::vector<std::string> names;
  for (const FloatFormat* format : FloatFormats()) names.emplace_back(format->name);
  return names;
}

std::vector<std::string> FormatNames() {
  std::vector<std::string> names = ComputeNames();
  names.emplace_back(kDouble);
  return names;
}

}  // namespace

Action DefineVerify(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  ExhaustiveVerifyOptions& exhaustive = options->exhaustive;
  app.add_option("SOURCE", exhaustive.functions.paths, "run directory, program file or C file");
  AddFunctionOptions(app, &exhaustive.functions);
  app.add_option("--measure", options->real.source.measure,
                 "error measure: of programs over the reals relative or absolute (default: the target's), "
                 "elsewhere also ulp (default of the exhaustive check) or misrounded, the number of results "
                 "that are not the correctly rounded ones")
      ->type_name("TEXT")
      ->check(CLI::IsMember(std::vector<std::string>(kErrorMeasureNames.begin(), kErrorMeasureNames.end())));
  app.add_option("--points", options->real.points,
                 "points to check, besides those where the error is largest")
      ->type_name("INTEGER")
      ->check(CLI::Range(size_t{1}, size_t{100000000}))
      ->capture_default_str();
  app.add_flag("--certify", options->real.certify,
               "prove a bound of the error over the whole domain as well");
  app.add_flag(
      "--exhaustive", options->is_exhaustive,
      "check every input in a floating-point format (always so for C files, --lib and --peers, but for "
      "float64, where many points are checked)");
  AddContractFlags(app, &exhaustive.contract);
  app.add_flag("--flush", exhaustive.contract.flush_mode,
               "contract: of the machine code that runs with flush-to-zero and denormals-are-zero set; a "
               "subnormal number may count as zero (see docs/contracts.md)");
  app.add_option("--format", exhaustive.functions.format,
                 "format of C files, --lib and --exhaustive (default: that of a run, float64 if a C file is "
                 "in double, else float32)")
      ->type_name("TEXT")
      ->check(CLI::IsMember(FormatNames()));
  app.add_option(
         "--result", exhaustive.functions.result,
         "with --format float32, format that results are rounded to before they are judged: bfloat16 or "
         "float16 (default: that of a run, else float32)")
      ->type_name("TEXT")
      ->check(CLI::IsMember(ComputeNames()));
  app.add_option(
         "--compute", exhaustive.compute,
         "format that programs compute in, their results rounded to that of --format: float32 or the same "
         "(default: that of a run, else float32)")
      ->type_name("TEXT")
      ->check(CLI::IsMember(ComputeNames()));
  app.add_option("--threads", exhaustive.threads, "of the exhaustive check; 0 means all processors")
      ->type_name("INTEGER")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  app.add_option("--state", exhaustive.state_path,
                 "file in which an exhaustive check of one function keeps where it is until it is done, and "
                 "from which it continues")
      ->type_name("FILE");
  app.add_flag("--json", options->json, "print one JSON object");
  return [options, &app] { return Verify(app, *options); };
}

}  // namespace ulpforge
