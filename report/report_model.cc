#include "report/report_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accuracy/contract/contract.h"
#include "dsl/infix.h"
#include "dsl/numbers/number.h"
#include "dsl/text.h"
#include "emit/emit_c.h"
#include "engine/schema/config.h"
#include "engine/space/float_space.h"
#include "engine/space/kernel_space.h"
#include "fmt/format.h"
#include "report/ancestry.h"
#include "report/error_curve.h"
#include "report/program_graph.h"
#include "targets/function_target.h"

namespace ulpforge {
namespace {

constexpr Interval kUsualDomain = {-10, 10};

// What the entries of one run have in common. `space` is that of float32 programs, `frames` are the names of
// the templates of kernels.
struct Context {
  Problem problem;
  std::optional<FloatSpace> space;
  std::vector<std::string> frames;
  std::unique_ptr<CurveInputs> inputs;
};

Interval DrawnDomain(const FloatSpace& space) {
  if (space.contract().domain) return *space.contract().domain;
  const absl::StatusOr<Interval> finite =
      FiniteDomain(space.target(), *space.contract().format, space.contract().result_format());
  return finite.ok() ? *finite : kUsualDomain;
}

absl::Status AddSpace(const SearchConfig& config, Context* context) {
  if (config.free()) {
    absl::StatusOr<FloatSpace> space = FloatSpace::Create(config, ContractKeys(config));
    if (!space.ok()) return space.status();
    context->space.emplace(*std::move(space));
    return absl::OkStatus();
  }
  const absl::StatusOr<KernelSpace> space = KernelSpace::Create(config);
  if (!space.ok()) return space.status();
  for (const KernelTemplate& frame : space->frames()) context->frames.push_back(frame.name);
  context->space.emplace(*space);
  return absl::OkStatus();
}

absl::StatusOr<Context> MakeContext(const SearchConfig& config) {
  Context context;
  if (IsReal(config)) {
    absl::StatusOr<Problem> problem = RealProblem(config);
    if (!problem.ok()) return problem.status();
    context.problem = *std::move(problem);
    return context;
  }
  const absl::StatusOr<const Target*> target = TargetOf(config);
  if (!target.ok()) return target.status();
  context.problem.target = *target;
  if (absl::Status status = AddSpace(config, &context); !status.ok()) return status;
  context.inputs =
      std::make_unique<CurveInputs>(context.space->target(), DrawnDomain(*context.space),
                                    *context.space->contract().format, *context.space->objective().result);
  return context;
}

void AddSettings(const SearchConfig& config, ReportRun* run) {
  const SearchConfig defaults;
  for (const ConfigKey& key : ConfigKeys()) {
    if (!key.affects_result) continue;
    const std::vector<std::string> values = ConfigTexts(config, key);
    if (values == ConfigTexts(defaults, key)) continue;
    for (const std::string& value : values) {
      ReportSetting* setting = run->add_settings();
      setting->set_key(key.name);
      setting->set_value(value);
    }
  }
}

std::string CostName(const SearchConfig& config) {
  if (IsReal(config)) return "operations";
  const absl::StatusOr<const CostModel*> model = FindCostModel(config.cost());
  if (!model.ok()) return config.cost();
  if (!(*model)->needs_machine) return std::string((*model)->unit);
  return fmt::format("{} ({}, {})", (*model)->unit, config.cost(), config.cpu());
}

std::string Claim(const FrontEntry& entry, const ReportRun& run) {
  const std::string level = Level_Name(entry.level());
  if (run.arithmetic() == "real") {
    return fmt::format(
        "Error over the reals: at most {} {} (level: {}); the rounding errors of this code come "
        "on top",
        entry.error(), run.measure(), level);
  }
  return fmt::format("Max error: {} {} (level: {}){}", entry.error(), run.measure(), level,
                     entry.worst_input_hex().empty() ? "" : " at x = " + entry.worst_input_hex());
}

absl::StatusOr<std::string> Code(const Program& program, const FrontEntry& entry, const Context& context,
                                 const ReportRun& run, const ReportCommands& commands) {
  const Target& target = *context.problem.target;
  EmitOptions options{.name = fmt::format("ulpforge_{}", IdentifierOf(target))};
  options.header = {fmt::format("Computes: {} on {}", ValueTextOf(target), run.domain()), Claim(entry, run),
                    fmt::format("Operations: {}", OpCount(program)),
                    fmt::format("Formula, constants shortened: {}", Infix(program))};
  if (!run.contract().empty())
    options.header.insert(options.header.begin() + 1, "Contract: " + run.contract());
  for (const std::string& clause : entry.broken()) options.header.push_back("BROKEN CLAUSE: " + clause);
  options.header.insert(options.header.end(),
                        {"Reproduce with:", "  " + commands.search, "  " + commands.emit(entry),
                         "This file is yours: Ulpforge's licence does not extend to what Ulpforge emits."});
  if (!context.space) return EmitC<double>(program, options);
  const FloatFormat& compute = *context.space->objective().compute;
  if (&compute == &kBFloat16) return "/* C has no arithmetic in bfloat16. */\n";
  if (&compute == &kFloat16) return EmitC<Float16>(program, options);
  options.format = context.space->contract().format;
  options.result = context.space->contract().result;
  return EmitC<float>(program, options);
}

// NaN if no input is worse than others.
float WorstInput(const FrontEntry& entry) {
  if (entry.worst_input_hex().empty() && !entry.has_worst_input())
    return std::numeric_limits<float>::quiet_NaN();
  const absl::StatusOr<double> hex = ReadDouble(entry.worst_input_hex());
  return static_cast<float>(hex.ok() ? *hex : entry.worst_input());
}

absl::StatusOr<ReportProgram> Describe(const FrontEntry& entry, const Context& context, const ReportRun& run,
                                       const ReportCommands& commands) {
  const absl::StatusOr<Program> program = Parse(entry.program());
  if (!program.ok()) {
    return absl::DataLossError(fmt::format("program of candidate {} in {}: {}", entry.found_at(), run.name(),
                                           std::string(program.status().message())));
  }
  absl::StatusOr<std::string> code = Code(*program, entry, context, run, commands);
  if (!code.ok()) return code.status();
  ReportProgram shown;
  shown.set_ops(entry.ops());
  shown.set_cost(entry.has_cost() ? entry.cost() : entry.ops());
  shown.set_error(entry.error());
  shown.set_level(entry.level());
  shown.set_template_(entry.template_());
  *shown.mutable_broken() = entry.broken();
  shown.set_formula(Infix(*program));
  shown.set_text(entry.program());
  shown.set_code(*std::move(code));
  shown.set_found_at(entry.found_at());
  if (context.space && entry.has_measured() && !context.space->costs_latency())
    shown.set_cycles(entry.measured());
  shown.set_emit_command(commands.emit(entry));
  AddGraph(*program, &shown);
  if (context.space) {
    shown.set_worst_input(entry.worst_input_hex());
    *shown.mutable_curve() =
        context.inputs->Curve(*program, WorstInput(entry), *context.space->objective().compute);
  } else {
    // Known once the program was verified.
    if (entry.has_worst_input()) shown.set_worst_input(fmt::format("{:a}", entry.worst_input()));
    *shown.mutable_curve() = RealErrorCurve(*program, context.problem);
  }
  return shown;
}

ReportEvent* AddEvent(const Event& event, google::protobuf::RepeatedPtrField<ReportEvent>* events) {
  ReportEvent* added = events->Add();
  added->set_candidates(event.candidates());
  added->set_seconds(event.seconds());
  return added;
}

void AddEvents(const std::vector<Event>& events, ReportRun* run) {
  for (const Event& event : events) {
    if (event.event() == "improved") {
      ReportEvent* added = AddEvent(event, run->mutable_improvements());
      added->set_cost(event.has_cost() ? event.cost() : event.ops());
      added->set_error(event.error());
    } else if (event.event() == "checkpoint" || event.event() == "started") {
      AddEvent(event, run->mutable_checkpoints());
    } else if (event.event() == "finished") {
      run->mutable_phases()->CopyFrom(event.phases());
    }
  }
}

}  // namespace

absl::StatusOr<ReportRun> MakeReportRun(const RunRecord& record, const ReportCommands& commands) {
  const SearchConfig& config = record.front.config();
  if (absl::Status status = ValidateConfig(config); !status.ok()) return status;
  const absl::StatusOr<Context> context = MakeContext(config);
  if (!context.ok()) return context.status();
  ReportRun run;
  run.set_name(record.name);
  run.set_target(TitleOf(*context->problem.target));
  run.set_description(std::string(context->problem.target->description));
  run.set_arithmetic(config.result().empty() ? config.format()
                                             : fmt::format("{} to {}", config.format(), config.result()));
  run.set_cost(CostName(config));
  run.set_command(commands.search);
  std::vector<std::string> frames;
  if (context->space) {
    const std::optional<Interval>& domain = context->space->contract().domain;
    run.set_domain(domain ? FormatInterval(*domain) : "all inputs");
    run.set_measure(context->space->measure().measure == ErrorMeasure::kUlp
                        ? "ULP"
                        : std::string(context->space->measure().name));
    run.set_contract(FormatContract(context->space->contract()));
    frames = context->frames;
  } else {
    run.set_domain(FormatInterval(context->problem.domain));
    run.set_measure(std::string(FormatMeasure(context->problem.measure)));
  }
  AddSettings(config, &run);
  *run.mutable_statistics() = record.front.statistics();
  if (record.seconds) run.set_seconds(*record.seconds);
  run.set_timed_on(record.front.timed_on());
  AddEvents(record.events, &run);
  if (record.lineage) {
    for (ReportAncestor& ancestor : Ancestry(*record.lineage, record.front, frames)) {
      *run.add_ancestors() = std::move(ancestor);
    }
  }
  for (const FrontEntry& entry : record.front.front()) {
    absl::StatusOr<ReportProgram> program = Describe(entry, *context, run, commands);
    if (!program.ok()) return program.status();
    *run.add_programs() = *std::move(program);
  }
  return run;
}

}  // namespace ulpforge
