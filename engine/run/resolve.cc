#include "engine/run/resolve.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "dsl/text.h"
#include "engine/run/constructions.h"
#include "engine/run/report.h"
#include "engine/schema/config.h"
#include "fmt/format.h"
#include "kernels/built_in_templates.h"
#include "kernels/plain_template.h"
#include "kernels/template_source.h"
#include "targets/function_target.h"
#include "targets/sample_table.h"

namespace ulpforge {
namespace {

constexpr std::string_view kClassical = "classical";

// What stands in a key itself has several lines, names of files have one.
bool IsText(std::string_view value) { return value.find('\n') != std::string_view::npos; }

void ResolveTarget(SearchConfig& config) {
  if (!IsExpression(config.target())) return;
  const absl::StatusOr<const Target*> target = FunctionTarget(config.target());
  if (target.ok()) config.set_target(std::string((*target)->name));
}

absl::Status ResolveSamples(SearchConfig& config) {
  std::string text = config.samples();
  if (text.empty()) return absl::OkStatus();
  const bool is_file = !IsText(text);
  if (is_file) {
    const absl::StatusOr<std::string> read = ReadFile(text);
    if (!read.ok()) return read.status();
    text = *read;
  }
  const absl::StatusOr<SampleTable> table = SampleTable::Parse(text);
  if (table.ok()) {
    config.set_samples(table->Format());
    return absl::OkStatus();
  }
  if (!is_file) return table.status();
  return absl::InvalidArgumentError(
      fmt::format("{}: {}", config.samples(), std::string(table.status().message())));
}

absl::Status ResolveTemplates(SearchConfig& config) {
  for (std::string& entry : *config.mutable_template_()) {
    if (IsText(entry) || FindTemplate(entry) != nullptr) continue;
    if (entry == kPlainTemplate) continue;  // it depends on target and domain
    const absl::StatusOr<KernelTemplate> loaded = LoadTemplate(entry);
    if (!loaded.ok()) return loaded.status();
    entry = FormatTemplate(*loaded);
  }
  return absl::OkStatus();
}

absl::Status AddProgram(const std::string& text, std::string_view source, SearchConfig& config) {
  const absl::StatusOr<Program> program = Parse(text);
  if (!program.ok()) {
    return absl::DataLossError(fmt::format("{}: {}", source, std::string(program.status().message())));
  }
  config.add_seed_program(Format(*program));
  return absl::OkStatus();
}

absl::Status AddRun(const std::string& directory, SearchConfig& config) {
  const absl::StatusOr<FrontReport> report = ReadRankedReport(directory);
  if (!report.ok()) return report.status();
  if (report->front().empty()) {
    return absl::NotFoundError(fmt::format("{} has found no program yet", directory));
  }
  for (const FrontEntry& entry : report->front()) {
    const std::string& text = !config.free() && entry.has_core() ? entry.core() : entry.program();
    const std::string source = fmt::format("{}/front.json: program of {} ops", directory, entry.ops());
    if (absl::Status status = AddProgram(text, source, config); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status AddClassical(SearchConfig& config) {
  const absl::StatusOr<std::vector<Program>> programs = ClassicalPrograms(config);
  if (!programs.ok()) return programs.status();
  for (const Program& program : *programs) config.add_seed_program(Format(program));
  return absl::OkStatus();
}

absl::Status AddSeed(const std::string& seed, SearchConfig& config) {
  std::error_code ignored;
  if (seed == kClassical) return AddClassical(config);
  if (std::filesystem::is_directory(seed, ignored)) return AddRun(seed, config);
  const absl::StatusOr<std::string> text = ReadFile(seed);
  if (!text.ok()) return text.status();
  return AddProgram(*text, seed, config);
}

absl::Status ResolveSeedPrograms(SearchConfig& config) {
  if (config.seed_program().empty()) return absl::OkStatus();
  const google::protobuf::RepeatedPtrField<std::string> seeds = config.seed_program();
  config.clear_seed_program();
  // What the constructions depend on must hold before they are built.
  if (absl::Status status = ValidateConfig(config); !status.ok()) return status;
  for (const std::string& seed : seeds) {
    if (IsText(seed)) {
      config.add_seed_program(seed);
    } else if (absl::Status status = AddSeed(seed, config); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ResolveConfig(SearchConfig* config) {
  SearchConfig resolved = *config;
  ResolveTarget(resolved);
  for (const auto resolve : {&ResolveSamples, &ResolveTemplates, &ResolveSeedPrograms}) {
    if (absl::Status status = resolve(resolved); !status.ok()) return status;
  }
  *config = std::move(resolved);
  return absl::OkStatus();
}

}  // namespace ulpforge
