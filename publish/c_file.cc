#include "publish/c_file.h"

#include <algorithm>
#include <utility>

#include "accuracy/exhaustive/exhaustive_report.h"
#include "base/flush_mode.h"
#include "dsl/infix.h"
#include "dsl/numbers/float_format.h"
#include "dsl/numbers/round_to.h"
#include "dsl/text.h"
#include "emit/emit_c.h"
#include "engine/schema/config.h"
#include "engine/space/float_space.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "publish/asked_contract.h"
#include "publish/code_claims.h"
#include "publish/code_timing.h"
#include "publish/flush_claim.h"
#include "publish/real_claims.h"
#include "publish/reproduce.h"
#include "publish/self_check.h"
#include "targets/function_target.h"

namespace ulpforge {
namespace {

constexpr std::string_view kDouble = "double";
constexpr std::string_view kFloat = "float";

// What a file is made of. The options have a name and a type, and a result format if there is one.
struct Source {
  const Program& program;
  const std::optional<Problem>& problem;
  const FrontReport* report = nullptr;  // of a search; then entry is of it
  const FrontEntry* entry = nullptr;
};

// REQUIRES: not kDouble.
const FloatFormat& FormatOfType(std::string_view type) {
  return type == kFloat ? kFloat32 : *FindFloatFormat(type);
}

absl::StatusOr<std::string> (*EmitterOf(std::string_view type,
                                        const FloatFormat& compute))(const Program&, const EmitOptions&) {
  if (type == kDouble) return &EmitC<double>;
  return &compute == &kFloat16 ? &EmitC<Float16> : &EmitC<float>;
}

const SearchConfig* KernelSearch(const Source& source) {
  return source.report != nullptr && !IsReal(source.report->config()) ? &source.report->config() : nullptr;
}

// The program with its constants as the emitted text has them.
Program AsEmitted(Program program, std::string_view type) {
  for (Extended& constant : program.constants) {
    constant = type == kDouble ? Extended(RoundTo<double>(constant)) : Extended(RoundTo<float>(constant));
  }
  return program;
}

bool IsRealProgram(const Program& program) {
  return std::all_of(program.instructions.begin(), program.instructions.end(),
                     [](const Instruction& instruction) { return IsFloatOp(Info(instruction.op)); });
}

// The error over the reals says something about programs that compute in them, on the domain of the source.
bool HasRealError(const Source& source, const CFileOptions& options) {
  return IsRealProgram(source.program) && !(options.type != kDouble && AsksForContract(options.contract)) &&
         KernelSearch(source) == nullptr;
}

// What is asked for, or the kernel was searched for, or no more than the domain of the problem.
absl::StatusOr<Contract> ContractOf(const Source& source, const CFileOptions& options) {
  const Target& target = *source.problem->target;
  ContractOptions asked = options.contract;
  asked.format = &FormatOfType(options.type);
  asked.result = FindFloatFormat(options.result);
  const SearchConfig* const search = source.report != nullptr ? &source.report->config() : nullptr;
  if (AsksForContract(asked)) return AskedContract(target, asked, search);
  if (KernelSearch(source) != nullptr) return MakeContract(target, ContractKeys(*search));
  asked.domain = FormatInterval(source.problem->domain);
  return AskedContract(target, asked, nullptr);
}

absl::StatusOr<std::vector<std::string>> RealLines(const Source& source, const CFileOptions& options) {
  const Program program = AsEmitted(source.program, options.type);
  const absl::StatusOr<RealClaims> real = MakeRealClaims(program, *source.problem);
  if (!real.ok()) return real.status();
  std::vector<std::string> lines = real->lines;
  if (options.type != kDouble) {
    lines.emplace_back("The rounding of the constants to float is included in the error over the reals.");
    return lines;
  }
  const absl::StatusOr<std::string> in_double = DoubleClaimLine(program, *source.problem, real->worst_input);
  if (!in_double.ok()) return in_double.status();
  lines.push_back(*in_double);
  return lines;
}

std::vector<std::string> OriginLines(const Source& source, const CFileOptions& options) {
  std::vector<std::string> lines = {fmt::format("Seed: {}", source.report->config().seed()),
                                    "Reproduce with:"};
  std::vector<std::string> commands = options.reproduce;
  if (commands.empty()) {
    std::string emit = EmitCommand(*source.report, *source.entry, options.name, options.type);
    if (options.type != kDouble && options.in_flight != CFileOptions().in_flight) {
      emit += fmt::format(" --in-flight {}", *options.in_flight);
    }
    commands = {SearchCommand(*source.report), emit + (options.flush ? " --flush" : "")};
  }
  for (const std::string& command : commands) lines.push_back("  " + command);
  return lines;
}

absl::StatusOr<std::vector<std::string>> Header(const Source& source, const CFileOptions& options) {
  std::vector<std::string> lines = {fmt::format("Emitted by Ulpforge {}.", ULPFORGE_VERSION)};
  if (source.problem && HasRealError(source, options)) {
    const absl::StatusOr<std::vector<std::string>> real = RealLines(source, options);
    if (!real.ok()) return real.status();
    lines.insert(lines.end(), real->begin(), real->end());
  } else if (source.problem) {
    lines.push_back(fmt::format("Computes: {}", ValueTextOf(*source.problem->target)));
  } else {
    lines.emplace_back("Error: not measured; the source does not say what it approximates");
  }
  lines.push_back(fmt::format("Operations: {}", OpCount(source.program)));
  lines.push_back(fmt::format("Formula, constants shortened: {}", Infix(source.program)));
  if (source.report != nullptr) {
    const std::vector<std::string> origin = OriginLines(source, options);
    lines.insert(lines.end(), origin.begin(), origin.end());
  }
  lines.emplace_back("This file is yours: Ulpforge's licence does not extend to what Ulpforge emits.");
  return lines;
}

// Kernels are for the format that they were searched in.
absl::Status CheckType(const Source& source, const CFileOptions& options) {
  if (options.type != kDouble && options.type != kFloat && FindFloatFormat(options.type) == nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("--type {}: give one of {}", options.type, fmt::join(CTypeNames(), ", ")));
  }
  const SearchConfig* const search = KernelSearch(source);
  if (search == nullptr || options.type == EmitType(*search)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      fmt::format("these are {} kernels, of which the code is for {}; leave out "
                  "--type {}",
                  search->format(), EmitType(*search), options.type));
}

// The results of kernels are those that they were searched for.
absl::Status CheckResult(const Source& source, const CFileOptions& options) {
  if (options.result.empty()) return absl::OkStatus();
  const SearchConfig* const search = KernelSearch(source);
  if (search != nullptr && options.result != ResultFormatOf(*search).name) {
    return absl::InvalidArgumentError(
        fmt::format("these are kernels with results of {}; leave out --result {}",
                    ResultFormatOf(*search).name, options.result));
  }
  if (options.type != kFloat) {
    return absl::InvalidArgumentError(fmt::format(
        "--result {} is for functions of float; leave it out or give --type float", options.result));
  }
  if (!options.time && !options.flush) return absl::OkStatus();
  return absl::InvalidArgumentError(fmt::format(
      "--time and --flush are for results of float32, not of {}; leave them out", options.result));
}

// C has arithmetic of float16, and none of bfloat16.
absl::Status CheckCompute(const FloatFormat& compute, const CFileOptions& options) {
  if (&compute == &kBFloat16) {
    return absl::InvalidArgumentError(
        "these kernels compute in bfloat16, in which C has no arithmetic: there is no code for them");
  }
  if (&compute == &kFloat16 && options.in_flight != CFileOptions().in_flight) {
    return absl::InvalidArgumentError("--in-flight is for code that computes in float32; leave it out");
  }
  return absl::OkStatus();
}

absl::Status CheckOptions(const CFileOptions& options) {
  const bool has_claims =
      AsksForContract(options.contract) || options.time || options.self_check || !options.verify;
  if (options.type == kDouble && options.in_flight != CFileOptions().in_flight) {
    return absl::InvalidArgumentError("--in-flight is not for double; give --type float");
  }
  if (options.type == kDouble && has_claims) {
    return absl::InvalidArgumentError(
        "contracts, --no-verify, --time and --with-test are not for double; give --type float");
  }
  if (options.type != kFloat && (options.time || options.self_check)) {
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
  if (!options.verify && (AsksForContract(options.contract) || options.time || options.self_check)) {
    return absl::InvalidArgumentError(
        "contracts, --time and --with-test need the check; leave out --no-verify");
  }
  return absl::OkStatus();
}

// Checks the code `file->text`, adds what it found to the header, and makes the self-check.
absl::Status AddClaims(const Source& source, const CFileOptions& options, std::vector<std::string>* header,
                       CFile* file) {
  const Target& target = *source.problem->target;
  const absl::StatusOr<Contract> contract = ContractOf(source, options);
  if (!contract.ok()) return contract.status();
  absl::StatusOr<CheckedCode> checked = CheckCode(file->text, options.name, target, *contract, options.check);
  if (!checked.ok()) return checked.status();
  absl::Status holds_flushed;
  if (options.type == kFloat) {
    const absl::Status counted = options.count_subnormals(source.program, contract->domain, &checked->report);
    if (!counted.ok()) return counted;
  }
  std::vector<std::string> lines = ClaimLines(*checked);
  if (options.type == kFloat && options.result.empty()) {
    const absl::StatusOr<FlushClaim> flushed =
        CheckFlushMode(*checked, options.name, target, *contract, options.flush, options.check);
    if (!flushed.ok()) return flushed.status();
    lines.push_back(flushed->line);
    holds_flushed = flushed->holds;
  }
  if (options.time) {
    const absl::StatusOr<std::vector<std::string>> measured =
        options.time(file->text, options.name, target, *contract, checked->report.max_ulp(), options.check);
    if (!measured.ok()) return measured.status();
    lines.insert(lines.end(), measured->begin(), measured->end());
  }
  header->insert(header->end() - 1, lines.begin(), lines.end());  // before the licence
  if (options.self_check) {
    file->self_check = SelfCheckSource(options.name, RecordResults(*checked, target, *contract));
  }
  if (AsksForContract(options.contract)) file->holds = CheckHolds(checked->report);
  if (options.flush && file->holds.ok()) file->holds = holds_flushed;
  return absl::OkStatus();
}

// How many vectors the array loop shall have in flight.
absl::StatusOr<int> InFlight(const Source& source, const CFileOptions& options) {
  if (options.type == kDouble) return 0;
  if (!options.in_flight) {
    if (!source.problem) return absl::InvalidArgumentError("--in-flight measured needs --target or a run");
    const absl::StatusOr<Contract> contract = ContractOf(source, options);
    if (!contract.ok()) return contract.status();
    const absl::StatusOr<Interval> domain = OrdinaryInputs(*source.problem->target, *contract);
    if (!domain.ok()) return domain.status();
    return FastestInFlight(source.program, *domain);
  }
  if (*options.in_flight >= 0 && *options.in_flight <= kMostInFlight) return *options.in_flight;
  return absl::InvalidArgumentError(fmt::format("--in-flight {}: give a number from 0 to {} or measured",
                                                *options.in_flight, kMostInFlight));
}

// What needs a function that can be checked.
absl::Status CheckHasFunction(const Source& source, const CFileOptions& options) {
  if (!AsksForContract(options.contract) && !options.time && !options.flush && !options.self_check) {
    return absl::OkStatus();
  }
  if (!source.problem) {
    return absl::InvalidArgumentError("nothing says what the program computes; give --target");
  }
  if (source.problem->target->samples == nullptr) return absl::OkStatus();
  return absl::InvalidArgumentError(
      fmt::format("no input can be checked but the {}: leave out contracts, --flush, --time and --with-test",
                  TitleOf(*source.problem->target)));
}

absl::StatusOr<CFile> Make(const Source& source, CFileOptions options) {
  if (options.type.empty())
    options.type = source.report != nullptr ? EmitType(source.report->config()) : std::string(kDouble);
  if (absl::Status status = CheckType(source, options); !status.ok()) return status;
  const SearchConfig* const search = KernelSearch(source);
  if (options.result.empty() && search != nullptr && &ResultFormatOf(*search) != &FormatOf(*search)) {
    options.result = ResultFormatOf(*search).name;
  }
  if (absl::Status status = CheckResult(source, options); !status.ok()) return status;
  const FloatFormat& compute = search != nullptr ? ComputeFormatOf(*search) : kFloat32;
  if (absl::Status status = CheckCompute(compute, options); !status.ok()) return status;
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
  if (options.name.empty()) {
    options.name =
        source.problem ? fmt::format("ulpforge_{}", IdentifierOf(*source.problem->target)) : "kernel";
  }
  const absl::StatusOr<int> in_flight = InFlight(source, options);
  if (!in_flight.ok()) return in_flight.status();
  options.in_flight = *in_flight;
  EmitOptions emit_options{.name = options.name, .in_flight = *in_flight};
  if (options.type != kDouble && &compute == &kFloat32) emit_options.format = &FormatOfType(options.type);
  if (!options.result.empty()) emit_options.result = FindFloatFormat(options.result);
  const auto emit = EmitterOf(options.type, compute);
  CFile file;
  // Fails fast on a bad name, before errors are measured.
  absl::StatusOr<std::string> text = emit(source.program, emit_options);
  if (!text.ok()) return text.status();
  file.text = *std::move(text);
  if (absl::Status status = CheckHasFunction(source, options); !status.ok()) return status;
  absl::StatusOr<std::vector<std::string>> header = Header(source, options);
  if (!header.ok()) return header.status();
  const bool is_checkable = source.problem && source.problem->target->samples == nullptr;
  if (options.type != kDouble && is_checkable && options.verify) {
    if (absl::Status status = AddClaims(source, options, &*header, &file); !status.ok()) return status;
  } else if (options.type != kDouble && source.problem) {
    header->insert(header->end() - 1, "Error of this code: not verified");
  }
  emit_options.header = *std::move(header);
  text = emit(source.program, emit_options);
  if (!text.ok()) return text.status();
  file.text = *std::move(text);
  return file;
}

}  // namespace

std::vector<std::string> CTypeNames() {
  std::vector<std::string> names = {std::string(kDouble)};
  for (const FloatFormat* format : FloatFormats()) {
    names.emplace_back(format == &kFloat32 ? kFloat : format->name);
  }
  return names;
}

absl::StatusOr<CFile> MakeCFile(const FrontReport& report, const FrontEntry& entry,
                                const CFileOptions& options) {
  const absl::StatusOr<Program> program = Parse(entry.program());
  if (!program.ok()) return program.status();
  const absl::StatusOr<Problem> found = ProblemOf(report.config());
  if (!found.ok()) return found.status();
  const std::optional<Problem> problem = *found;
  return Make({.program = *program, .problem = problem, .report = &report, .entry = &entry}, options);
}

absl::StatusOr<CFile> MakeCFile(const Program& program, const std::optional<Problem>& problem,
                                const CFileOptions& options) {
  return Make({.program = program, .problem = problem}, options);
}

absl::StatusOr<Problem> ProblemOf(const SearchConfig& config) {
  if (IsReal(config)) return RealProblem(config);
  const absl::StatusOr<const Target*> target = TargetOf(config);
  if (!target.ok()) return target.status();
  Problem problem = {.target = *target, .domain = kAllReals};
  if (config.domain().empty()) return problem;
  const absl::StatusOr<Interval> domain = ParseInterval(config.domain());
  if (!domain.ok()) return domain.status();
  problem.domain = *domain;
  return problem;
}

}  // namespace ulpforge
