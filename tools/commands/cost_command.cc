#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "cost/cost_model.h"
#include "engine/run/report.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "jit/cycles/static_cycles.h"
#include "tools/commands/command.h"
#include "tools/commands/cost.pb.h"
#include "tools/display/output.h"
#include "tools/display/tables.h"
#include "tools/sources/function_source.h"
#include "tools/sources/program_source.h"

namespace ulpforge {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::optional<uint32_t> ops;
  std::vector<std::string> cpus = {"native"};
  std::string format = "float32";
  bool json = false;
};

absl::StatusOr<std::vector<StaticCycles>> Machines(const std::vector<std::string>& cpus) {
  std::vector<StaticCycles> machines;
  for (const std::string& cpu : cpus) {
    const absl::StatusOr<Machine> machine = FindMachine({.cpu = cpu});
    if (!machine.ok()) return machine.status();
    absl::StatusOr<StaticCycles> cycles = StaticCycles::Create(*machine);
    if (!cycles.ok()) return cycles.status();
    machines.push_back(*std::move(cycles));
  }
  return machines;
}

void AddCost(const CostModel& model, const StaticCycles* machine, const Program& program, bool is_double,
             ProgramCosts* costs) {
  Cost* cost = costs->add_costs();
  cost->set_model(std::string(model.name));
  cost->set_unit(std::string(model.unit));
  if (machine != nullptr) cost->set_cpu(machine->machine().cpu);
  const absl::StatusOr<double> value =
      is_double ? model.Cost<double>(program, machine) : model.Cost<float>(program, machine);
  if (value.ok()) {
    cost->set_cost(*value);
  } else {
    cost->set_obstacle(std::string(value.status().message()));
  }
}

ProgramCosts CostsOf(const std::string& name, const Program& program,
                     const std::vector<StaticCycles>& machines, bool is_double) {
  ProgramCosts costs;
  costs.set_name(name);
  for (const CostModel& model : CostModels()) {
    if (!model.needs_machine) AddCost(model, nullptr, program, is_double, &costs);
  }
  for (const StaticCycles& machine : machines) {
    for (const CostModel& model : CostModels()) {
      if (model.needs_machine) AddCost(model, &machine, program, is_double, &costs);
    }
  }
  return costs;
}

std::string CostTable(const CostReport& report, const std::vector<StaticCycles>& machines) {
  std::vector<std::string> units;
  for (const CostModel& model : CostModels()) units.push_back(fmt::format("{}: {}", model.name, model.unit));
  std::string text = fmt::format("{}; {}\n", report.format(), fmt::join(units, ", "));
  for (const StaticCycles& machine : machines) text += Describe(machine.machine()) + "\n";
  std::vector<std::string> headings = {"program"};
  for (const Cost& cost : report.programs(0).costs()) {
    headings.push_back(cost.has_cpu() ? fmt::format(">{} {}", cost.cpu(), cost.model()) : ">" + cost.model());
  }
  std::vector<std::vector<std::string>> rows;
  std::string obstacles;
  for (const ProgramCosts& program : report.programs()) {
    std::vector<std::string> row = {program.name()};
    for (const Cost& cost : program.costs()) {
      row.push_back(cost.has_cost() ? fmt::format("{:.4g}", cost.cost()) : "-");
      if (cost.has_obstacle()) {
        obstacles +=
            fmt::format("{}, {} {}: {}\n", program.name(), cost.cpu(), cost.model(), cost.obstacle());
      }
    }
    rows.push_back(std::move(row));
  }
  return text + AlignedTable(headings, rows) + obstacles;
}

absl::Status ShowCosts(const Options& options) {
  if (absl::Status status = CheckComputesInFloat32(options.paths); !status.ok()) return status;
  const absl::StatusOr<std::vector<StaticCycles>> machines = Machines(options.cpus);
  if (!machines.ok()) return machines.status();
  CostReport report;
  report.set_format(options.format);
  for (const std::string& path : options.paths) {
    const absl::StatusOr<ProgramSource> source = LoadPrograms({.path = path, .ops = options.ops});
    if (!source.ok()) return source.status();
    for (const SourceProgram& entry : source->programs) {
      *report.add_programs() =
          CostsOf(ProgramName(path, entry), entry.program, *machines, options.format == "float64");
    }
  }
  return WriteOutput(options.json ? FormatJson(report) : CostTable(report, *machines));
}

}  // namespace

Action DefineCost(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("SOURCE", options->paths, "run directories or program files")->required();
  app.add_option("--ops", options->ops, "take the program of this op count from runs")->type_name("INTEGER");
  app.add_option("--cpu", options->cpus,
                 "CPU as LLVM's -mcpu, such as znver3, skylake, apple-m1, neoverse-v1; repeatable")
      ->type_name("TEXT")
      ->allow_extra_args(false)
      ->capture_default_str();
  app.add_option("--format", options->format, "working type: float32 or float64")
      ->type_name("TEXT")
      ->check(CLI::IsMember({"float32", "float64"}))
      ->capture_default_str();
  app.add_flag("--json", options->json, "print one JSON object");
  return [options] { return ShowCosts(*options); };
}

}  // namespace ulpforge
