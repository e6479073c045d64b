#include "base/atomic_file.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/directory_test.h"

namespace ulpforge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class AtomicFileTest : public DirectoryTest {
 protected:
  std::set<std::string> Files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }
};

// Runs `body` in a child process and gives its exit status.
template <class Body>
int InChild(const Body& body) {
  const pid_t child = fork();
  if (child == 0) _exit(body());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST_F(AtomicFileTest, WritesAndReplaces) {
  const std::string binary("a\0b\n", 4);
  ASSERT_TRUE(WriteFileAtomically(Path("f"), binary).ok());
  EXPECT_EQ(*ReadFile(Path("f")), binary);
  ASSERT_TRUE(WriteFileAtomically(Path("f"), "").ok());
  EXPECT_EQ(*ReadFile(Path("f")), "");
  EXPECT_THAT(Files(), ElementsAre("f"));
}

TEST_F(AtomicFileTest, LargeFileRoundTrips) {
  const std::string content(5000001, 'x');
  ASSERT_TRUE(WriteFileAtomically(Path("f"), content).ok());
  EXPECT_EQ(*ReadFile(Path("f")), content);
}

TEST_F(AtomicFileTest, RelativePathWithoutADirectory) {
  EXPECT_EQ(InChild([&] {
              if (chdir(directory_.c_str()) != 0) return 1;
              return WriteFileAtomically("f", "content").ok() ? 0 : 2;
            }),
            0);
  EXPECT_EQ(*ReadFile(Path("f")), "content");
}

TEST_F(AtomicFileTest, StaleTemporaryIsOverwritten) {
  ASSERT_TRUE(WriteFileAtomically(Path("f.tmp"), "a long rest of a killed process").ok());
  ASSERT_TRUE(WriteFileAtomically(Path("f"), "new").ok());
  EXPECT_EQ(*ReadFile(Path("f")), "new");
  EXPECT_THAT(Files(), ElementsAre("f"));
}

TEST_F(AtomicFileTest, LinkAtTheTemporaryIsNotFollowed) {
  ASSERT_TRUE(WriteFileAtomically(Path("victim"), "precious").ok());
  std::filesystem::create_symlink(Path("victim"), Path("f.tmp"));
  EXPECT_FALSE(WriteFileAtomically(Path("f"), "new").ok());
  EXPECT_EQ(*ReadFile(Path("victim")), "precious");
}

TEST_F(AtomicFileTest, ParentThatIsAFile) {
  ASSERT_TRUE(WriteFileAtomically(Path("f"), "x").ok());
  EXPECT_EQ(std::string(WriteFileAtomically(Path("f/g"), "y").message()),
            fmt::format("cannot write {}: Not a directory", Path("f/g")));
  EXPECT_EQ(std::string(ReadFile(Path("f/g")).status().message()),
            fmt::format("cannot read {}: Not a directory", Path("f/g")));
}

TEST_F(AtomicFileTest, TargetThatIsADirectory) {
  std::filesystem::create_directory(Path("d"));
  EXPECT_THAT(std::string(WriteFileAtomically(Path("d"), "y").message()), HasSubstr("Is a directory"));
  EXPECT_THAT(Files(), ElementsAre("d"));
}

TEST_F(AtomicFileTest, APipeIsReadToItsEndAndWhatNeverEndsIsRefused) {
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  std::thread writer([&] { EXPECT_TRUE(std::ofstream(Path("pipe")) << "content"); });
  EXPECT_EQ(*ReadFile(Path("pipe")), "content");
  writer.join();
  for (const char* device : {"/dev/zero", "/dev/full"}) {
    EXPECT_EQ(std::string(ReadFile(device).status().message()),
              fmt::format("cannot read {}: it is neither a file nor a pipe from another process", device));
  }
  // The pipe that the child itself writes to.
  EXPECT_EQ(InChild([] {
              int ends[2];
              if (pipe(ends) != 0 || dup2(ends[1], STDOUT_FILENO) < 0) return 1;
              return ReadFile("/dev/stdout").ok() ? 2 : 0;
            }),
            0);
}

// As on a full disk: part of the content can be written, the rest cannot.
TEST_F(AtomicFileTest, FullDiskLeavesTheOldFiles) {
  ASSERT_TRUE(WriteFileKeepingPrevious(Path("f"), Path("p"), "1").ok());
  ASSERT_TRUE(WriteFileKeepingPrevious(Path("f"), Path("p"), "2").ok());
  EXPECT_EQ(InChild([&] {
              signal(SIGXFSZ, SIG_IGN);
              const rlimit limit = {100000, 100000};
              if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
              const absl::Status status =
                  WriteFileKeepingPrevious(Path("f"), Path("p"), std::string(150000, 'x'));
              if (status.ok()) return 2;
              const std::string wanted = fmt::format("cannot write {}: File too large", Path("f"));
              return std::string(status.message()) == wanted ? 0 : 3;
            }),
            0);
  EXPECT_EQ(*ReadFile(Path("f")), "2");
  EXPECT_EQ(*ReadFile(Path("p")), "1");
  EXPECT_THAT(Files(), ElementsAre("f", "p"));
}

TEST_F(AtomicFileTest, LinkAtTheTargetIsReplacedNotFollowed) {
  std::filesystem::create_symlink("/dev/full", Path("f"));
  ASSERT_TRUE(WriteFileAtomically(Path("f"), "replaces the link, not the device").ok());
  EXPECT_FALSE(std::filesystem::is_symlink(Path("f")));
}

TEST_F(AtomicFileTest, PreviousOfTheSameFileDoesNotLeaveRests) {
  ASSERT_TRUE(WriteFileAtomically(Path("f"), "1").ok());
  std::filesystem::create_hard_link(Path("f"), Path("p"));
  std::filesystem::create_hard_link(Path("f"), Path("p.tmp"));
  ASSERT_TRUE(WriteFileKeepingPrevious(Path("f"), Path("p"), "2").ok());
  EXPECT_EQ(*ReadFile(Path("f")), "2");
  EXPECT_EQ(*ReadFile(Path("p")), "1");
  EXPECT_THAT(Files(), ElementsAre("f", "p"));
}

// A process that is killed at a random moment leaves whole files, and the newest is never older than the
// previous one.
TEST_F(AtomicFileTest, KilledWriterLeavesWholeFiles) {
  const auto content = [](int k) { return fmt::format("{:0>9}", k) + std::string(20000, '#') + "end"; };
  const auto number = [&](const std::string& file) {
    const std::string text = *ReadFile(Path(file));
    const int k = std::stoi(text.substr(0, 9));
    EXPECT_EQ(text, content(k));
    return k;
  };
  ASSERT_TRUE(WriteFileKeepingPrevious(Path("f"), Path("p"), content(0)).ok());
  ASSERT_TRUE(WriteFileKeepingPrevious(Path("f"), Path("p"), content(1)).ok());
  int next = 2;
  for (int round = 0; round < 20; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      for (int k = next;; ++k) {
        if (!WriteFileKeepingPrevious(Path("f"), Path("p"), content(k)).ok()) _exit(1);
      }
    }
    std::this_thread::sleep_for(std::chrono::microseconds(3000 + 777 * round));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    const int newest = number("f");
    EXPECT_LT(number("p"), newest);
    next = newest + 1;
  }
  EXPECT_GT(next, 3);
}

}  // namespace
}  // namespace ulpforge
