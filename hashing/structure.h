// The structure of a program, the values of its constants left out, as a short string of bytes.
//
// Format: variable-length integers (7 bits per byte, lowest first, high bit set on all but the last byte):
// number of constants; number of integers, then each, zigzag coded; number of instructions, then each as
// its op and its operands; the output. An operand is 4 * index + source.
//
// Thread safety: pure functions.
#pragma once

#include <string>

#include "dsl/program.h"

namespace ulpforge {

std::string PackStructure(const Program& program);

// The program, its constants zero. REQUIRES: `packed` came from PackStructure.
Program UnpackStructure(const std::string& packed);

}  // namespace ulpforge
