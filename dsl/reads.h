// What the result of a program depends on.
//
// Thread safety: pure functions.
#pragma once

#include <vector>

#include "dsl/program.h"

namespace ulpforge {

struct Reads {
  std::vector<bool> live;       // instructions that the output depends on
  std::vector<bool> constants;  // those that live instructions or the output read
  bool input = false;           // whether one of them reads the input
};

Reads FindReads(const Program& program);

}  // namespace ulpforge
