// Emits a program as textual LLVM IR (version 19 or later: opaque pointers, splat constants, intrinsics
// without declarations). The text has neither fast-math flags nor a target: a compiler that keeps to IEEE 754
// and does not contract makes it compute bit for bit what the interpreter computes (a NaN stays a NaN; its
// sign and payload are unspecified). Dead instructions are left to the compiler.
//
// Thread safety: pure functions.
#pragma once

#include <span>
#include <string>

#include "dsl/program.h"

namespace ulpforge {

// The forms in which IR can have a program f with working type T.
enum class IrShape {
  // T @name(T %x): f of one value; of a vector <lanes x T> if there are several lanes.
  kValue,
  // void @name(ptr %in, ptr %out): out[i] = f(in[i]) for i < lanes, as straight-line code.
  kBlock,
  // void @name(ptr %in, ptr %out, i64 %n): out[i] = f(in[i]) for i < n, as a loop whose metadata says that no
  // iteration depends on another, so that it vectorises without a check for overlap. That holds if in and out
  // are the same array or do not overlap.
  kArray,
  // void @name(ptr %in, ptr %out, i64 %n): out[i] = f(x_i) for i < n in this order, with x_i equal to in[i]
  // to the bit but computed as (bits(out[i - 1]) & zero) | bits(in[i]), with a zero that compilers cannot
  // see.
  kChain,
};

struct IrFunction {
  std::string name;  // letters, digits and _, not starting with a digit
  IrShape shape = IrShape::kValue;
  int lanes = 1;  // of kValue and kBlock
};

// A module that defines the functions. T: float or double, the working type; constants are rounded to T,
// integers wrap to its width, arrays need no alignment beyond that of T.
// REQUIRES: Validate(program).ok(), names as above and different, lanes > 0.
template <class T>
std::string EmitIr(const Program& program, std::span<const IrFunction> functions);

}  // namespace ulpforge
