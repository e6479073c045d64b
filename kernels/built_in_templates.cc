#include "kernels/built_in_templates.h"

#include "base/check.h"
#include "kernels/template_texts.h"

namespace ulpforge {
namespace {

const std::vector<KernelTemplate>& Parsed() {
  static const auto* const kTemplates = [] {
    auto* templates = new std::vector<KernelTemplate>;
    for (const std::string_view text : TemplateTexts()) {
      absl::StatusOr<KernelTemplate> parsed = ParseTemplate(text);
      ULPFORGE_CHECK(parsed.ok());
      templates->push_back(*std::move(parsed));
    }
    return templates;
  }();
  return *kTemplates;
}

}  // namespace

std::span<const KernelTemplate> BuiltInTemplates() { return Parsed(); }

std::vector<const KernelTemplate*> TemplatesOf(std::string_view target) {
  std::vector<const KernelTemplate*> found;
  for (const KernelTemplate& kernel_template : BuiltInTemplates()) {
    if (kernel_template.target == target) found.push_back(&kernel_template);
  }
  return found;
}

const KernelTemplate* FindTemplate(std::string_view name) {
  for (const KernelTemplate& kernel_template : BuiltInTemplates()) {
    if (kernel_template.name == name) return &kernel_template;
  }
  return nullptr;
}

std::string_view TemplateText(std::string_view name) {
  const KernelTemplate* found = FindTemplate(name);
  ULPFORGE_CHECK(found != nullptr);
  return TemplateTexts()[static_cast<size_t>(found - BuiltInTemplates().data())];
}

}  // namespace ulpforge
