#include "kernels/template_source.h"

#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/atomic_file.h"
#include "base/nearest_name.h"
#include "fmt/format.h"
#include "kernels/built_in_templates.h"

namespace ulpforge {
namespace {

absl::Status Unknown(const std::string& name) {
  std::vector<std::string_view> names;
  for (const KernelTemplate& known : BuiltInTemplates()) names.push_back(known.name);
  const std::string_view nearest = NearestName(name, names);
  const std::string hint = nearest.empty() ? "" : fmt::format(" (did you mean {}?)", nearest);
  return absl::InvalidArgumentError(fmt::format(
      "'{}' is neither a template nor a file{}; `ulpforge templates` lists the templates", name, hint));
}

}  // namespace

absl::StatusOr<KernelTemplate> LoadTemplate(const std::string& name_or_path) {
  if (const KernelTemplate* found = FindTemplate(name_or_path)) return *found;
  std::error_code ignored;
  if (!std::filesystem::exists(name_or_path, ignored)) return Unknown(name_or_path);
  const absl::StatusOr<std::string> text = ReadFile(name_or_path);
  if (!text.ok()) return text.status();
  absl::StatusOr<KernelTemplate> parsed = ParseTemplate(*text);
  if (parsed.ok()) return parsed;
  return absl::DataLossError(fmt::format("{}: {}", name_or_path, std::string(parsed.status().message())));
}

}  // namespace ulpforge
