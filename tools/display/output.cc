#include "tools/display/output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "fmt/format.h"

namespace ulpforge {

absl::Status WriteOutput(std::string_view text) {
  errno = 0;
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (std::fflush(stdout) == 0 && written) return absl::OkStatus();
  return absl::UnavailableError(fmt::format("cannot write to standard output: {}", std::strerror(errno)));
}

}  // namespace ulpforge
