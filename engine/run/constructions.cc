#include "engine/run/constructions.h"

#include "classical/polynomial_cores.h"
#include "dsl/text.h"
#include "engine/schema/config.h"
#include "targets/function_target.h"

namespace ulpforge {

OpponentOptions MakeOpponentOptions(const SearchConfig& config) {
  OpponentOptions options;
  options.max_ops = static_cast<int>(config.max_ops());
  for (const std::string_view name : OpNames(config)) options.ops.push_back(*FindOp(name));
  if (config.constants() == "extended") options.constants = ConstantFormat::kExtended;
  return options;
}

absl::Status CheckHasConstructions(const Problem& problem) {
  if (problem.target->samples == nullptr) return absl::OkStatus();
  return absl::InvalidArgumentError("'classical' needs a function, and samples are only points of one");
}

absl::StatusOr<std::vector<Program>> ClassicalPrograms(const SearchConfig& config) {
  if (!IsReal(config)) {
    return PolynomialCores(static_cast<int>(config.max_ops()), static_cast<int>(config.max_constants()),
                           config.fma());
  }
  const absl::StatusOr<Problem> problem = RealProblem(config);
  if (!problem.ok()) return problem.status();
  if (absl::Status status = CheckHasConstructions(*problem); !status.ok()) return status;
  std::vector<Program> programs;
  for (const Opponent& opponent : BestConstructions(*problem, MakeOpponentOptions(config))) {
    programs.push_back(opponent.program);
  }
  return programs;
}

ClassicalReport MakeClassicalReport(const Problem& problem, const SearchConfig& config,
                                    const std::vector<Opponent>& opponents) {
  ClassicalReport report;
  report.set_target(TitleOf(*problem.target));
  report.set_domain(FormatInterval(problem.domain));
  report.set_measure(std::string(FormatMeasure(problem.measure)));
  report.set_constants(config.constants());
  for (const Opponent& opponent : opponents) {
    ClassicalEntry* entry = report.add_programs();
    entry->set_ops(static_cast<uint32_t>(OpCount(opponent.program)));
    entry->set_kind(opponent.kind);
    entry->set_error(opponent.error);
    entry->set_level(opponent.proved ? certified : dense);
    entry->set_worst_input(opponent.worst_input);
    entry->set_program(Format(opponent.program));
  }
  return report;
}

}  // namespace ulpforge
