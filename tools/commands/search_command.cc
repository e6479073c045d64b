#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "base/atomic_file.h"
#include "dsl/text.h"
#include "engine/run/run.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "kernels/built_in_templates.h"
#include "kernels/plain_template.h"
#include "publish/constructions.h"
#include "targets/function_target.h"
#include "targets/sample_table.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/display/session.h"
#include "tools/display/stop_signals.h"
#include "tools/sources/program_source.h"
#include "tools/sources/template_source.h"

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

// Every template that is no text, and none of those that come with Ulpforge, becomes its text.
absl::Status LoadTemplates(SearchConfig* config) {
  for (std::string& entry : *config->mutable_template_()) {
    if (entry.find('\n') != std::string::npos || FindTemplate(entry) != nullptr) continue;
    if (entry == kPlainTemplate) continue;  // it depends on target and domain
    const absl::StatusOr<KernelTemplate> loaded = LoadTemplate(entry);
    if (!loaded.ok()) return loaded.status();
    entry = FormatTemplate(*loaded);
  }
  return absl::OkStatus();
}

// Samples that are no text are those of a file; they are kept sorted and complete.
absl::Status LoadSamples(SearchConfig* config) {
  std::string text = config->samples();
  if (text.empty()) return absl::OkStatus();
  const bool is_file = text.find('\n') == std::string::npos;
  if (is_file) {
    const absl::StatusOr<std::string> read = ReadFile(text);
    if (!read.ok()) return read.status();
    text = *read;
  }
  const absl::StatusOr<SampleTable> table = SampleTable::Parse(text);
  if (table.ok()) {
    config->set_samples(table->Format());
    return absl::OkStatus();
  }
  if (!is_file) return table.status();
  return absl::InvalidArgumentError(
      fmt::format("{}: {}", config->samples(), std::string(table.status().message())));
}

// Every seed program that is no text becomes one; of a run of kernels, the cores, unless programs are free.
absl::Status LoadSeedPrograms(SearchConfig* config) {
  SearchConfig loaded = *config;
  loaded.clear_seed_program();
  // What the constructions depend on must hold before they are built.
  if (absl::Status status = ValidateConfig(loaded); !status.ok()) return status;
  for (const std::string& seed : config->seed_program()) {
    if (seed.find('\n') != std::string::npos) {
      loaded.add_seed_program(seed);
    } else if (seed == "classical") {
      const absl::StatusOr<std::vector<Program>> programs = ClassicalPrograms(loaded);
      if (!programs.ok()) return programs.status();
      for (const Program& program : *programs) loaded.add_seed_program(Format(program));
    } else {
      const absl::StatusOr<ProgramSource> source = LoadPrograms({.path = seed});
      if (!source.ok()) return source.status();
      for (const SourceProgram& entry : source->programs) {
        const bool is_kernel = !loaded.free() && entry.entry && entry.entry->has_core();
        loaded.add_seed_program(is_kernel ? entry.entry->core() : Format(entry.program));
      }
    }
  }
  *config = std::move(loaded);
  return absl::OkStatus();
}

// An expression is a target; as one it is kept without spaces.
absl::Status SetFunction(const std::string& function, SearchConfig* config) {
  if (!function.empty()) {
    const absl::StatusOr<const Target*> target = FunctionTarget(function);
    if (!target.ok()) return target.status();
    config->set_target(function);
  }
  if (!IsExpression(config->target())) return absl::OkStatus();
  const absl::StatusOr<const Target*> target = FunctionTarget(config->target());
  if (target.ok()) config->set_target(std::string((*target)->name));
  return absl::OkStatus();
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
  if (absl::Status status = SetFunction(options.function, &config); !status.ok()) return status;
  if (absl::Status status = LoadSamples(&config); !status.ok()) return status;
  if (config.target().empty() && config.samples().empty() && options.print_config) return config;
  if (absl::Status status = LoadTemplates(&config); !status.ok()) return status;
  if (absl::Status status = LoadSeedPrograms(&config); !status.ok()) return status;
  if (absl::Status status = ValidateConfig(config); !status.ok()) return status;
  return config;
}

absl::Status RunSearch(const Options& options) {
  const absl::StatusOr<SearchConfig> config = MakeConfig(options);
  if (!config.ok()) return config.status();
  if (options.print_config) return WriteOutput(FormatConfig(*config));
  const absl::StatusOr<Budget> budget = ParseBudget(config->budget());
  if (!budget.ok()) return budget.status();
  const StopSignals signals;
  const absl::StatusOr<std::unique_ptr<Run>> run = Run::Create(*config);
  if (!run.ok()) return run.status();
  return RunSession(**run, *budget, signals);
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
