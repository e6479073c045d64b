#include "engine/run/run_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "fmt/format.h"

namespace ulpforge {
namespace {

std::string OwnerOf(int file) {
  char text[32];
  const ssize_t count = pread(file, text, sizeof text, 0);
  std::string_view owner(text, count > 0 ? static_cast<size_t>(count) : 0);
  owner = owner.substr(0, owner.find('\n'));
  return owner.empty() ? "another process" : fmt::format("process {}", owner);
}

absl::Status CannotLock(const std::string& directory) {
  return absl::UnavailableError(
      fmt::format("cannot lock {}/{}: {}", directory, kLockFile, std::strerror(errno)));
}

}  // namespace

absl::StatusOr<RunLock> RunLock::Acquire(const std::string& directory) {
  const std::string path = fmt::format("{}/{}", directory, kLockFile);
  RunLock lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (lock.file_ < 0) return CannotLock(directory);
  if (flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return CannotLock(directory);
    return absl::FailedPreconditionError(fmt::format(
        "run directory {} is in use by {}; wait for it to end or stop it", directory, OwnerOf(lock.file_)));
  }
  const std::string owner = fmt::format("{}\n", getpid());
  if (ftruncate(lock.file_, 0) != 0 ||
      pwrite(lock.file_, owner.data(), owner.size(), 0) != static_cast<ssize_t>(owner.size())) {
    return CannotLock(directory);
  }
  return lock;
}

RunLock::RunLock(RunLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

RunLock& RunLock::operator=(RunLock&& other) noexcept {
  if (this == &other) return *this;
  Release();
  file_ = std::exchange(other.file_, -1);
  return *this;
}

RunLock::~RunLock() { Release(); }

void RunLock::Release() {
  if (file_ >= 0) close(file_);
  file_ = -1;
}

}  // namespace ulpforge
