#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "engine/run/resolve.h"
#include "engine/run/run.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "targets/function_target.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/display/session.h"
#include "tools/display/stop_signals.h"

namespace ulpforge {
namespace {

struct Options {
  std::string target;
  std::string function;
  std::string config_file;
  bool print_config = false;
  std::vector<std::pair<std::string, std::string>> settings;  // key and text, in the order of run.proto
};

// The flag of one key. What the user gives is kept as text; SetConfigKey judges it.
void AddFlag(CLI::App& app, const ConfigKey& key, const std::shared_ptr<Options>& options) {
  const auto set = [options, name = key.name](const std::string& text) {
    options->settings.emplace_back(name, text);
  };
  if (key.type == "SWITCH") {
    app.add_flag_function(
        fmt::format("--{0},!--no-{0}", key.flag),
        [set](std::int64_t count) { set(count > 0 ? "true" : "false"); }, key.help);
    return;
  }
  if (key.repeated) {
    const auto set_all = [set](const std::vector<std::string>& texts) {
      for (const std::string& text : texts) set(text);
    };
    app.add_option_function<std::vector<std::string>>("--" + key.flag, set_all, key.help)
        ->allow_extra_args(false)
        ->type_name(key.type);
    return;
  }
  CLI::Option* option = app.add_option_function<std::string>("--" + key.flag, set, key.help);
  option->type_name(key.type)->allow_extra_args(false);
  if (!key.default_value.empty()) option->default_str(key.default_value);
}

// Command line beats file beats defaults.
absl::StatusOr<SearchConfig> MakeConfig(const Options& options) {
  SearchConfig config;
  if (!options.config_file.empty()) {
    if (absl::Status status = LoadConfig(options.config_file, &config); !status.ok()) return status;
  }
  for (const auto& [key, text] : options.settings) {
    if (absl::Status status = SetConfigKey(key, text, &config); !status.ok()) return status;
  }
  if (!options.target.empty()) config.set_target(options.target);
  if (!options.target.empty() && !options.function.empty()) {
    return absl::InvalidArgumentError(
        fmt::format("target: '{}' and --function are two functions; give one of them", options.target));
  }
  if (!options.function.empty()) {
    if (const auto target = FunctionTarget(options.function); !target.ok()) return target.status();
    config.set_target(options.function);
  }
  return config;
}

// What would run; without a function to search for, the keys as they are.
absl::Status PrintConfig(SearchConfig config) {
  if (!config.target().empty() || !config.samples().empty()) {
    if (absl::Status status = ResolveConfig(&config); !status.ok()) return status;
    if (absl::Status status = ValidateConfig(config); !status.ok()) return status;
  }
  return WriteOutput(FormatConfig(config));
}

absl::Status RunSearch(const Options& options) {
  const absl::StatusOr<SearchConfig> config = MakeConfig(options);
  if (!config.ok()) return config.status();
  if (options.print_config) return PrintConfig(*config);
  const StopSignals signals;
  const absl::StatusOr<std::unique_ptr<Run>> run = Run::Create(*config);
  if (!run.ok()) return run.status();
  return RunSession(**run, (*run)->RemainingBudget(), signals);
}

}  // namespace

Action DefineSearch(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("TARGET", options->target,
                 "function to approximate, see `ulpforge targets`, or an expression");
  app.add_option(
         "--function", options->function,
         "expression in x to approximate instead of a target, such as 'log(1+exp(x))', see docs/functions.md")
      ->type_name("TEXT");
  app.add_option("--config", options->config_file, "read keys from this file; flags override them")
      ->type_name("FILE");
  app.add_flag("--print-config", options->print_config,
               "print what would run as a configuration file, and end");
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.name != "target") AddFlag(app, key, options);
  }
  return [options] { return RunSearch(*options); };
}

}  // namespace ulpforge
