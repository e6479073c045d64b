#include "native/run_compiler.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sstream>

#include "base/check.h"
#include "fmt/format.h"

namespace ulpforge {
namespace {

constexpr const char* kUsualCompilers[] = {"cc", "gcc", "clang-19"};

bool IsOnPath(const std::string& program) {
  if (program.find('/') != std::string::npos) return access(program.c_str(), X_OK) == 0;
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "/bin:/usr/bin" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (access(folder.append("/").append(program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

std::vector<std::string> Words(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// The environment of this process with messages in English.
std::vector<std::string> EnglishEnvironment() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!std::string_view(*variable).starts_with("LC_ALL=")) variables.emplace_back(*variable);
  }
  variables.emplace_back("LC_ALL=C");
  return variables;
}

// As the system calls want it; valid as long as `strings`.
std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string ReadAll(int descriptor) {
  std::string text;
  char buffer[4096];
  for (;;) {
    const ssize_t n = read(descriptor, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return text;
    text.append(buffer, n);
  }
}

// Waits for the end of the process; its status as waitpid gives it.
int Wait(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return status;
}

std::string FirstError(const std::string& output, int status) {
  std::string first;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("error:") != std::string::npos || line.find("undefined reference") != std::string::npos) {
      return line;
    }
    if (first.empty()) first = line;
  }
  if (!first.empty()) return first;
  return WIFSIGNALED(status) ? fmt::format("killed by signal {}", WTERMSIG(status))
                             : fmt::format("exit status {}", WEXITSTATUS(status));
}

}  // namespace

absl::StatusOr<std::vector<std::string>> FindCompiler(std::string_view named) {
  const char* const variable = std::getenv("CC");
  std::vector<std::string> words = Words(named);
  const std::string_view origin = words.empty() ? "; the environment variable CC names it" : "";
  if (words.empty() && variable != nullptr) words = Words(variable);
  if (!words.empty()) {
    if (IsOnPath(words[0])) return words;
    return absl::NotFoundError(fmt::format("C compiler '{}' not found{}", words[0], origin));
  }
  for (const char* const usual : kUsualCompilers) {
    if (IsOnPath(usual)) return std::vector<std::string>{usual};
  }
  return absl::NotFoundError(
      "no C compiler: none of cc, gcc and clang-19 is found; install gcc or set the environment variable CC");
}

absl::Status RunCompiler(const std::vector<std::string>& command) {
  ULPFORGE_CHECK(!command.empty());
  int pipe_ends[2];
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) {
    return absl::ResourceExhaustedError(fmt::format("cannot run {}: {}", command[0], std::strerror(errno)));
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  // Messages come on either.
  constexpr int kOutput = 1;
  constexpr int kErrors = 2;
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], kOutput);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], kErrors);
  std::vector<std::string> words = command;
  std::vector<std::string> environment = EnglishEnvironment();
  pid_t process = 0;
  const int error = posix_spawnp(&process, words[0].c_str(), &actions, nullptr, Pointers(words).data(),
                                 Pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);
  const std::string output = error == 0 ? ReadAll(pipe_ends[0]) : "";
  close(pipe_ends[0]);
  if (error != 0) {
    return absl::NotFoundError(fmt::format("cannot run C compiler '{}': {}", words[0], std::strerror(error)));
  }
  const int status = Wait(process);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(FirstError(output, status));
}

}  // namespace ulpforge
