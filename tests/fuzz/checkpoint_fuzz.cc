// Any bytes are a checkpoint or are refused with a message. The input is read twice: as a file, and as the
// content of a file whose container is sound, because no fuzzer guesses a checksum.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "engine/run/checkpoint.h"
#include "google/protobuf/stubs/logging.h"

namespace ulpforge {
namespace {

void RunOne(std::string_view bytes) {
  const auto checkpoint = DecodeCheckpoint(bytes, "fuzz");
  if (checkpoint.ok()) {
    ULPFORGE_CHECK(DecodeCheckpoint(EncodeCheckpoint(*checkpoint), "fuzz").ok());
    return;
  }
  ULPFORGE_CHECK(!checkpoint.status().message().empty());

  Checkpoint content;
  if (!content.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return;
  const std::string encoded = EncodeCheckpoint(content);
  const auto again = DecodeCheckpoint(encoded, "fuzz");
  ULPFORGE_CHECK(again.ok());
  ULPFORGE_CHECK(EncodeCheckpoint(*again) == encoded);
}

}  // namespace
}  // namespace ulpforge

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const google::protobuf::LogSilencer quiet;  // about text that is not UTF-8
  ulpforge::RunOne(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
