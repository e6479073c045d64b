// What a free program is: a whole float32 function of ops on floats and integers, with its constants.
//
// Thread safety: pure functions.
#pragma once

#include "dsl/program.h"

namespace ulpforge {

// True if the program computes something, from x, and no instruction computes a constant.
// REQUIRES: Validate(program).ok().
bool IsFreeProgram(const Program& program);

// Ops that take time: bit casts do not. At least 1.
int WorkingOps(const Program& program);

}  // namespace ulpforge
