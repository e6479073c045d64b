#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "fmt/format.h"
#include "kernels/built_in_templates.h"
#include "kernels/template_source.h"
#include "targets/function_target.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/display/tables.h"

namespace ulpforge {
namespace {

struct Options {
  std::string name;
  std::string target;
};

absl::Status List(const std::string& target) {
  if (!target.empty()) {
    if (const auto known = ResolveTarget(target); !known.ok()) return known.status();
  }
  std::vector<std::vector<std::string>> rows;
  for (const KernelTemplate& t : BuiltInTemplates()) {
    if (!target.empty() && t.target != target) continue;
    const int ops = OpCount(t.kernel.program) - 1;  // the hole is none
    rows.push_back({t.name, t.target, std::string(FormatVariant(t.variant)), std::to_string(ops), t.about});
  }
  if (rows.empty()) {
    return absl::NotFoundError(fmt::format(
        "{} has no template; `ulpforge templates` lists them, docs/templates.md says how to write one",
        target));
  }
  return WriteOutput(AlignedTable({"name", "target", "variant", ">ops", "about"}, rows));
}

absl::Status Show(const std::string& name) {
  const absl::StatusOr<KernelTemplate> loaded = LoadTemplate(name);
  if (!loaded.ok()) return loaded.status();
  if (FindTemplate(name) != nullptr) return WriteOutput(TemplateText(name));
  return WriteOutput(FormatTemplate(*loaded));
}

}  // namespace

Action DefineTemplates(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  CLI::Option* name =
      app.add_option("template", options->name, "a template, or a file with one, to show instead of the list")
          ->type_name("TEXT");
  app.add_option("--target", options->target, "list the templates of this target only")
      ->type_name("TEXT")
      ->excludes(name);
  return [options] { return options->name.empty() ? List(options->target) : Show(options->name); };
}

}  // namespace ulpforge
