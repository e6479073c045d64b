#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <string>

#include "base/check.h"
#include "base/nearest_name.h"
#include "cost/cost_model.h"
#include "dsl/canonical.h"
#include "dsl/free_program.h"
#include "dsl/op_table.h"
#include "dsl/text.h"
#include "engine/evolution/algorithm.h"
#include "engine/run/proposer.h"
#include "engine/schema/config.h"
#include "engine/variation/free_mutation.h"
#include "engine/variation/mutation.h"
#include "fitting/format/objective.h"
#include "fitting/real/tape.h"
#include "fmt/format.h"
#include "google/protobuf/descriptor.h"
#include "hashing/function_key.h"
#include "targets/function_target.h"
#include "targets/problem.h"

namespace ulpforge {
namespace {

template <class Table>
std::vector<std::string_view> NamesOf(const Table& table) {
  std::vector<std::string_view> names;
  for (const auto& row : table) names.push_back(row.name);
  return names;
}

constexpr std::string_view kReal = "real";
constexpr std::string_view kVariants[] = {"finite", "full"};
constexpr std::string_view kConstantTypes[] = {"f64", "extended"};
constexpr std::string_view kDurationForms = "a time such as 60s, 10m, 1.5h";
constexpr std::string_view kBudgetForms =
    "a time such as 60s, 10m, 4h or a number of candidates such as 200000c";

// The beginning of a value that is long or has lines, as samples and templates do.
std::string Shortened(std::string_view value) {
  constexpr size_t kMostShown = 60;
  const std::string_view shown = value.substr(0, std::min(value.find('\n'), kMostShown));
  return fmt::format("{}{}", shown, shown.size() < value.size() ? "..." : "");
}

absl::Status Invalid(std::string_view key, std::string_view value, std::string_view mend) {
  return absl::InvalidArgumentError(fmt::format("{}: '{}' {}", key, Shortened(value), mend));
}

absl::Status InKey(std::string_view key, const absl::Status& status) {
  if (status.ok()) return status;
  return absl::InvalidArgumentError(fmt::format("{}: {}", key, std::string(status.message())));
}

// "is unknown; use one of add, sub, mul; the nearest is mul".
std::string UnknownName(std::string_view name, std::span<const std::string_view> known) {
  const std::string_view nearest = NearestName(name, known);
  return fmt::format("is unknown; use one of {}{}", fmt::join(known, ", "),
                     nearest.empty() ? "" : fmt::format("; the nearest is {}", nearest));
}

absl::Status CheckOneOf(std::string_view key, std::string_view value,
                        std::span<const std::string_view> known) {
  if (std::ranges::find(known, value) != known.end()) return absl::OkStatus();
  return Invalid(key, value, UnknownName(value, known));
}

// The decimal number at the front of `text`; what follows it is left in `unit`. False if there is none.
bool SplitNumber(std::string_view text, double* number, std::string_view* unit) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), *number, std::chars_format::fixed);
  *unit = text.substr(static_cast<size_t>(end - text.data()));
  return error == std::errc() && std::isfinite(*number);
}

double SecondsPerUnit(std::string_view unit) {
  if (unit == "s") return 1;
  if (unit == "m") return 60;
  if (unit == "h") return 3600;
  return 0;
}

absl::Status WrongAmount(std::string_view text, std::string_view forms) {
  double number = 0;
  std::string_view unit;
  if (!SplitNumber(text, &number, &unit)) {
    return absl::InvalidArgumentError(fmt::format("'{}' is not {}", text, forms));
  }
  if (unit.empty()) {
    return absl::InvalidArgumentError(fmt::format("'{}' has no unit; give {}", text, forms));
  }
  if (SecondsPerUnit(unit) == 0 && unit != "c") {
    return absl::InvalidArgumentError(
        fmt::format("'{}' has the unknown unit '{}'; give {}", text, unit, forms));
  }
  if (!(number > 0)) {
    return absl::InvalidArgumentError(fmt::format("'{}' must be more than zero; give {}", text, forms));
  }
  return absl::InvalidArgumentError(fmt::format("'{}' is not {}", text, forms));
}

