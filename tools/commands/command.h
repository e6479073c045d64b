// The command table: one row per subcommand of `ulpforge`.
#pragma once

#include <functional>
#include <string_view>

#include "absl/status/status.h"

namespace CLI {
class App;
}

namespace ulpforge {

// Runs a command whose options are parsed. InvalidArgument means that the user has to change the command
// line, every other error that the command failed.
using Action = std::function<absl::Status()>;

struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view example;         // shown at the end of --help
  Action (*define)(CLI::App& app);  // adds the options to `app`
};

Action DefineTargets(CLI::App& app);
Action DefineSearch(CLI::App& app);
Action DefineRank(CLI::App& app);
Action DefineResume(CLI::App& app);
Action DefineFront(CLI::App& app);
Action DefineReport(CLI::App& app);
Action DefineEmit(CLI::App& app);
Action DefineVerify(CLI::App& app);
Action DefineFit(CLI::App& app);
Action DefineClassical(CLI::App& app);
Action DefineBench(CLI::App& app);
Action DefineCost(CLI::App& app);
Action DefineTemplates(CLI::App& app);
Action DefineCompose(CLI::App& app);

}  // namespace ulpforge
