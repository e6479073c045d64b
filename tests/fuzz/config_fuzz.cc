// Any text is a configuration or is refused with one line; a configuration survives its own text form,
// and what validation says does not depend on the trip.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "base/check.h"
#include "engine/schema/config.h"
#include "google/protobuf/stubs/logging.h"

namespace ulpforge {
namespace {

// One line; an expression that is wrong follows on a second, over a caret.
void CheckMessage(const absl::Status& status) {
  if (status.ok()) return;
  const absl::string_view message = status.message();
  ULPFORGE_CHECK(!message.empty() && message[0] != '\n');
  const auto lines = 1 + std::count(message.begin(), message.end(), '\n');
  ULPFORGE_CHECK(lines == 1 || (lines == 3 && message[message.size() - 1] == '^'));
}

void RunOne(std::string_view text) {
  SearchConfig config;
  const absl::Status status = ParseConfig(text, "fuzz", &config);
  CheckMessage(status);
  if (!status.ok()) return;

  SearchConfig again;
  ULPFORGE_CHECK(ParseConfig(FormatConfig(config), "fuzz", &again).ok());
  ULPFORGE_CHECK(FormatConfig(again) == FormatConfig(config));
  ULPFORGE_CHECK(ConfigFingerprint(again) == ConfigFingerprint(config));

  const absl::Status valid = ValidateConfig(config);
  CheckMessage(valid);
  ULPFORGE_CHECK(ValidateConfig(again) == valid);
}

}  // namespace
}  // namespace ulpforge

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const google::protobuf::LogSilencer quiet;  // about text that is not UTF-8
  ulpforge::RunOne(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
