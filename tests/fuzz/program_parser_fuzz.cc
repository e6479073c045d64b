// Any text is parsed or refused with a message; what was parsed is valid, and its text form is stable.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "dsl/canonical.h"
#include "dsl/program.h"
#include "dsl/text.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto program = ulpforge::Parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!program.ok()) {
    ULPFORGE_CHECK(!program.status().message().empty());
    return 0;
  }
  ULPFORGE_CHECK(ulpforge::Validate(*program).ok());

  const std::string text = ulpforge::Format(*program);
  const auto again = ulpforge::Parse(text);
  ULPFORGE_CHECK(again.ok());
  ULPFORGE_CHECK(ulpforge::Format(*again) == text);

  const ulpforge::Program canonical = ulpforge::Canonicalize(*program);
  ULPFORGE_CHECK(ulpforge::Validate(canonical).ok());
  ULPFORGE_CHECK(ulpforge::OpCount(canonical) <= ulpforge::OpCount(*program));
  return 0;
}
