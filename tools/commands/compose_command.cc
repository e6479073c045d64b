#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "dsl/text.h"
#include "fmt/format.h"
#include "kernels/template_source.h"
#include "tools/commands/command.h"
#include "tools/display/output.h"
#include "tools/sources/program_source.h"

namespace ulpforge {
namespace {

struct Options {
  std::string kernel_template;
  SourceOptions core;
  bool reduced = false;
};

// Operands are indices of 16 bits.
bool Fit(const Program& around, const Program& core) {
  constexpr size_t kMost = size_t{std::numeric_limits<uint16_t>::max()} + 1;
  return around.instructions.size() + core.instructions.size() <= kMost &&
         around.constants.size() + core.constants.size() <= kMost &&
         around.integers.size() + core.integers.size() <= kMost;
}

absl::Status Compose(const Options& options) {
  const absl::StatusOr<KernelTemplate> loaded = LoadTemplate(options.kernel_template);
  if (!loaded.ok()) return loaded.status();
  const absl::StatusOr<ProgramSource> source = LoadPrograms(options.core);
  if (!source.ok()) return source.status();
  if (source->programs.size() != 1) {
    return absl::InvalidArgumentError(
        fmt::format("{} has several programs; choose one with --ops", options.core.path));
  }
  const Program& core = source->programs[0].program;
  const HoledProgram& section = options.reduced ? loaded->reduced : loaded->kernel;
  if (!Fit(section.program, core)) {
    return absl::InvalidArgumentError(fmt::format(
        "{} is too long for {}: a program has at most 65536 instructions, constants and integers each",
        options.core.path, loaded->name));
  }
  return WriteOutput(Format(options.reduced ? ExpandReduced(*loaded, core) : ExpandKernel(*loaded, core)));
}

}  // namespace

Action DefineCompose(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("template", options->kernel_template,
                 "a template of `ulpforge templates`, or a file with one")
      ->required()
      ->type_name("TEXT");
  app.add_option("core", options->core.path, "the core: a program file, or a run directory")
      ->required()
      ->type_name("TEXT");
  app.add_option("--ops", options->core.ops, "op count of the program to take from a run")->type_name("UINT");
  app.add_flag("--reduced", options->reduced,
               "write what the core is fitted in, the reduced section, instead");
  return [options] { return Compose(*options); };
}

}  // namespace ulpforge
