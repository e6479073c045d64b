#include "tools/constructions.h"

#include "classical/polynomial_cores.h"
#include "dsl/text.h"
#include "engine/config.h"
#include "fmt/format.h"
#include "tools/tables.h"

namespace ulpforge {

OpponentOptions MakeOpponentOptions(const SearchConfig& config) {
  OpponentOptions options;
  options.max_ops = static_cast<int>(config.max_ops());
  for (const std::string_view name : OpNames(config)) options.ops.push_back(*FindOp(name));
  if (config.constants() == "extended") options.constants = ConstantFormat::kExtended;
  return options;
}

absl::StatusOr<std::vector<Program>> ClassicalPrograms(const SearchConfig& config) {
  if (config.arith() == "float32") {
    return PolynomialCores(static_cast<int>(config.max_ops()), static_cast<int>(config.max_constants()),
                           config.fma());
  }
  const absl::StatusOr<Problem> problem = MakeProblem(config.target(), config.domain(), config.measure());
  if (!problem.ok()) return problem.status();
  std::vector<Program> programs;
  for (const Opponent& opponent : BestConstructions(*problem, MakeOpponentOptions(config))) {
    programs.push_back(opponent.program);
  }
  return programs;
}

ClassicalReport MakeClassicalReport(const Problem& problem, const SearchConfig& config,
                                    const std::vector<Opponent>& opponents) {
  ClassicalReport report;
  report.set_target(std::string(problem.target->name));
  report.set_domain(FormatInterval(problem.domain));
  report.set_measure(std::string(FormatMeasure(problem.measure)));
  report.set_constants(config.constants());
  for (const Opponent& opponent : opponents) {
    ClassicalEntry* entry = report.add_programs();
    entry->set_ops(static_cast<uint32_t>(OpCount(opponent.program)));
    entry->set_kind(opponent.kind);
    entry->set_error(opponent.error);
    entry->set_level(dense);
    entry->set_worst_input(opponent.worst_input);
    entry->set_program(Format(opponent.program));
  }
  return report;
}

std::string ComparisonTable(const FrontReport& report, const std::vector<Opponent>& opponents) {
  std::vector<std::vector<std::string>> rows;
  const FrontEntry* ours = nullptr;
  const Opponent* classical = nullptr;
  for (int ops = 1; ops <= static_cast<int>(report.config().max_ops()); ++ops) {
    for (const FrontEntry& entry : report.front()) {
      if (static_cast<int>(entry.ops()) == ops) ours = &entry;
    }
    for (const Opponent& opponent : opponents) {
      if (OpCount(opponent.program) == ops) classical = &opponent;
    }
    std::vector<std::string> row = {fmt::format("{}", ops), "-", "-", "-", "-", "-"};
    if (ours != nullptr) {
      row[1] = FormatBound(ours->error());
      row[2] = Level_Name(ours->level());
    }
    if (classical != nullptr) {
      row[3] = FormatBound(classical->error);
      row[5] = classical->kind;
    }
    if (ours != nullptr && classical != nullptr) {
      row[4] = fmt::format("{:.3g}", classical->error / ours->error());
    }
    rows.push_back(std::move(row));
  }
  return AlignedTable({">ops", ">error", "level", ">classical", ">ratio", "classical construction"}, rows);
}

}  // namespace ulpforge
