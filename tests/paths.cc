#include "tests/paths.h"

namespace ulpforge {

const char* const kUlpforgeBinary = ULPFORGE_BINARY;
const char* const kNativeFixture = ULPFORGE_FIXTURE;

std::filesystem::path SourcePath(const std::string& relative) {
  return std::filesystem::path(ULPFORGE_SOURCE_DIR) / relative;
}

}  // namespace ulpforge
