#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/numbers.h"
#include "accuracy/dense/dense_check.h"
#include "accuracy/exhaustive/exhaustive_report.h"
#include "accuracy/proof/certified_bound.h"
#include "base/atomic_file.h"
#include "base/flush_mode.h"
#include "base/worker_pool.h"
#include "dsl/infix.h"
#include "dsl/numbers/float_format.h"
#include "dsl/numbers/round_to.h"
#include "emit/emit_c.h"
#include "engine/schema/config.h"
#include "engine/space/float_space.h"
#include "fmt/format.h"
#include "publish/code_claims.h"
#include "publish/code_timing.h"
#include "publish/flush_claim.h"
#include "publish/reproduce.h"
#include "publish/self_check.h"
#include "targets/function_target.h"
#include "tools/commands/command.h"
#include "tools/display/exhaustive_session.h"
#include "tools/display/output.h"
#include "tools/display/tables.h"
#include "tools/sources/contract_flags.h"
#include "tools/sources/program_source.h"

namespace ulpforge {
namespace {

constexpr std::string_view kMeasured = "measured";
constexpr std::string_view kDouble = "double";
constexpr std::string_view kFloat = "float";

struct Options {
  SourceOptions source;
  std::string name;
  std::string type;  // one of TypeNames(); empty until it is resolved
  ContractOptions contract;
  bool verify = true;  // float only, as all below
  bool flush = false;
  bool time = false;
  std::string in_flight = "0";  // a number or kMeasured
  std::string test_path;        // where the self-check goes; empty: nowhere
};

// What C calls double and float, and the formats of 16 bits.
std::vector<std::string> TypeNames() {
  std::vector<std::string> names = {std::string(kDouble)};
  for (const FloatFormat* format : FloatFormats())
    names.emplace_back(format == &kFloat32 ? kFloat : format->name);
  return names;
}

// REQUIRES: not kDouble.
const FloatFormat& FormatOfType(std::string_view type) {
  return type == kFloat ? kFloat32 : *FindFloatFormat(type);
}

// The type that the functions of a source are for.
std::string UsualType(const ProgramSource& source) {
  return source.report ? EmitType(source.report->config()) : std::string(kDouble);
}

const SourceProgram& MostAccurate(const ProgramSource& source) {
  return *std::min_element(source.programs.begin(), source.programs.end(),
                           [](const SourceProgram& a, const SourceProgram& b) {
                             return a.entry && b.entry && a.entry->error() < b.entry->error();
                           });
}

DenseOptions AllThreads() { return {.threads = static_cast<int>(HardwareThreads())}; }

std::string ErrorText(const Problem& problem, const DenseResult& result) {
  const std::string_view level = problem.target->samples == nullptr ? "dense" : "sampled";
  const std::string_view reference = problem.target->samples == nullptr ? " against MPFR" : "";
  return fmt::format("{:.4g} {} (level: {}, {} points{}{}), worst at x = {:a} ({:.17g})", result.error,
                     FormatMeasure(problem.measure), level, result.points,
                     result.binades == 0 ? "" : fmt::format(" in {} binades", result.binades), reference,
                     result.worst_input, result.worst_input);
}

std::string InFlightFlag(const Options& options) {
  if (options.type == kDouble || options.in_flight == Options().in_flight) return "";
  return fmt::format(" --in-flight {}", options.in_flight);
}

std::string FlushFlag(const Options& options) { return options.flush ? " --flush" : ""; }

std::vector<std::string> Origin(const FrontReport& report, const Options& options, const FrontEntry& entry) {
  return {
      fmt::format("Seed: {}", report.config().seed()),
      "Reproduce with:",
      "  " + SearchCommand(report),
      "  " + EmitCommand(report, entry, options.name, options.type) + InFlightFlag(options) +
          FlushFlag(options),
  };
}

// The program with its constants as the emitted text has them.
Program AsEmitted(Program program, std::string_view type) {
  for (Extended& constant : program.constants) {
    constant = type == kDouble ? Extended(RoundTo<double>(constant)) : Extended(RoundTo<float>(constant));
  }
  return program;
}

struct ErrorOverReals {
  std::vector<std::string> lines;
  double worst_input = 0;
};

// What is known of the error over the reals: a proved bound if there is one, else the largest that was met.
absl::StatusOr<ErrorOverReals> RealAccuracy(const Program& program, const Problem& problem) {
  const absl::StatusOr<CertifiedBound> proved = Certify(program, problem);
  if (!proved.ok() || proved->outcome != CertifyOutcome::kProved) {
    const absl::StatusOr<DenseResult> real = CheckReal(program, problem, AllThreads());
    if (!real.ok()) return real.status();
    return ErrorOverReals{{fmt::format("Error over the reals: {}", ErrorText(problem, *real))},
                          real->worst_input};
  }
  std::vector<std::string> lines = {fmt::format(
      "Error over the reals: at most {} {} at every x of the domain (level: certified), worst at "
      "x = {:a} ({:.17g})",
      FormatBound(proved->bound), FormatMeasure(problem.measure), proved->worst_input, proved->worst_input)};
  for (const Enclosure& point : proved->continued) {
    lines.push_back(fmt::format("  where a division by zero near x = {:.17g} counts as its limit", point.lo));
  }
  return ErrorOverReals{std::move(lines), proved->worst_input};
}

absl::StatusOr<std::vector<std::string>> Accuracy(const Program& program, const Problem& problem,
                                                  const Options& options) {
  const absl::StatusOr<ErrorOverReals> real = RealAccuracy(program, problem);
  if (!real.ok()) return real.status();
  std::vector<std::string> lines = {
      fmt::format("Computes: {} on {}", ValueTextOf(*problem.target), FormatInterval(problem.domain))};
  lines.insert(lines.end(), real->lines.begin(), real->lines.end());
  if (options.type != kDouble) {
    lines.push_back("The rounding of the constants to float is included in the error over the reals.");
    return lines;
  }
  const absl::StatusOr<DoublePoints> points = DoublePoints::Create(problem, AllThreads());
  if (!points.ok()) return points.status();
  const absl::StatusOr<DenseResult> in_double = CheckDouble(program, *points, {{real->worst_input}});
  if (!in_double.ok()) return in_double.status();
  lines.push_back(fmt::format("Error of this code: {}", ErrorText(problem, *in_double)));
  return lines;
}

bool IsRealProgram(const Program& program) {
  return std::all_of(program.instructions.begin(), program.instructions.end(),
                     [](const Instruction& instruction) { return IsFloatOp(Info(instruction.op)); });
}

// The error over the reals says something about programs that compute in them, on the domain of the source.
bool HasRealError(const ProgramSource& source, const Program& program, const Options& options) {
  return IsRealProgram(program) && !(options.type != kDouble && AsksForContract(options.contract)) &&
         !(source.report && !IsReal(source.report->config()));
}

// What the flags ask for, or the run was searched for, or no more than the domain of the problem.
absl::StatusOr<Contract> ContractOf(const ProgramSource& source, const Options& options) {
  const Target& target = *source.problem->target;
  ContractOptions flags = options.contract;
  flags.format = &FormatOfType(options.type);
  if (AsksForContract(flags)) {
    return ContractOfFlags(target, flags, options.source.domain,
                           source.report ? &source.report->config() : nullptr);
  }
  if (source.report && !IsReal(source.report->config())) {
    return MakeContract(target, ContractKeys(source.report->config()));
  }
  return ContractOfFlags(target, flags, FormatInterval(source.problem->domain), nullptr);
}

absl::StatusOr<std::vector<std::string>> Header(const ProgramSource& source, const SourceProgram& chosen,
                                                const Options& options) {
  std::vector<std::string> lines = {fmt::format("Emitted by Ulpforge {}.", ULPFORGE_VERSION)};
  if (source.problem && HasRealError(source, chosen.program, options)) {
    absl::StatusOr<std::vector<std::string>> accuracy =
        Accuracy(AsEmitted(chosen.program, options.type), *source.problem, options);
    if (!accuracy.ok()) return accuracy.status();
    lines.insert(lines.end(), accuracy->begin(), accuracy->end());
  } else if (source.problem) {
    lines.push_back(fmt::format("Computes: {}", ValueTextOf(*source.problem->target)));
  } else {
    lines.push_back("Error: not measured; the source does not say what it approximates");
  }
  lines.push_back(fmt::format("Operations: {}", OpCount(chosen.program)));
  lines.push_back(fmt::format("Formula, constants shortened: {}", Infix(chosen.program)));
  if (source.report) {
    const std::vector<std::string> origin = Origin(*source.report, options, *chosen.entry);
    lines.insert(lines.end(), origin.begin(), origin.end());
  }
  lines.push_back("This file is yours: Ulpforge's licence does not extend to what Ulpforge emits.");
  return lines;
}

absl::Status CheckOptions(const Options& options) {
  const bool has_claims =
      AsksForContract(options.contract) || options.time || !options.test_path.empty() || !options.verify;
  if (options.type == kDouble && options.in_flight != Options().in_flight) {
    return absl::InvalidArgumentError("--in-flight is not for double; give --type float");
  }
  if (options.type == kDouble && has_claims) {
    return absl::InvalidArgumentError(
        "contracts, --no-verify, --time and --with-test are not for double; give --type float");
  }
  if (options.type != kFloat && (options.time || !options.test_path.empty())) {
    return absl::InvalidArgumentError("--time and --with-test are for float; give --type float");
  }
  if (options.flush && options.type != kFloat) {
    return absl::InvalidArgumentError(
        "--flush is for float, which is checked at every input; leave it out or give --type float");
  }
  if (options.flush && !options.verify) {
    return absl::InvalidArgumentError("--flush is a check of the code; leave out --no-verify");
  }
  if (options.flush && !kHasFlushMode) {
    return absl::InvalidArgumentError(
        "--flush: this CPU has no MXCSR in which to set the mode; leave it out or emit on x86-64");
  }
  if (!options.verify && (AsksForContract(options.contract) || options.time || !options.test_path.empty())) {
    return absl::InvalidArgumentError(
        "contracts, --time and --with-test need the check; leave out --no-verify");
  }
  return absl::OkStatus();
}

// Checks the code `text` of the program, adds what it found to the header, and writes the self-check. *holds
// is a FailedPrecondition for code that breaks the contract of the flags.
absl::Status AddClaims(const ProgramSource& source, const Program& program, const Options& options,
                       const std::string& text, std::vector<std::string>* header, absl::Status* holds) {
  const Target& target = *source.problem->target;
  const absl::StatusOr<Contract> contract = ContractOf(source, options);
  if (!contract.ok()) return contract.status();
  absl::StatusOr<CheckedCode> checked = CheckCode(text, options.name, target, *contract, &CheckWithProgress);
  if (!checked.ok()) return checked.status();
  std::vector<std::string> lines;
  absl::Status holds_flushed;
  if (options.type == kFloat) {
    const absl::Status counted = CountInSession(program, contract->domain, 0, &checked->report);
    if (!counted.ok()) return counted;
    lines = ClaimLines(*checked);
    const absl::StatusOr<FlushClaim> flushed =
        CheckFlushMode(*checked, options.name, target, *contract, options.flush, &CheckWithProgress);
    if (!flushed.ok()) return flushed.status();
    lines.push_back(flushed->line);
    holds_flushed = flushed->holds;
  } else {
    lines = ClaimLines(*checked);
  }
  if (options.time) {
    const absl::StatusOr<std::vector<std::string>> measured =
        MeasuredLines(text, options.name, target, *contract, checked->report.max_ulp(), &CheckWithProgress);
    if (!measured.ok()) return measured.status();
    lines.insert(lines.end(), measured->begin(), measured->end());
  }
  header->insert(header->end() - 1, lines.begin(), lines.end());  // before the licence
  if (!options.test_path.empty()) {
    const std::vector<RecordedResult> results = RecordResults(*checked, target, *contract);
    const absl::Status written =
        WriteFileAtomically(options.test_path, SelfCheckSource(options.name, results));
    if (!written.ok()) return written;
  }
  if (AsksForContract(options.contract)) *holds = CheckHolds(checked->report);
  if (options.flush && holds->ok()) *holds = holds_flushed;
  return absl::OkStatus();
}

// How many vectors the array loop shall have in flight.
absl::StatusOr<int> InFlight(const ProgramSource& source, const Program& program, const Options& options) {
  if (options.type == kDouble) return 0;
  if (options.in_flight == kMeasured) {
    if (!source.problem) return absl::InvalidArgumentError("--in-flight measured needs --target or a run");
    const absl::StatusOr<Contract> contract = ContractOf(source, options);
    if (!contract.ok()) return contract.status();
    const absl::StatusOr<Interval> domain = OrdinaryInputs(*source.problem->target, *contract);
    if (!domain.ok()) return domain.status();
    return FastestInFlight(program, *domain);
  }
  int number = 0;
  if (!absl::SimpleAtoi(options.in_flight, &number) || number < 0 || number > kMostInFlight) {
    return absl::InvalidArgumentError(fmt::format("--in-flight {}: give a number from 0 to {} or {}",
                                                  options.in_flight, kMostInFlight, kMeasured));
  }
  return number;
}

absl::Status Emit(Options options, bool named) {
  const absl::StatusOr<ProgramSource> source = LoadPrograms(options.source);
  if (!source.ok()) return source.status();
  const std::string usual = UsualType(*source);
  if (options.type.empty()) options.type = usual;
  if (options.type != usual && IsKernelRun(options.source.path)) {
    return absl::InvalidArgumentError(fmt::format("{} is a run of {} kernels; leave out --type {}",
                                                  options.source.path, source->report->config().format(),
                                                  options.type));
  }
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
  if (!named) {
    options.name =
        source->problem ? fmt::format("ulpforge_{}", IdentifierOf(*source->problem->target)) : "kernel";
  }
  const SourceProgram& chosen = MostAccurate(*source);
  EmitOptions emit_options;
  emit_options.name = options.name;
  const absl::StatusOr<int> in_flight = InFlight(*source, chosen.program, options);
  if (!in_flight.ok()) return in_flight.status();
  emit_options.in_flight = *in_flight;
  options.in_flight = fmt::format("{}", *in_flight);  // for the command in the header
  if (options.type != kDouble) emit_options.format = &FormatOfType(options.type);
  const auto emit = options.type == kDouble ? &EmitC<double> : &EmitC<float>;
  // Fails fast on a bad name, before errors are measured.
  const absl::StatusOr<std::string> plain = emit(chosen.program, emit_options);
  if (!plain.ok()) return plain.status();
  const bool has_claims =
      AsksForContract(options.contract) || options.time || options.flush || !options.test_path.empty();
  const bool has_samples = source->problem && source->problem->target->samples != nullptr;
  if (has_samples && has_claims) {
    return absl::InvalidArgumentError(fmt::format(
        "no input can be checked but the {}: leave out contracts, --flush, --time and --with-test",
        TitleOf(*source->problem->target)));
  }
  if (!source->problem && has_claims) {
    return absl::InvalidArgumentError("nothing says what the program computes; give --target");
  }
  absl::StatusOr<std::vector<std::string>> header = Header(*source, chosen, options);
  if (!header.ok()) return header.status();
  absl::Status holds;
  if (options.type != kDouble && source->problem && options.verify && !has_samples) {
    const absl::Status added = AddClaims(*source, chosen.program, options, *plain, &*header, &holds);
    if (!added.ok()) return added;
  } else if (options.type != kDouble && source->problem) {
    header->insert(header->end() - 1, "Error of this code: not verified");
  }
  emit_options.header = *std::move(header);
  const absl::StatusOr<std::string> text = emit(chosen.program, emit_options);
  if (!text.ok()) return text.status();
  const absl::Status written = WriteOutput(*text);
  return written.ok() ? holds : written;
}

}  // namespace

Action DefineEmit(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  AddSourceOptions(app, &options->source);
  app.get_option("--ops")->description(
      "op count of the program to take from a run (default: the most accurate)");
  const CLI::Option* name =
      app.add_option("--name", options->name, "name of the C function (default: ulpforge_TARGET)")
          ->type_name("TEXT");
  app.add_option(
         "--type", options->type,
         "type of the functions; those of 16 bits compute in float (default: that of the kernels of a "
         "run, else double)")
      ->type_name("TEXT")
      ->check(CLI::IsMember(TypeNames()));
  app.add_option(
         "--in-flight", options->in_flight,
         "not double: vectors that the array loop computes side by side where the compiler may use AVX2 "
         "and FMA; 0: none, the plain loop alone; measured: what is fastest here")
      ->type_name("NUMBER")
      ->capture_default_str();
  app.add_flag("!--no-verify", options->verify, "not double: leave out the check of the code at every input");
  AddContractFlags(app, &options->contract);
  app.add_flag("--flush", options->flush,
               "float: check the code with flush-to-zero and denormals-are-zero set at every input as well, "
               "not at a sample (see docs/contracts.md)");
  app.add_flag("--time", options->time, "float: time the code against the C library and the best peer");
  app.add_option("--with-test", options->test_path,
                 "float: also write a C program that checks recorded results")
      ->type_name("FILE");
  return [options, name] { return Emit(*options, name->count() > 0); };
}

}  // namespace ulpforge
