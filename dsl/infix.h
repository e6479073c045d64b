// A program as a person writes it: "t = x * x; 1.5 + t / (3 - t)". For reading, not for parsing back:
// constants are shortened.
#pragma once

#include <string>

#include "dsl/program.h"

namespace ulpforge {

// Constants with `digits` significant digits. Values that are used more than once get a name in front.
std::string Infix(const Program& program, int digits = 6);

// The same with constants by name, "c0 + c1 * x", for programs of which only the structure is known.
std::string InfixOfStructure(const Program& program);

}  // namespace ulpforge
