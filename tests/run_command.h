// Runs the `ulpforge` binary as a user does.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/directory_test.h"
#include "tests/paths.h"

namespace ulpforge {

// Exit codes.
inline constexpr int kFailure = 1;
inline constexpr int kUsage = 2;

struct CommandResult {
  int exit_code = 0;  // 128 + the signal if it was killed by one
  std::string out;
  std::string err;
};

// A test with a directory of its own, in which the commands run.
class CommandTest : public DirectoryTest {
 protected:
  std::string ReadText(const std::string& file) const {
    std::ifstream stream(Path(file), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  }

  void WriteText(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories(std::filesystem::path(Path(file)).parent_path());
    std::ofstream(Path(file), std::ios::binary) << text;
  }

  // Starts the command; its output goes to the files "out" and "err", or to `out_path`.
  pid_t Start(const std::vector<std::string>& arguments, const std::string& out_path = "out") const {
    const pid_t child = fork();
    if (child != 0) return child;
    std::vector<char*> argv = {const_cast<char*>(kUlpforgeBinary)};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    if (chdir(directory_.c_str()) != 0) _exit(126);
    dup2(open(out_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), STDOUT_FILENO);
    dup2(open("err", O_WRONLY | O_CREAT | O_TRUNC, 0666), STDERR_FILENO);
    execv(kUlpforgeBinary, argv.data());
    _exit(127);
  }

  CommandResult Wait(pid_t child) const {
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    CommandResult result;
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.out = ReadText("out");
    result.err = ReadText("err");
    return result;
  }

  CommandResult Ulpforge(const std::vector<std::string>& arguments,
                         const std::string& out_path = "out") const {
    return Wait(Start(arguments, out_path));
  }

  // The command fails with this code, prints nothing, and says `message` on one line.
  void ExpectError(const std::vector<std::string>& arguments, int exit_code,
                   const std::string& message) const {
    const CommandResult result = Ulpforge(arguments);
    std::string line = "ulpforge";
    for (const std::string& argument : arguments) line += " " + argument;
    EXPECT_EQ(result.exit_code, exit_code) << line;
    EXPECT_EQ(result.out, "") << line;
    EXPECT_EQ(result.err, "ulpforge: " + message + "\n") << line;
  }
};

}  // namespace ulpforge
