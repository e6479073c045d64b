// What the other end of a stream can show.
#pragma once

#include <cstdio>

namespace ulpforge {

struct TerminalSize {
  int columns = 80;
  int rows = 24;
};

// True for a terminal that understands cursor movements.
bool IsLiveTerminal(std::FILE* stream);
// False if the user asked for none (https://no-color.org).
bool WantsColor();
TerminalSize SizeOf(std::FILE* stream);

}  // namespace ulpforge
