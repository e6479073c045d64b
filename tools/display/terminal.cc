#include "tools/display/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace ulpforge {
namespace {

std::string_view Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool IsLiveTerminal(std::FILE* stream) {
  return isatty(fileno(stream)) != 0 && Environment("TERM") != "dumb" && !Environment("TERM").empty();
}

bool WantsColor() { return Environment("NO_COLOR").empty(); }

TerminalSize SizeOf(std::FILE* stream) {
  TerminalSize size;
  winsize window = {};
  if (ioctl(fileno(stream), TIOCGWINSZ, &window) != 0) return size;
  if (window.ws_col > 0) size.columns = window.ws_col;
  if (window.ws_row > 0) size.rows = window.ws_row;
  return size;
}

}  // namespace ulpforge
