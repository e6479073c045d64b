// The templates that come with Ulpforge, the files kernels/templates/*.tmpl, which are part of the binary.
//
// Thread safety: immutable.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "kernels/kernel_template.h"

namespace ulpforge {

// In the order of their file names.
std::span<const KernelTemplate> BuiltInTemplates();

// Those of one target, or none.
std::vector<const KernelTemplate*> TemplatesOf(std::string_view target);

// The template named `name`, or nullptr.
const KernelTemplate* FindTemplate(std::string_view name);

// The file that it was read from, comments included. REQUIRES: FindTemplate(name) != nullptr.
std::string_view TemplateText(std::string_view name);

}  // namespace ulpforge
