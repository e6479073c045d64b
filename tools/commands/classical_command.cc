#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "classical/opponent.h"
#include "dsl/text.h"
#include "engine/run/constructions.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "targets/function_target.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/display/tables.h"

namespace ulpforge {
namespace {

// The keys of a search that mean the same here, and what they are if the user does not say.
struct Key {
  std::string_view name;
  std::string_view help;
  std::string_view default_value;
};
constexpr Key kKeys[] = {
    {"domain", "interval, as \"(0,1]\" (default: the target's)", ""},
    {"measure", "error measure: relative or absolute (default: the target's)", ""},
    {"ops", "ops that programs may use, comma separated", "add,sub,mul,div,sqrt"},
    {"max_ops", "largest op count (1 to 32)", "12"},
    {"constants", "how constants are stored: f64 or extended (two doubles)", "f64"},
};

struct Options {
  std::string target;
  std::vector<std::pair<std::string, std::string>> settings;  // key and text
  bool all = false;
  bool json = false;
};

absl::StatusOr<SearchConfig> MakeConfig(const Options& options) {
  SearchConfig config;
  config.set_target(options.target);
  for (const Key& key : kKeys) {
    if (key.default_value.empty()) continue;
    if (absl::Status status = SetConfigKey(key.name, key.default_value, &config); !status.ok()) return status;
  }
  for (const auto& [key, text] : options.settings) {
    if (absl::Status status = SetConfigKey(key, text, &config); !status.ok()) return status;
  }
  if (absl::Status status = ValidateConfig(config); !status.ok()) return status;
  return config;
}

std::string ClassicalTable(const ClassicalReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (const ClassicalEntry& entry : report.programs()) {
    rows.push_back({fmt::format("{}", entry.ops()), FormatError(entry.error()), FormatDigits(entry.error()),
                    Level_Name(entry.level()), entry.kind()});
  }
  return fmt::format("{} on {}, {} error\n", report.target(), report.domain(), report.measure()) +
         AlignedTable({">ops", ">error", ">digits", "level", "kind"}, rows);
}

absl::Status Construct(const Options& options) {
  const absl::StatusOr<SearchConfig> config = MakeConfig(options);
  if (!config.ok()) return config.status();
  const absl::StatusOr<Problem> problem = MakeProblem(config->target(), config->domain(), config->measure());
  if (!problem.ok()) return problem.status();
  const OpponentOptions opponent_options = MakeOpponentOptions(*config);
  const std::vector<Opponent> opponents = options.all ? AllConstructions(*problem, opponent_options)
                                                      : BestConstructions(*problem, opponent_options);
  if (opponents.empty()) {
    return absl::FailedPreconditionError(fmt::format(
        "no construction for {} on {} has at most {} ops, of {} only; allow more", TitleOf(*problem->target),
        FormatInterval(problem->domain), config->max_ops(), config->ops()));
  }
  const ClassicalReport report = MakeClassicalReport(*problem, *config, opponents);
  return WriteOutput(options.json ? FormatJson(report) : ClassicalTable(report));
}

}  // namespace

Action DefineClassical(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("TARGET", options->target, "function to approximate, see `ulpforge targets`")->required();
  for (const Key& key : kKeys) {
    std::string flag(key.name);
    std::replace(flag.begin(), flag.end(), '_', '-');
    const auto set = [options, name = std::string(key.name)](const std::string& text) {
      options->settings.emplace_back(name, text);
    };
    CLI::Option* option =
        app.add_option_function<std::string>("--" + flag, set, std::string(key.help))->type_name("TEXT");
    option->allow_extra_args(false);
    if (!key.default_value.empty()) option->default_str(std::string(key.default_value));
  }
  app.add_flag("--all", options->all, "show every construction, not only the best of each op count; slow");
  app.add_flag("--json", options->json, "print one JSON object");
  return [options] { return Construct(*options); };
}

}  // namespace ulpforge