absl::StatusOr<double> ParseSeconds(std::string_view text, std::string_view forms) {
  double number = 0;
  std::string_view unit;
  if (!SplitNumber(text, &number, &unit)) return WrongAmount(text, forms);
  const double seconds = number * SecondsPerUnit(unit);
  // A century; longer is a slip of the finger and would overflow clocks.
  if (!(seconds > 0) || seconds > 3.2e9) return WrongAmount(text, forms);
  return seconds;
}

absl::Status CheckKnown(std::string_view key, std::string_view value) {
  return CheckOneOf(key, value, KnownValues(key));
}

absl::Status CheckRange(const google::protobuf::FieldDescriptor& field, const SearchConfig& config) {
  if (!field.options().HasExtension(at_least)) return absl::OkStatus();
  const std::string text = ConfigValue(config, field.name());
  double value = NAN;
  std::from_chars(text.data(), text.data() + text.size(), value);
  const double low = field.options().GetExtension(at_least);
  const double high = field.options().GetExtension(at_most);
  if (value >= low && value <= high) return absl::OkStatus();
  return Invalid(field.name(), text, fmt::format("is out of range; use {:.16g} to {:.16g}", low, high));
}

absl::Status CheckRanges(const SearchConfig& config) {
  const google::protobuf::Descriptor& schema = *SearchConfig::descriptor();
  for (int k = 0; k < schema.field_count(); ++k) {
    if (absl::Status status = CheckRange(*schema.field(k), config); !status.ok()) return status;
  }
  if (config.fit_points() % 8 == 0) return absl::OkStatus();
  return Invalid("fit_points", fmt::format("{}", config.fit_points()), "is not a multiple of 8");
}

absl::Status CheckProblem(const SearchConfig& config) {
  if (config.target().empty() && config.samples().empty()) {
    return absl::InvalidArgumentError("target: no function is given; `ulpforge targets` lists them");
  }
  if (!config.samples().empty() && !config.target().empty()) {
    return Invalid("target", config.target(), "and samples are two functions; give one of them");
  }
  if (!config.samples().empty() && !config.domain().empty()) {
    return Invalid("domain", config.domain(), "is not needed: samples have their own; leave it out");
  }
  // The domain of a kernel is judged by its contract.
  const absl::StatusOr<const Target*> target = TargetOf(config);
  if (target.ok() && !IsReal(config) && (*target)->samples == nullptr && !(*target)->series) {
    return Invalid("target", config.target(),
                   "was registered without a power series, which number formats need; use --format real");
  }
  const absl::Status status = IsReal(config) ? RealProblem(config).status() : target.status();
  return status.ok() ? status : absl::InvalidArgumentError(std::string(status.message()));
}

// What would be ignored in silence is refused.
absl::Status CheckKeysOfFormat(const SearchConfig& config) {
  const SearchConfig defaults;
  const std::string_view kind = IsReal(config) ? kReal : "float";
  for (const ConfigKey& key : ConfigKeys()) {
    const std::vector<std::string> texts = ConfigTexts(config, key);
    if (key.only.empty() || key.only == kind || texts == ConfigTexts(defaults, key)) continue;
    return Invalid(key.name, fmt::format("{}", fmt::join(texts, " ")),
                   key.only == kReal ? "is for --format real only"
                                     : "is for number formats only, such as --format float32");
  }
  return absl::OkStatus();
}

// Inputs of 16 bits have results of the same format.
absl::Status CheckResult(const SearchConfig& config) {
  const std::string& result = config.result();
  if (IsReal(config) || result.empty()) return absl::OkStatus();
  if (absl::Status status = CheckKnown("result", result); !status.ok()) return status;
  if (config.format() == kFloat32.name) return absl::OkStatus();
  return Invalid("result", result,
                 fmt::format("is for --format float32: functions of {} have results of {}; leave it out",
                             config.format(), config.format()));
}

