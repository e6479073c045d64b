#include "tools/command_line.h"

#include <span>
#include <string_view>

#include "base/nearest_name.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

std::string Hint(std::string_view name, const std::vector<std::string>& known, std::string_view help) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string_view nearest = NearestName(name, names);
  if (nearest.empty()) return fmt::format("; see `{}`", help);
  return fmt::format("; the nearest known one is '{}'", nearest);
}

std::vector<std::string> FlagsOf(const CLI::App& app) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
    for (const std::string& name : option->get_snames()) flags.push_back("-" + name);
  }
  return flags;
}

const CLI::Option* FindFlag(const CLI::App& app, const std::string& name) {
  for (const CLI::Option* option : app.get_options()) {
    if (name.starts_with('-') && option->check_name(name)) return option;
  }
  return nullptr;
}

// A lone "-" and negative numbers are values.
bool IsFlag(const std::string& argument) {
  return argument.size() > 1 && argument[0] == '-' &&
         std::string_view(".0123456789").find(argument[1]) == std::string_view::npos;
}

absl::Status CheckFlags(const CLI::App& app, std::string_view command_line,
                        std::span<const std::string> arguments) {
  for (size_t k = 0; k < arguments.size(); ++k) {
    if (arguments[k] == "--") return absl::OkStatus();
    if (!IsFlag(arguments[k])) continue;
    const std::string name = arguments[k].substr(0, arguments[k].find('='));
    const CLI::Option* option = FindFlag(app, name);
    if (option == nullptr) {
      return absl::InvalidArgumentError(fmt::format(
          "unknown flag '{}'{}", name, Hint(name, FlagsOf(app), fmt::format("{} --help", command_line))));
    }
    const bool value_follows = option->get_expected_min() > 0 && option->get_type_size_min() > 0 &&
                               name.size() == arguments[k].size();
    if (value_follows) ++k;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckNames(const CLI::App& root, const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    return absl::InvalidArgumentError("no subcommand is given; see `ulpforge --help`");
  }
  if (IsFlag(arguments[0])) return CheckFlags(root, "ulpforge", arguments);
  std::vector<std::string> names;
  for (const CLI::App* command : root.get_subcommands(nullptr)) {
    if (command->get_name() == arguments[0]) {
      return CheckFlags(*command, "ulpforge " + arguments[0], std::span(arguments).subspan(1));
    }
    names.push_back(command->get_name());
  }
  return absl::InvalidArgumentError(
      fmt::format("unknown subcommand '{}'{}", arguments[0], Hint(arguments[0], names, "ulpforge --help")));
}

}  // namespace ulpforge
