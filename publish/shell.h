// Words of a command line that can be pasted into a shell.
#pragma once

#include <string>
#include <string_view>

namespace ulpforge {

// The word itself if no shell would change it, otherwise in quotes, on one line: line breaks as in bash's
// $'\n'.
inline std::string ShellQuoted(std::string_view word) {
  constexpr std::string_view kHarmless =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=,./:@%";
  if (!word.empty() && word.find_first_not_of(kHarmless) == std::string_view::npos) return std::string(word);
  const bool lines = word.find_first_of("\n\t\r") != std::string_view::npos;
  std::string quoted = lines ? "$'" : "'";
  for (const char c : word) {
    switch (c) {
      case '\'':
        quoted += lines ? "\\'" : "'\\''";
        break;
      case '\n':
        quoted += "\\n";
        break;
      case '\t':
        quoted += "\\t";
        break;
      case '\r':
        quoted += "\\r";
        break;
      case '\\':
        quoted += lines ? "\\\\" : "\\";
        break;
      default:
        quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace ulpforge
