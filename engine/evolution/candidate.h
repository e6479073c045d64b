// A Candidate is a program that the search considers. Over the reals it is the program itself; in float32 it
// is the core of a kernel together with its frame, the kernel template that it is plugged into.
//
// Thread safety: a value type.
#pragma once

#include <cstdint>

#include "dsl/program.h"
#include "engine/evolution/lineage.h"
#include "engine/variation/mutation.h"
#include "hashing/function_key.h"

namespace ulpforge {

struct Candidate {
  uint64_t index = 0;
  bool made = false;  // false if no mutation gave an acceptable program
  uint64_t parent = kNoParent;
  AppliedMutations mutations;
  Program program;  // canonical, with inherited or random constants
  int frame = 0;    // one of Arithmetic::frames()
  FunctionKey key;
  uint32_t unchanged = 0;  // tries that computed what the parent computes
  uint32_t redundant = 0;  // tries with a constant that the others can replace
};

}  // namespace ulpforge
