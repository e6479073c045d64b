// The exclusive right to write a run directory, held through DIRECTORY/lock. The operating system takes it
// back when the process ends, however it ends.
//
// Thread safety: a value type, moved only.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace ulpforge {

inline constexpr std::string_view kLockFile = "lock";

class RunLock {
 public:
  // FailedPrecondition, with the process number of the owner, if another process holds it.
  static absl::StatusOr<RunLock> Acquire(const std::string& directory);

  RunLock(RunLock&& other) noexcept;
  RunLock& operator=(RunLock&& other) noexcept;
  ~RunLock();

 private:
  explicit RunLock(int file) : file_(file) {}
  void Release();

  int file_ = -1;
};

}  // namespace ulpforge
