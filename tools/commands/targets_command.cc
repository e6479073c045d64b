#include "CLI/CLI.hpp"
#include "engine/run/report.h"
#include "targets/problem.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/display/tables.h"

namespace ulpforge {
namespace {

TargetList ListTargets() {
  TargetList list;
  for (const Target& target : Targets()) {
    TargetInfo* info = list.add_targets();
    info->set_name(std::string(target.name));
    info->set_domain(FormatInterval(target.domain));
    info->set_measure(std::string(FormatMeasure(target.measure)));
    info->set_reference(std::string(target.reference_name));
    info->set_description(std::string(target.description));
  }
  return list;
}

std::string TargetTable(const TargetList& list) {
  std::vector<std::vector<std::string>> rows;
  for (const TargetInfo& info : list.targets()) {
    rows.push_back({info.name(), info.domain(), info.measure(), info.reference(), info.description()});
  }
  return AlignedTable({"name", "domain", "measure", "reference", "description"}, rows);
}

}  // namespace

Action DefineTargets(CLI::App& app) {
  const auto json = std::make_shared<bool>(false);
  app.add_flag("--json", *json, "print one JSON object");
  return [json] {
    const TargetList list = ListTargets();
    return WriteOutput(*json ? FormatJson(list) : TargetTable(list));
  };
}

}  // namespace ulpforge
