// Any text is an interval or is refused with a message; an interval survives its own text form.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "targets/problem.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto interval = ulpforge::ParseInterval(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!interval.ok()) {
    ULPFORGE_CHECK(!interval.status().message().empty());
    return 0;
  }
  ULPFORGE_CHECK(interval->lo <= interval->hi);
  const auto again = ulpforge::ParseInterval(ulpforge::FormatInterval(*interval));
  ULPFORGE_CHECK(again.ok());
  ULPFORGE_CHECK(*again == *interval);
  return 0;
}
