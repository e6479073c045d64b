// What a free program is: a whole float32 function of ops on floats and integers, with its constants.
//
// Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <vector>

#include "dsl/program.h"

namespace ulpforge {

// True if the program computes something, from x, and no instruction computes a constant.
// REQUIRES: Validate(program).ok().
bool IsFreeProgram(const Program& program);

// Ops that take time: bit casts do not. At least 1.
int WorkingOps(const Program& program);

// A number of a program that may be changed: a constant, or an integer that is no amount of a shift.
struct FreeNumber {
  bool is_integer = false;
  size_t index = 0;  // in constants or integers
};

std::vector<FreeNumber> FreeNumbers(const Program& program);

// The number as a point on a line on which neighbours are next to each other: the place of a float among
// the floats, both zeros apart; an integer itself. Float constants are taken rounded to float.
int64_t Place(const Program& program, const FreeNumber& number);

// Moves the number to that place, or as near to it as there is a finite float, or a 32-bit integer.
void SetPlace(const FreeNumber& number, int64_t place, Program& program);

}  // namespace ulpforge
