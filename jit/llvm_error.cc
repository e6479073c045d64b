#include "jit/llvm_error.h"

#include <utility>

#include "fmt/format.h"

namespace ulpforge {

absl::Status ToStatus(llvm::Error error, std::string_view what) {
  if (!error) return absl::OkStatus();
  return absl::InternalError(fmt::format("{}: {}", what, llvm::toString(std::move(error))));
}

}  // namespace ulpforge
