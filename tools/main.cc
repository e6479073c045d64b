// The `ulpforge` command line. Exit codes: 0 success, 1 the command failed or a check did not hold, 2 the
// command line is wrong.

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "fmt/format.h"
#include "tools/command_line.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"

namespace ulpforge {
namespace {

constexpr int kFailure = 1;
constexpr int kUsage = 2;

constexpr Command kCommands[] = {
    {"targets", "List the functions that can be searched for", "ulpforge targets", &DefineTargets},
    {"search", "Evolve programs for a function",
     "ulpforge search exp2 --max-ops 10 --budget 60s --seed 1 --out runs/exp2", &DefineSearch},
    {"resume", "Continue a search", "ulpforge resume runs/exp2 --budget 10m", &DefineResume},
    {"front", "Show the best programs of a run", "ulpforge front runs/exp2 --json", &DefineFront},
    {"report", "Write runs as one HTML page: fronts, error curves, code, lineage, convergence",
     "ulpforge report runs/exp2 --output exp2.html", &DefineReport},
    {"emit", "Write a program as C source", "ulpforge emit runs/exp2 --ops 10 --name my_exp2 > my_exp2.c",
     &DefineEmit},
    {"verify",
     "Check errors: against MPFR on points that the search never saw, with a proof, or at every input",
     "ulpforge verify runs/exp2 --ops 10 --certify", &DefineVerify},
    {"bench", "Time compiled programs, C files, functions of libraries and what users would pick instead",
     "ulpforge bench runs/exp2 --ops 10 --format float64 --lib libm.so.6 --symbol exp2", &DefineBench},
    {"rank", "Time the verified kernels of a run on this machine, and rank them by it",
     "ulpforge rank runs/exp-s1", &DefineRank},
    {"cost", "Show what programs cost on any CPU by LLVM's machine models, without running them",
     "ulpforge cost runs/exp2 --cpu apple-m1 --cpu znver3", &DefineCost},
    {"fit", "Fit the constants of a program to the smallest worst-case error",
     "ulpforge fit cubic.txt --target exp2 > fitted.txt", &DefineFit},
    {"classical", "Show what polynomials, rational functions and the usual tricks reach at every op count",
     "ulpforge classical exp2 --max-ops 10", &DefineClassical},
    {"templates", "List the kernel templates: range reduction and reconstruction around a core",
     "ulpforge templates --target exp", &DefineTemplates},
    {"compose", "Put a core into a kernel template and write the whole program",
     "ulpforge compose exp2-magic-finite core.txt > exp2.txt", &DefineCompose},
};

// One line, but for what is shown below it, which is indented: an expression and a caret. What a message
// quotes from a file does not control the terminal.
int Fail(int code, std::string message) {
  for (size_t k = 0; k < message.size(); ++k) {
    if (message.compare(k, 3, "\n  ") == 0) continue;
    const auto c = static_cast<unsigned char>(message[k]);
    const bool is_space = c == '\n' || c == '\t';
    if (is_space || c < ' ' || c == 0x7f) message[k] = is_space ? ' ' : '?';
  }
  std::fputs(fmt::format("ulpforge: {}\n", message).c_str(), stderr);
  return code;
}

int Fail(const absl::Status& status) {
  const bool usage = status.code() == absl::StatusCode::kInvalidArgument;
  return Fail(usage ? kUsage : kFailure, std::string(status.message()));
}

// --help and --version are successes with a text; everything else is a mistake.
int Answer(const CLI::App& root, const CLI::ParseError& error) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    const std::string text = error.what();  // "The following arguments were not expected: r2 r3"
    const size_t colon = text.find(": ");
    const std::vector<CLI::App*> parsed = root.get_subcommands();
    const std::string command = parsed.empty() ? "ulpforge" : "ulpforge " + parsed.front()->get_name();
    return Fail(kUsage,
                fmt::format("{} takes no further argument, but there is '{}'; see `{} --help`", command,
                            colon == std::string::npos ? text : text.substr(colon + 2), command));
  }
  if (error.get_exit_code() != 0) return Fail(kUsage, error.what());
  const std::string text =
      error.get_name() == "CallForVersion" ? std::string(error.what()) + "\n" : root.help();
  const absl::Status status = WriteOutput(text);
  return status.ok() ? 0 : Fail(status);
}

int RunCommandLine(std::vector<std::string> arguments) {
  CLI::App root("Ulpforge evolves numeric kernels: for every cost the most accurate program.", "ulpforge");
  root.set_version_flag("--version", "ulpforge " ULPFORGE_VERSION);
  root.footer("Example:\n  ulpforge search exp2 --max-ops 10 --budget 60s --seed 1 --out runs/exp2\n");
  std::vector<std::pair<const CLI::App*, Action>> actions;
  for (const Command& command : kCommands) {
    CLI::App* app = root.add_subcommand(std::string(command.name), std::string(command.summary));
    app->footer(fmt::format("Example:\n  {}\n", command.example));
    actions.emplace_back(app, command.define(*app));
  }
  if (const absl::Status status = CheckNames(root, arguments); !status.ok()) return Fail(status);
  std::reverse(arguments.begin(), arguments.end());
  try {
    root.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return Answer(root, error);
  }
  for (const auto& [app, action] : actions) {
    if (!app->parsed()) continue;
    const absl::Status status = action();
    return status.ok() ? 0 : Fail(status);
  }
  return Fail(kUsage, "no subcommand is given; see `ulpforge --help`");
}

// The last resort: what a library throws, when memory runs out for instance, is a failure like any other.
int Main(std::vector<std::string> arguments) {
  try {
    return RunCommandLine(std::move(arguments));
  } catch (const std::exception& error) {
    return Fail(kFailure, fmt::format("the command failed unexpectedly: {}", error.what()));
  }
}

}  // namespace
}  // namespace ulpforge

int main(int argc, char** argv) {
  // Writing to a closed pipe is an error like any other, not a silent death.
  std::signal(SIGPIPE, SIG_IGN);
  return ulpforge::Main(std::vector<std::string>(argv + 1, argv + argc));
}
