#include "tools/commands/verify_exhaustive.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accuracy/exhaustive/exhaustive_check.h"
#include "accuracy/exhaustive/exhaustive_report.h"
#include "accuracy/exhaustive/lane_check.h"
#include "accuracy/exhaustive/special_values.h"
#include "dsl/program_function.h"
#include "dsl/text.h"
#include "engine/run/report.h"
#include "fmt/format.h"
#include "jit/compile/compiler.h"
#include "publish/asked_contract.h"
#include "targets/function_target.h"
#include "tools/commands/verify_exhaustive.pb.h"
#include "tools/display/exhaustive_session.h"
#include "tools/display/output.h"
#include "tools/display/tables.h"
#include "tools/sources/program_source.h"

namespace ulpforge {
namespace {

// What a saved state belongs to: the function with its code.
std::string Identity(const Callable<float>& function, const FunctionOptions& options) {
  if (function.program) return Format(*function.program);
  return fmt::format("{} {} {}", function.name(), options.signature, function.origin);
}

const FloatFormat& ComputeFormat(const ExhaustiveVerifyOptions& options) {
  return *FindFloatFormat(options.compute);
}

class Checker {
 public:
  Checker(const ExhaustiveVerifyOptions& options, const Target& target, std::optional<Interval> domain,
          std::optional<Contract> contract)
      : options_(options), target_(target) {
    check_.format = FindFloatFormat(options.functions.format);
    check_.result = FindFloatFormat(options.functions.result);
    check_.domain = domain;
    check_.contract = std::move(contract);
    check_.threads = options.threads;
    check_.measure = options.measure;
  }

  absl::StatusOr<ExhaustiveReport> Check(const Callable<float>& function) {
    check_.function = Identity(function, options_.functions);
    check_.check_lanes = !function.program || options_.contract.flush_mode;  // what is not interpreted
    absl::StatusOr<ExhaustiveReport> report =
        CheckInSession(function.name(), target_, FactoryOf(function), check_, options_.state_path);
    if (!report.ok() || !function.program || check_.format != &kFloat32) return report;
    const std::optional<Interval>& domain = check_.contract ? check_.contract->domain : check_.domain;
    const absl::Status counted = CountInSession(*function.program, domain, options_.threads, &*report);
    return counted.ok() ? report : counted;
  }

 private:
  FunctionFactory FactoryOf(const Callable<float>& function) const {
    if (function.program && !options_.contract.flush_mode) {
      return [&function, this] {
        return ProgramFunction(*function.program, ComputeFormat(options_), *check_.result);
      };
    }
    const ArrayFunction<float>& array = function.function().array;
    return Always(check_.result == check_.format ? array : WithRoundedResults(array, *check_.result));
  }

