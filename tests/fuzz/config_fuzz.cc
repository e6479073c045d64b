// Any text is a configuration or is refused with one line; a configuration survives its own text form,
// and what validation says does not depend on the trip.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "base/check.h"
#include "engine/config.h"
#include "google/protobuf/stubs/logging.h"

namespace ulpforge {
namespace {

void CheckOneLine(const absl::Status& status) {
  if (status.ok()) return;
  ULPFORGE_CHECK(!status.message().empty());
  ULPFORGE_CHECK(status.message().find('\n') == absl::string_view::npos);
}

void RunOne(std::string_view text) {
  SearchConfig config;
  const absl::Status status = ParseConfig(text, "fuzz", &config);
  CheckOneLine(status);
  if (!status.ok()) return;

  SearchConfig again;
  ULPFORGE_CHECK(ParseConfig(FormatConfig(config), "fuzz", &again).ok());
  ULPFORGE_CHECK(FormatConfig(again) == FormatConfig(config));
  ULPFORGE_CHECK(ConfigFingerprint(again) == ConfigFingerprint(config));

  const absl::Status valid = ValidateConfig(config);
  CheckOneLine(valid);
  ULPFORGE_CHECK(ValidateConfig(again) == valid);
}

}  // namespace
}  // namespace ulpforge

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const google::protobuf::LogSilencer quiet;  // about text that is not UTF-8
  ulpforge::RunOne(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
