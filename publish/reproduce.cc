#include "publish/reproduce.h"

#include <algorithm>
#include <vector>

#include "dsl/text.h"
#include "engine/run/constructions.h"
#include "engine/run/run.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "publish/shell.h"

namespace ulpforge {
namespace {

// Whether the seeds of a search for kernels are those of `--seed-program classical`.
bool HasClassicalSeeds(const SearchConfig& config) {
  if (IsReal(config) || config.seed_program().empty()) return false;
  const absl::StatusOr<std::vector<Program>> classical = ClassicalPrograms(config);
  return classical.ok() &&
         std::equal(config.seed_program().begin(), config.seed_program().end(), classical->begin(),
                    classical->end(),
                    [](const std::string& seed, const Program& program) { return seed == Format(program); });
}

// The keys that make the result, as flags, if they are not at their defaults.
std::string ResultFlags(const SearchConfig& config) {
  const SearchConfig defaults;
  SearchConfig without_ops = config;
  without_ops.clear_ops();
  std::string flags;
  for (const ConfigKey& key : ConfigKeys()) {
    if (!key.affects_result || key.name == "target" || key.name == "samples") continue;
    if (key.name == "seed_program" && HasClassicalSeeds(config)) {
      flags += " --seed-program classical";
      continue;
    }
    if (key.repeated) {
      for (const std::string& entry : ConfigEntries(config, key.name)) {
        flags += fmt::format(" --{} {}", key.flag, ShellQuoted(entry));
      }
      continue;
    }
    const std::string value = ConfigValue(config, key.name);
    if (value == ConfigValue(defaults, key.name) && key.name != "seed") continue;
    if (key.name == "ops" && SplitList(value) == OpNames(without_ops)) continue;
    if (key.type == "SWITCH") {
      flags += fmt::format(" --{}{}", value == "true" ? "" : "no-", key.flag);
    } else {
      flags += fmt::format(" --{} {}", key.flag, ShellQuoted(value));
    }
  }
  return flags;
}

}  // namespace

std::string SearchCommand(const FrontReport& report) {
  const SearchConfig& config = report.config();
  // Samples are too long for a flag.
  const std::string function =
      config.samples().empty() ? ShellQuoted(config.target()) : std::string("--samples SAMPLES.csv");
  return fmt::format("ulpforge search {}{} --budget {}c", function, ResultFlags(config),
                     report.statistics().candidates());
}

std::string EmitType(const SearchConfig& config) {
  if (IsReal(config)) return "double";
  return &FormatOf(config) == &kFloat32 ? "float" : config.format();
}

std::string EmitCommand(const FrontReport& report, const FrontEntry& entry, std::string_view name,
                        std::string_view type) {
  const SearchConfig& config = report.config();
  return fmt::format(
      "ulpforge emit {} {} --name {} --type {}", ShellQuoted(DefaultDirectory(config)),
      entry.has_cost() ? fmt::format("--ulp {}", entry.error()) : fmt::format("--ops {}", entry.ops()), name,
      type);
}

}  // namespace ulpforge