  const ExhaustiveVerifyOptions& options_;
  const Target& target_;
  ExhaustiveOptions check_;
};

std::string FormatsText(const ExhaustiveReport& report) {
  return report.has_result() ? fmt::format("{} to {}", report.format(), report.result()) : report.format();
}

std::string Count(uint64_t count, const std::string& first) {
  return count == 0 ? "none" : fmt::format("{}, first at x = {}", count, first);
}

std::string RegionLine(const RegionReport& region) {
  if (!region.has_max_ulp()) return "none";
  return fmt::format("{:.6f} ULP at x = {}: {}, correct {}", region.max_ulp(), region.worst_input(),
                     region.worst_result(), region.worst_correct());
}

// "max relative error: 1.2e-07 at x = ..."; nothing in ULP, which every report has.
std::optional<std::vector<std::string>> MeasuredRow(const MeasuredError& measured) {
  if (measured.measure() == NameOf(ErrorMeasure::kUlp)) return std::nullopt;
  const bool counts = measured.measure() == NameOf(ErrorMeasure::kMisrounded);
  const std::string name = counts ? "misrounded results" : fmt::format("max {} error", measured.measure());
  if (!measured.has_error()) return std::vector<std::string>{name, "no finite value"};
  std::string text = fmt::format("{:.9g}", measured.error());
  if (measured.has_input()) {
    text += fmt::format("{} at x = {}: {}, correct {}", counts ? ", the first" : "", measured.input(),
                        measured.result(), measured.correct());
  }
  return std::vector<std::string>{name, text};
}

// The whole report of one function.
std::string ReportText(const ExhaustiveReport& report) {
  std::string text =
      fmt::format("{} against {} in {}, {} inputs ({}), {:.1f} s\n", report.function(), report.target(),
                  FormatsText(report), report.inputs(), report.domain(), report.seconds());
  std::vector<std::vector<std::string>> rows = {
      {"level", report.level()},
      {"max error", report.has_max_ulp()
                        ? fmt::format("{:.6f} ULP at x = {}: {}, correct {}", report.max_ulp(),
                                      report.worst_input(), report.worst_result(), report.worst_correct())
                        : "no finite result"},
      {"  normal results", RegionLine(report.main())},
      {"  subnormal results", RegionLine(report.subnormal())},
      {"not correctly rounded", Count(report.misrounded(), report.first_misrounded())},
      {"wrong NaN or infinity", Count(report.wrong_specials(), report.first_wrong_special())},
      {"zero of wrong sign", Count(report.zero_signs(), report.first_zero_sign())},
      {"not monotone",
       report.monotonicity_violations() == 0
           ? "nowhere"
           : fmt::format("{} pairs of neighbours, worst f({}) = {}, f({}) = {}",
                         report.monotonicity_violations(), report.worst_violation().input(),
                         report.worst_violation().result(), report.worst_violation().next_input(),
                         report.worst_violation().next_result())}};
  if (report.monotonicity_undecided() != 0) {
    rows.push_back({"  undecided", fmt::format("{} pairs", report.monotonicity_undecided())});
  }
  if (report.lanes_checked()) {
    rows.push_back({"depends on other lanes", report.has_lane_fault()
                                                  ? "YES: " + LaneFaultText(report.lane_fault())
                                                  : "nowhere found"});
  }
  if (report.has_unknown()) {
    rows.push_back({"value not known", fmt::format("{} inputs, not judged, first x = {}", report.unknown(),
                                                   report.first_unknown())});
  }
  if (report.has_excused())
    rows.push_back({"excused by contract", fmt::format("{} inputs", report.excused())});
  if (report.has_subnormal_ops()) rows.push_back({"subnormal operands", SubnormalOpsText(report)});
  if (const auto measured = MeasuredRow(report.measured())) rows.insert(rows.begin() + 1, *measured);
  if (report.has_floating_point_mode())
    rows.insert(rows.begin() + 1, {"run with", report.floating_point_mode()});
  for (const std::vector<std::string>& row : rows) text += fmt::format("{:<22}  {}\n", row[0], row[1]);
  if (report.has_contract()) {
    text += fmt::format("\ncontract: {}\n", report.contract().contract());
    for (const std::string& line : ClauseLines(report.contract())) text += fmt::format("  {}\n", line);
  }
  text += "\n";
  std::vector<std::vector<std::string>> specials;
  for (const SpecialValue& value : report.special_values()) {
    specials.push_back({value.name(), value.input(), value.result(), value.correct(),
                        value.has_ulp() ? fmt::format("{:.4f}", value.ulp()) : "-",
                        value.correct() == kUnknownText ? "not judged"
                        : value.ok()                    ? "ok"
                                                        : "WRONG"});
  }
  return text + AlignedTable({"special input", "x", "result", "correct", ">ULP", ""}, specials);
}

std::string TableText(const ExhaustiveReports& reports, ErrorMeasure measure) {
  const bool measured = measure == ErrorMeasure::kRelative || measure == ErrorMeasure::kAbsolute;
  std::vector<std::vector<std::string>> rows;
  for (const ExhaustiveReport& report : reports.functions()) {
    rows.push_back({report.function(), report.has_max_ulp() ? fmt::format("{:.4f}", report.max_ulp()) : "-",
                    report.worst_input(), fmt::format("{:.4f}", report.main().max_ulp()),
                    fmt::format("{}", report.misrounded()), fmt::format("{}", report.wrong_specials()),
                    fmt::format("{}", report.monotonicity_violations()),
                    fmt::format("{:.1f}", report.seconds())});
    if (measured) {
      rows.back().insert(rows.back().begin() + 1,
                         {fmt::format("{:.6g}", report.measured().error()), report.measured().input()});
    }
  }
  std::vector<std::string> columns = {"function",    ">max ULP",          "worst input",   ">normal results",
                                      ">misrounded", ">wrong NaN or inf", ">not monotone", ">seconds"};
  if (measured) columns.insert(columns.begin() + 1, {fmt::format(">max {}", NameOf(measure)), "at x ="});
  std::string text;
  if (!reports.functions().empty()) {
    const ExhaustiveReport& first = reports.functions(0);
    text = fmt::format("{} in {}, {} inputs each ({}), level {}{}\n", first.target(), FormatsText(first),
                       first.inputs(), first.domain(), first.level(),
                       first.has_floating_point_mode() ? ", run with " + first.floating_point_mode() : "") +
           AlignedTable(columns, rows);
  }
  for (const MissingPeer& missing : reports.missing()) {
    text += missing.reason() + "\n";
  }
  return text;
}

// One function that the user names has a report of its own.
bool IsOne(const FunctionOptions& options) {
  const bool run = options.paths.size() == 1 && IsRun(options.paths[0]) && !options.ops;
  return options.peers.empty() && !run && options.paths.size() + (options.library.empty() ? 0 : 1) == 1;
}

absl::Status Print(const ExhaustiveVerifyOptions& options, const ExhaustiveReports& reports) {
  if (!IsOne(options.functions)) {
    return WriteOutput(options.json ? FormatJson(reports) : TableText(reports, options.measure));
  }
  if (reports.functions().empty()) return absl::OkStatus();
  const ExhaustiveReport& report = reports.functions(0);
  return WriteOutput(options.json ? FormatJson(report) : ReportText(report));
}

}  // namespace

absl::Status VerifyExhaustively(const ExhaustiveVerifyOptions& options) {
  const FloatFormat& format = *FindFloatFormat(options.functions.format);
  const FloatFormat& result = *FindFloatFormat(options.functions.result);
  const bool flush = options.contract.flush_mode;
  std::optional<KernelCompiler> compiler;  // what it compiles does not outlive it
  if (flush) {
    const std::string& cpu = options.functions.cpu;
    absl::StatusOr<KernelCompiler> created = KernelCompiler::Create({.cpu = cpu == kNativeCpu ? "" : cpu});
    if (!created.ok()) return created.status();
    compiler.emplace(*std::move(created));
  }
  const ProgramLoader<float> compile = [&](const std::string& name,
                                           const Program& program) -> absl::StatusOr<Callable<float>> {
    absl::StatusOr<CompiledKernel<float>> kernel = compiler->Compile<float>(program);
    if (!kernel.ok()) return kernel.status();
    return Callable<float>(name, *std::move(kernel));
  };
  const ProgramLoader<float> interpret = [&](const std::string& name,
                                             const Program& program) -> absl::StatusOr<Callable<float>> {
    absl::StatusOr<ArrayFunction<float>> function = ProgramFunction(program, ComputeFormat(options), result);
    if (!function.ok()) return function.status();
    return Callable<float>(name, *std::move(function));
  };
  const absl::StatusOr<FunctionSet<float>> set =
      LoadFunctions<float>(options.functions, flush ? compile : interpret);
  if (!set.ok()) return set.status();
  if (set->target == nullptr) {
    return absl::InvalidArgumentError("nothing says what the function computes; give --target");
  }
  if (set->target->samples != nullptr) {
    return absl::InvalidArgumentError(
        fmt::format("no input can be checked but the {}; leave out --exhaustive", TitleOf(*set->target)));
  }
  if (!options.state_path.empty() && set->functions.size() != 1) {
    return absl::InvalidArgumentError(
        fmt::format("--state is for one function, not {}; choose one", set->functions.size()));
  }
  std::optional<Contract> contract;
  if (AsksForContract(options.contract)) {
    ContractOptions flags = options.contract;
    flags.format = &format;
    flags.domain = options.functions.domain;
    flags.result = &result;
    absl::StatusOr<Contract> made = AskedContract(*set->target, flags, set->run ? &*set->run : nullptr);
    if (!made.ok()) return made.status();
    contract = *std::move(made);
  }
  Checker checker(options, *set->target, set->domain, contract);
  ExhaustiveReports reports;
  absl::Status status;
  for (const Callable<float>& function : set->functions) {
    absl::StatusOr<ExhaustiveReport> report = checker.Check(function);
    if (status = report.status(); !status.ok()) break;  // what is done is shown
    *reports.add_functions() = *std::move(report);
  }
  for (const MissingFunction& missing : set->missing) {
    MissingPeer* entry = reports.add_missing();
    entry->set_name(missing.name);
    entry->set_reason(missing.reason);
  }
  const absl::Status written = Print(options, reports);
  if (!written.ok() || !status.ok()) return written.ok() ? status : written;
  for (const ExhaustiveReport& report : reports.functions()) {
    if (absl::Status holds = CheckHolds(report); !holds.ok()) return holds;
  }
  return set->functions.empty() ? absl::NotFoundError("none of the functions is there") : absl::OkStatus();
}

}  // namespace ulpforge
