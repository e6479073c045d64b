#include "engine/run/run_lock.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "tests/directory_test.h"

namespace ulpforge {
namespace {

class RunLockTest : public DirectoryTest {
 protected:
  // In a child process: 0 if the lock is granted, 1 if it is refused with `message`, 2 otherwise.
  int AcquireInChild(const std::string& message) const {
    const pid_t child = fork();
    if (child == 0) {
      const absl::StatusOr<RunLock> lock = RunLock::Acquire(directory_);
      if (lock.ok()) _exit(0);
      _exit(std::string(lock.status().message()) == message ? 1 : 2);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
  }

  std::string InUse(pid_t owner) const {
    return fmt::format("run directory {} is in use by process {}; wait for it to end or stop it", directory_,
                       owner);
  }
};

TEST_F(RunLockTest, SecondProcessIsRefusedWithTheOwner) {
  std::optional<RunLock> lock = *RunLock::Acquire(directory_);
  EXPECT_EQ(AcquireInChild(InUse(getpid())), 1);
  lock.reset();
  EXPECT_EQ(AcquireInChild(""), 0);
}

TEST_F(RunLockTest, SecondLockOfTheSameProcessIsRefused) {
  const absl::StatusOr<RunLock> lock = RunLock::Acquire(directory_);
  ASSERT_TRUE(lock.ok());
  EXPECT_EQ(RunLock::Acquire(directory_).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(RunLockTest, MovedLockStillHolds) {
  RunLock lock = *RunLock::Acquire(directory_);
  RunLock moved = std::move(lock);
  EXPECT_EQ(AcquireInChild(InUse(getpid())), 1);
}

TEST_F(RunLockTest, KilledOwnerReleases) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    const absl::StatusOr<RunLock> lock = RunLock::Acquire(directory_);
    if (write(ready[1], lock.ok() ? "y" : "n", 1) != 1) _exit(1);
    pause();
  }
  char answer = 0;
  ASSERT_EQ(read(ready[0], &answer, 1), 1);
  ASSERT_EQ(answer, 'y');
  EXPECT_EQ(AcquireInChild(InUse(child)), 1);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_EQ(AcquireInChild(""), 0);
  close(ready[0]);
  close(ready[1]);
}

TEST_F(RunLockTest, MissingDirectoryIsNamed) {
  EXPECT_EQ(std::string(RunLock::Acquire("/nonexistent").status().message()),
            "cannot lock /nonexistent/lock: No such file or directory");
}

}  // namespace
}  // namespace ulpforge