// Programs compute in float32 or in the format of their inputs; the latter, which round wherever they can,
// need templates without bit tricks and no model of float32 code.
absl::Status CheckCompute(const SearchConfig& config) {
  const std::string& compute = config.compute();
  if (IsReal(config)) return absl::OkStatus();
  if (absl::Status status = CheckKnown("compute", compute); !status.ok()) return status;
  if (compute == kFloat32.name) return absl::OkStatus();
  if (compute != config.format()) {
    return Invalid(
        "compute", compute,
        fmt::format("is for --format {}: programs of {} compute in {}", compute, config.format(),
                    config.format() == kFloat32.name ? std::string(kFloat32.name)
                                                     : fmt::format("float32 or in {}", config.format())));
  }
  if (config.free()) return Invalid("compute", compute, "is for templates; leave out --free");
  const absl::StatusOr<const CostModel*> model = FindCostModel(config.cost());
  if (!model.ok() || !(*model)->unit.starts_with("cycles")) return absl::OkStatus();
  return Invalid(
      "cost", config.cost(),
      fmt::format("is the time of float32 code; with --compute {} use ops or weighted-ops", compute));
}

bool RoundsToFloat32(const SearchConfig& config) {
  return config.format() == kFloat32.name && (config.result().empty() || config.result() == kFloat32.name);
}

std::string_view LimitKey(const MeasureInfo& measure) {
  if (measure.counts) return "max_misrounded";
  return measure.measure == ErrorMeasure::kUlp ? "max_ulp" : "max_error";
}

absl::Status CheckMeasure(const SearchConfig& config) {
  const std::string& measure = config.measure();
  if (IsReal(config) || measure.empty()) return absl::OkStatus();
  if (absl::Status status = CheckKnown("measure", measure); !status.ok()) return status;
  if (!FindErrorMeasure(measure)->counts) return absl::OkStatus();
  if (RoundsToFloat32(config)) {
    return Invalid("measure", measure,
                   "is for results of 16 bits; use --format or --result with bfloat16 or float16");
  }
  if (config.free()) return Invalid("measure", measure, "is for templates; leave out --free");
  return absl::OkStatus();
}

// Each measure has a key for its largest error.
absl::Status CheckLimits(const SearchConfig& config) {
  if (IsReal(config)) return absl::OkStatus();
  const MeasureInfo* measure = FindErrorMeasure(config.measure().empty() ? "ulp" : config.measure());
  if (measure == nullptr) return absl::OkStatus();  // CheckMeasure says so
  const SearchConfig defaults;
  const std::string_view right = LimitKey(*measure);
  for (const std::string_view key : {"max_ulp", "max_error", "max_misrounded", "max_misrounded_percent"}) {
    const std::string value = ConfigValue(config, key);
    if (value == ConfigValue(defaults, key) || key == right) continue;
    if (measure->counts && key == "max_misrounded_percent") {
      if (config.max_misrounded() == 0) continue;
      return Invalid(key, value, "and max_misrounded are two limits; give one of them");
    }
    return Invalid(key, value, fmt::format("is not for --measure {}; use {}", measure->name, right));
  }
  return absl::OkStatus();
}

// Free programs have no templates and no fit.
absl::Status CheckFree(const SearchConfig& config) {
  if (config.free() && config.template__size() > 0) {
    return Invalid("template", config.template_(0), "makes no sense with --free; leave one of them out");
  }
  return absl::OkStatus();
}

absl::Status CheckOps(const SearchConfig& config) {
  std::vector<std::string_view> known_ops;
  for (const OpInfo& op : AllOps()) {
    if (config.free() || op.algebra != Algebra::kMachine) known_ops.push_back(op.name);
  }
  std::set<std::string_view> seen;
  for (const std::string_view name : OpNames(config)) {
    const std::optional<OpCode> op = FindOp(name);
    if (op && !config.free() && Info(*op).algebra == Algebra::kMachine) {
      return Invalid("ops", name,
                     fmt::format("is not defined over the reals; use {}", fmt::join(known_ops, ", ")));
    }
    if (absl::Status status = CheckOneOf("ops", name, known_ops); !status.ok()) return status;
    if (!seen.insert(name).second) return Invalid("ops", name, "is listed twice");
  }
  if (seen.empty())
    return Invalid("ops", config.ops(), fmt::format("names no op; use {}", fmt::join(known_ops, ", ")));
  return absl::OkStatus();
}

