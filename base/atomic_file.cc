#include "base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "fmt/format.h"

namespace ulpforge {
namespace {

absl::Status SystemError(std::string_view what, const std::string& path, int error) {
  std::string message = fmt::format("cannot {} {}: {}", what, path, std::strerror(error));
  return error == ENOENT ? absl::NotFoundError(message) : absl::UnavailableError(message);
}

// A file descriptor that closes itself.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  int get() const { return descriptor_; }
  // Closes now, because the file system may report a failed write only here. 0 or the error.
  int Close() {
    const int descriptor = descriptor_;
    descriptor_ = -1;
    return close(descriptor) == 0 ? 0 : errno;
  }

 private:
  int descriptor_;
};

// 0 or the error.
int WriteAll(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(descriptor, content.data(), content.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) content.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

int WriteAndSync(const std::string& path, std::string_view content) {
  File file(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (file.get() < 0) return errno;
  if (const int error = WriteAll(file.get(), content)) return error;
  if (fsync(file.get()) != 0) return errno;
  return file.Close();
}

std::string DirectoryOf(const std::string& path) {
  const std::string directory = std::filesystem::path(path).parent_path().string();
  return directory.empty() ? "." : directory;
}

// Makes the names in the directory of `path` durable. File systems that cannot do it are left alone.
int SyncDirectory(const std::string& path) {
  File directory(open(DirectoryOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0) return errno;
  return fsync(directory.get()) == 0 || errno == EINVAL ? 0 : errno;
}

bool LinksUnsupported(int error) { return error == EPERM || error == EOPNOTSUPP || error == ENOSYS; }

// Renames `temporary` to `path`; what `path` held is `previous` afterwards. The order leaves no moment
// without two whole files: `previous` is replaced only when the new file is in place. 0 or the error.
int RenameKeeping(const std::string& temporary, const std::string& path, const std::string& previous) {
  const std::string link_name = previous + ".tmp";
  unlink(link_name.c_str());
  if (link(path.c_str(), link_name.c_str()) == 0) {
    const int error = rename(temporary.c_str(), path.c_str()) == 0 ? 0 : errno;
    if (error == 0) static_cast<void>(rename(link_name.c_str(), previous.c_str()));
    // Still there if the renaming failed, or did nothing because both names were the same file.
    unlink(link_name.c_str());
    return error;
  }
  if (errno != ENOENT) {
    if (!LinksUnsupported(errno)) return errno;
    if (rename(path.c_str(), previous.c_str()) != 0 && errno != ENOENT) return errno;
  }
  return rename(temporary.c_str(), path.c_str()) == 0 ? 0 : errno;
}

absl::Status WriteThrough(const std::string& path, const std::string* previous, std::string_view content) {
  const std::string temporary = path + ".tmp";
  int error = WriteAndSync(temporary, content);
  if (error == 0 && previous != nullptr) {
    error = RenameKeeping(temporary, path, *previous);
  } else if (error == 0) {
    error = rename(temporary.c_str(), path.c_str()) == 0 ? 0 : errno;
  }
  if (error == 0) error = SyncDirectory(path);
  if (error == 0) return absl::OkStatus();
  unlink(temporary.c_str());
  return SystemError("write", path, error);
}

bool IsSameFile(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

// Terminals and other devices may never end, and neither does the pipe that this process writes to.
bool MayNeverEnd(const struct stat& file) {
  if (S_ISREG(file.st_mode) || S_ISDIR(file.st_mode)) return false;
  if (!S_ISFIFO(file.st_mode)) return true;
  struct stat output;
  for (const int descriptor : {1, 2}) {  // where it prints
    if (fstat(descriptor, &output) == 0 && IsSameFile(file, output)) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  struct stat named;
  if (stat(path.c_str(), &named) != 0) return SystemError("read", path, errno);
  if (MayNeverEnd(named)) {
    return absl::UnavailableError(
        fmt::format("cannot read {}: it is neither a file nor a pipe from another process", path));
  }
  File file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return SystemError("read", path, errno);
  std::string content;
  char block[1 << 16];
  while (true) {
    const ssize_t count = read(file.get(), block, sizeof block);
    if (count == 0) return content;
    if (count > 0) content.append(block, static_cast<size_t>(count));
    if (count < 0 && errno != EINTR) return SystemError("read", path, errno);
  }
}

absl::Status WriteFileAtomically(const std::string& path, std::string_view content) {
  return WriteThrough(path, nullptr, content);
}

absl::Status WriteFileKeepingPrevious(const std::string& path, const std::string& previous,
                                      std::string_view content) {
  return WriteThrough(path, &previous, content);
}

}  // namespace ulpforge
