// Words of a command line that can be pasted into a shell.
#pragma once

#include <string>
#include <string_view>

namespace ulpforge {

// The word itself if no shell would change it, otherwise in single quotes.
inline std::string ShellQuoted(std::string_view word) {
  constexpr std::string_view kHarmless =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=,./:@%";
  if (!word.empty() && word.find_first_not_of(kHarmless) == std::string_view::npos) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

}  // namespace ulpforge
