// Any text is a kernel template or is refused with a message; a template survives its own text form, and with
// a core in its hole it is a valid program.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "dsl/program.h"
#include "dsl/text.h"
#include "kernels/kernel_template.h"

namespace ulpforge {
namespace {

constexpr std::string_view kCore =
    "ulpforge program v1\n"
    "const a = 0.5\n"
    "v0 = mul x a\n"
    "v1 = add v0 x\n"
    "return v1\n";

// One line; a target that is a wrong expression follows on a second, over a caret.
bool IsMessage(const absl::string_view message) {
  const auto lines = 1 + std::count(message.begin(), message.end(), '\n');
  return !message.empty() && (lines == 1 || (lines == 3 && message[message.size() - 1] == '^'));
}

void RunOne(std::string_view text) {
  const absl::StatusOr<KernelTemplate> kernel = ParseTemplate(text);
  if (!kernel.ok()) {
    ULPFORGE_CHECK(IsMessage(kernel.status().message()));
    return;
  }
  const absl::StatusOr<KernelTemplate> again = ParseTemplate(FormatTemplate(*kernel));
  ULPFORGE_CHECK(again.ok());
  ULPFORGE_CHECK(FormatTemplate(*again) == FormatTemplate(*kernel));

  static const Program core = *Parse(kCore);
  ULPFORGE_CHECK(Validate(ExpandKernel(*kernel, core)).ok());
  ULPFORGE_CHECK(Validate(ExpandReduced(*kernel, core)).ok());
}

}  // namespace
}  // namespace ulpforge

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ulpforge::RunOne(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