absl::Status CheckMutations(const SearchConfig& config, std::span<const std::string_view> mutations) {
  std::set<std::string> seen;
  double total = 0;
  for (const std::string& entry : config.mutation()) {
    absl::StatusOr<MutationWeight> mutation = ParseMutationWeight(entry);
    if (!mutation.ok()) return InKey("mutation", mutation.status());
    if (absl::Status status = CheckOneOf("mutation", mutation->name, mutations); !status.ok()) return status;
    if (!seen.insert(mutation->name).second) {
      return Invalid("mutation", entry, "gives a second weight; give one");
    }
    total += mutation->weight;
  }
  if (seen.size() < mutations.size() || total > 0) return absl::OkStatus();
  return absl::InvalidArgumentError("mutation: every mutation has weight 0; leave at least one switched on");
}

// Every other message quotes values, so what is no text must be found first.
absl::Status CheckCharacters(const SearchConfig& config) {
  for (const ConfigKey& key : ConfigKeys()) {
    for (const std::string& value : ConfigTexts(config, key)) {
      const auto is_control = [&](unsigned char c) {
        return (c < ' ' && !(key.has_lines && (c == '\n' || c == '\r' || c == '\t'))) || c == 0x7f;
      };
      if (std::any_of(value.begin(), value.end(), is_control)) {
        return absl::InvalidArgumentError(
            fmt::format("{}: the value has a control character; leave it out", key.name));
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckSeedPrograms(const SearchConfig& config) {
  for (int k = 0; k < config.seed_program_size(); ++k) {
    const auto invalid = [&](std::string_view text) {
      return absl::InvalidArgumentError(fmt::format("seed_program {}: {}", k + 1, text));
    };
    const absl::StatusOr<Program> program = Parse(config.seed_program(k));
    if (!program.ok()) return invalid(std::string(program.status().message()));
    const Program simplified = config.free() ? Canonicalize(*program) : Simplified(*program);
    if (config.free() && !IsFreeProgram(simplified))
      return invalid("computes a constant or x, or has an op on constants");
    if (!config.free() && !Tape::Accepts(simplified))
      return invalid("computes a constant or x, or has ops outside the reals");
    if (OpCount(simplified) > static_cast<int>(config.max_ops())) {
      return invalid(
          fmt::format("has {} ops; raise max_ops, which is {}", OpCount(simplified), config.max_ops()));
    }
    const size_t constants = simplified.constants.size() + simplified.integers.size();
    if (constants > config.max_constants()) {
      return invalid(fmt::format("has {} constants; raise max_constants, which is {}", constants,
                                 config.max_constants()));
    }
    const std::vector<std::string_view> ops = OpNames(config);
    for (const Instruction& instruction : simplified.instructions) {
      const std::string_view op = Info(instruction.op).name;
      if (std::ranges::find(ops, op) == ops.end()) {
        return invalid(fmt::format("uses the op {}; add it to ops, which is {}", op, fmt::join(ops, ",")));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string_view> KnownValues(std::string_view key) {
  if (key == "measure") return NamesOf(MeasureTable());
  if (key == "cost") return NamesOf(CostModels());
  if (key == "algorithm") return NamesOf(Algorithms());
  if (key == "cache_key") return NamesOf(RealKeys());
  if (key != "format" && key != "result" && key != "compute") return {};
  std::vector<std::string_view> names;
  if (key == "format") names.push_back(kReal);
  for (const FloatFormat* format : FloatFormats()) names.push_back(format->name);
  return names;
}

absl::StatusOr<double> ParseDuration(std::string_view text) { return ParseSeconds(text, kDurationForms); }

absl::StatusOr<Budget> ParseBudget(std::string_view text) {
  Budget budget;
  if (!text.ends_with('c')) {
    absl::StatusOr<double> seconds = ParseSeconds(text, kBudgetForms);
    if (!seconds.ok()) return seconds.status();
    budget.seconds = *seconds;
    return budget;
  }
  uint64_t candidates = 0;
  const char* const last = text.data() + text.size() - 1;
  const auto [end, error] = std::from_chars(text.data(), last, candidates);
  if (error != std::errc() || end != last || candidates == 0) return WrongAmount(text, kBudgetForms);
  budget.candidates = candidates;
  return budget;
}

absl::StatusOr<MutationWeight> ParseMutationWeight(std::string_view text) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return absl::InvalidArgumentError(fmt::format("'{}' is not NAME=WEIGHT, such as insert=2", text));
  }
  MutationWeight mutation;
  mutation.name = text.substr(0, equals);
  const std::string_view number = text.substr(equals + 1);
  const char* const last = number.data() + number.size();
  const auto [end, error] = std::from_chars(number.data(), last, mutation.weight);
  // The comparison is false for NaN.
  if (error != std::errc() || end != last || !(mutation.weight >= 0 && mutation.weight <= 1e9)) {
    return absl::InvalidArgumentError(
        fmt::format("'{}' has the weight '{}'; give a number from 0 to 1e9", text, number));
  }
  return mutation;
}

std::vector<std::string_view> SplitList(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

bool IsReal(const SearchConfig& config) { return config.format() == kReal; }

const FloatFormat& FormatOf(const SearchConfig& config) {
  const FloatFormat* format = FindFloatFormat(config.format());
  ULPFORGE_CHECK(format != nullptr);
  return *format;
}

const FloatFormat& ResultFormatOf(const SearchConfig& config) {
  if (config.result().empty()) return FormatOf(config);
  const FloatFormat* format = FindFloatFormat(config.result());
  ULPFORGE_CHECK(format != nullptr);
  return *format;
}

const FloatFormat& ComputeFormatOf(const SearchConfig& config) {
  const FloatFormat* format = FindFloatFormat(config.compute());
  ULPFORGE_CHECK(format != nullptr);
  return *format;
}

std::vector<std::string_view> OpNames(const SearchConfig& config) {
  if (!config.ops().empty()) return SplitList(config.ops());
  if (IsReal(config)) return SplitList("add,sub,mul,div");
  if (config.free()) {
    std::vector<std::string_view> names;
    for (const OpInfo& op : kOps) {
      if (config.fma() || op.code != OpCode::kFma) names.push_back(op.name);
    }
    return names;
  }
  return SplitList(config.fma() ? "add,sub,mul,fma" : "add,sub,mul");
}

absl::StatusOr<const Target*> TargetOf(const SearchConfig& config) {
  if (config.samples().empty()) return ResolveTarget(config.target());
  const absl::StatusOr<Problem> problem = MakeSampleProblem(config.samples(), "absolute");
  if (!problem.ok()) return problem.status();
  return problem->target;
}

absl::StatusOr<Problem> RealProblem(const SearchConfig& config) {
  if (config.samples().empty()) return MakeProblem(config.target(), config.domain(), config.measure());
  return MakeSampleProblem(config.samples(), config.measure());
}

absl::Status ValidateConfig(const SearchConfig& config) {
  if (absl::Status status = CheckCharacters(config); !status.ok()) return status;
  const absl::Status checks[] = {
      CheckProblem(config),
      CheckKnown("format", config.format()),
      CheckKeysOfFormat(config),
      CheckResult(config),
      CheckCompute(config),
      CheckMeasure(config),
      CheckOneOf("variant", config.variant(), kVariants),
      CheckOps(config),
      CheckOneOf("constants", config.constants(), kConstantTypes),
      CheckRanges(config),
      CheckLimits(config),
      CheckFree(config),
      CheckKnown("algorithm", config.algorithm()),
      CheckMutations(config, NamesOf(config.free() ? FreeMutations() : Mutations())),
      CheckSeedPrograms(config),
      CheckKnown("cache_key", config.cache_key()),
      InKey("budget", ParseBudget(config.budget()).status()),
      InKey("checkpoint_interval", ParseDuration(config.checkpoint_interval()).status()),
      InKey("progress_interval", ParseDuration(config.progress_interval()).status()),
  };
  for (const absl::Status& status : checks) {
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace ulpforge
